/** The modules of the library in the one name space of tau-prolog: who sees what, and whose goals are called. */
import { SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let prolog: TauProlog;
let told: string;

beforeEach(() => {
  told = '';
  const hear = (text: string) => void (told += text);
  prolog = new TauProlog(new SessionEngine(), { output: hear, errorOutput: hear });
});
afterEach(() => prolog.close());

const holds = (goal: string) => prolog.query(goal).exists();

describe('what a module exports', () => {
  test('is unknown until it is loaded, and then to this host only', async () => {
    await expect(holds('http_location_by_id(a, _)')).rejects.toThrow(
      'Unknown procedure: http_location_by_id/2',
    );
    await prolog.consult(':- use_module(library(http/http_dispatch)).');
    await expect(holds('http_location_by_id(a, _)')).rejects.toThrow("http_handler_id `a' does not exist");
    const other = new TauProlog(new SessionEngine());
    await expect(other.query('http_location_by_id(a, _)').exists()).rejects.toThrow('Unknown procedure');
    await other.close();
  });

  test('is what a program imports of it', async () => {
    await prolog.consult(':- use_module(library(http/html_write), [print_html/1]).');
    expect(await holds('print_html([x])')).toBe(true);
    await expect(holds('phrase(html(x), _)')).rejects.toThrow('Unknown procedure: html/3');
  });

  test('is also what it gives on of others', async () => {
    await prolog.consult(':- use_module(library(http/http_server)).');
    expect(await holds('phrase(html(x), T), T == [x]')).toBe(true);
    await expect(holds('print_html([x])')).rejects.toThrow('Unknown procedure: print_html/1');
  });

  test('has operators that the program is read with', async () => {
    await prolog.consult(`
      :- use_module(library(http/html_write)).
      :- html_meta row(html, ?, ?).
      row(X) --> html(tr(td(X))).
    `);
    expect(await holds('phrase(row(1), T), print_html(T)')).toBe(true);
    expect(told).toBe('\n<tr><td>1</td></tr>\n');
  });

  test('gives way to what a program defines under that name, which the module does not notice', async () => {
    await prolog.consult(`
      :- use_module(library(http/html_write)).
      print_html(_) :- write(mine).
      html_quoted(_, _, _) :- throw(mine).
      append(_, _, _) :- throw(mine).
      page(X, [X|T], T).
    `);
    expect(await holds('print_html(x)')).toBe(true);
    expect(told).toBe('mine');
    expect(await holds("phrase(html(p('~w'-[x])), T), html_write:print_html(T)")).toBe(true);
    expect(told).toContain('<p>\nx</p>');
    expect(await holds('phrase(page(a), [a])')).toBe(true);
  });
});

describe('a goal behind a module', () => {
  test('is of the module where that has it, and of the program else', async () => {
    await prolog.consult(`
      :- use_module(library(http/http_dispatch)).
      own(1).
    `);
    expect(await holds('http_handlers:is_below(/, at(/, _, _, _))')).toBe(true);
    expect(await holds('http_handlers:own(1), user:own(1), lists:own(1)')).toBe(true);
    expect(await holds("maplist(http_handlers:is_below('/a'), [at('/a/b', 1, 2, 3)])")).toBe(true);
    await expect(holds('is_below(_, _)')).rejects.toThrow('Unknown procedure: is_below/2');
  });

  test('can change what the module keeps, which is not in the store of the engine', async () => {
    await prolog.consult(':- use_module(library(http/http_dispatch)).');
    expect(await holds('assertz(http_dispatch:handler(a, user:b, false, []))')).toBe(true);
    expect(await holds('clause(http_dispatch:handler(P, _, _, _), true), P == a')).toBe(true);
    expect(await holds('retract(http_dispatch:handler(a, user:B, _, _)), B == b')).toBe(true);
    expect(await holds('http_dispatch:handler(_, _, _, _)')).toBe(false);
  });
});

test('hooks of a program and of modules are asked one after the other', async () => {
  await prolog.consult(`
    :- use_module(library(http/http_parameters)).
    :- multifile(http:convert_parameter/3).
    http:convert_parameter(upper, Text, Upper) :- upcase_atom(Text, Upper).
    prolog:message(mine(X)) --> ['mine: ~w'-[X]].
  `);
  expect(
    await holds("http_parameters([search([a=x, b='1'])], [a(A, [upper]), b(B, [integer])]), A-B == 'X'-1"),
  ).toBe(true);
  await holds('print_message(error, mine(1))');
  await holds('catch(http_parameters([], [c(_, [])]), E, print_message(error, E))');
  expect(told).toBe('ERROR: mine: 1\nERROR: Missing value for parameter "c".\n');
});

test('a setting of the library is none of the program', async () => {
  await prolog.consult(`
    :- use_module(library(settings)).
    :- use_module(library(http/http_dispatch)).
    :- setting(prefix, atom, mine, 'My own').
    :- http_handler(root(x), x, []).
  `);
  expect(await holds("setting(prefix, mine), setting(http:prefix, '')")).toBe(true);
  expect(await holds("set_setting(http:prefix, '/app'), http_location_by_id(x, L), L == '/app/x'")).toBe(
    true,
  );
});

test('a file that is loaded again has the handlers that it has now', async () => {
  const handlers = (paths: string[]) => ({
    name: 'app.pl',
    text: [
      ':- use_module(library(http/http_dispatch)).',
      ...paths.map((path) => `:- http_handler(root(${path}), ${path}, []).`),
    ].join('\n'),
  });
  const paths = async () => (await prolog.query('http_current_handler(P, _)').toArray()).map(({ P }) => P);
  await prolog.consult(handlers(['a', 'b']));
  expect(await paths()).toEqual(['/a', '/b']);
  await prolog.consult(handlers(['c']));
  expect(await paths()).toEqual(['/c']);
  expect(told).toBe('');
});

test('no module is read for a program that uses none', async () => {
  const predicates = new Set(prolog.predicates());
  await prolog.consult(':- use_module(library(http/http_session)).\n:- use_module(library(lists)).');
  expect(new Set(prolog.predicates())).toEqual(predicates);
  expect(await prolog.hasSessions()).toBe(true);
});
