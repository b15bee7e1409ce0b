/** `clausal check`: what of a program does not run, and where. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding, type PortingReport, portingReport, tauReport } from '../../src/serve/index.ts';
import { Command } from './command.ts';

const THREADS = 'one handler runs at a time: there are no other threads';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-check-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    'good.pl',
    `:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_json)).
:- use_module(library(http/html_write)).
:- use_module(library(dcg/basics)).
:- use_module(part).
:- use_module(library(lists)).
:- http_handler(root(a), a, [method(get)]).
:- dynamic(seen/1).
:- table reach/2.
a(Request) :-
    memberchk(path(Path), Request),
    forall(seen(X), ( part(X) -> true ; retract(seen(X)) )),
    D = _{a: 1}.put(path, Path),
    string_concat("a", D.path, S),
    phrase(integer(I), [0'1]),
    maplist([Y, Z]>>succ(Y, Z), [1], _),
    reply_html_page(title(S), [p(class(x), [I]), \\row(I)]).
row(I) --> html(tr(td(I))), { reach(I, _) }.
reach(X, Y) :- X = Y.
`,
  );
  write('part.pl', ':- module(part, [part/1]).\npart(X) :- other(X).\nother(1).\n');
  write(
    'bad.pl',
    `:- use_module(library(http/thread_httpd)).
:- use_module(library(pengines)).  :- use_module(library(http/http_open)).
:- use_module( library(nothing/of_the_sort) ).
:- use_module(missing).
:- use_module(worse).

run(X) :-
    thread_create(loop(X), Id, []),
    thread_join(Id, _),
    http_open('http://localhost', In, []),
    close(In),
    forall(member(Y, [X]), unknown(Y)).
loop(X) :- loop(X).
`,
  );
  write('worse.pl', ':- module(worse, []).\np(1).\np(a b).\nq(X) :- undefined(X).\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `file:line: what: why`, without the folder. */
const told = (findings: readonly Finding[]) =>
  findings.map(
    ({ file, line, what, why }) => `${file.slice(folder.length + 1)}:${line ?? '?'}: ${what}: ${why}`,
  );

describe('a porting report', () => {
  test('finds nothing where nothing is', async () => {
    const report = await portingReport([join(folder, 'good.pl')]);
    expect(told(report.problems)).toEqual([]);
    expect(told(report.notes)).toEqual([]);
    expect(report.files.map((file) => file.slice(folder.length + 1))).toEqual(['good.pl', 'part.pl']);
    expect(report.libraries).toContain('library(http/http_json)');
    expect(report.predicates).toEqual(
      expect.arrayContaining(['html/3', 'http_handler/3', 'maplist/3', 'reply_html_page/2']),
    );
  });

  test('says what does not run, and where', async () => {
    const report = await portingReport([join(folder, 'bad.pl')]);
    expect(told(report.problems)).toEqual([
      `bad.pl:2: library(pengines): ${THREADS}`,
      'bad.pl:3: library(nothing/of_the_sort): there is no such library here',
      'bad.pl:4: missing: the file does not exist',
      `bad.pl:8: thread_create/3: ${THREADS}`,
      `bad.pl:9: thread_join/2: ${THREADS}`,
      'bad.pl:12: unknown/1: it is not defined',
      'worse.pl:3: syntax error: Operator expected',
      'worse.pl:4: undefined/1: it is not defined',
    ]);
    expect(told(report.notes)).toEqual([
      expect.stringMatching(/^bad\.pl:10: http_open\/3: the answer is waited for/),
    ]);
  });
});

describe('a report for tau-prolog', () => {
  test('says what of a program that host has not', async () => {
    const small = `:- module(small, []).
:- use_module([library(http/html_write), library(http/http_dispatch), part]).
:- use_module(library(http/html_head)).
:- http_handler(root(a), a, []).
a(_) :- findall(X, ( part(X), nth0(X, [a], _) ), Xs), missing_one(Xs), reply_html_page(title(a), [p(x)]).
`;
    writeFileSync(join(folder, 'small.pl'), small);
    const report = await tauReport([join(folder, 'small.pl')]);
    expect(told(report.problems)).toEqual([
      'small.pl:3: library(http/html_head): it is not there',
      'small.pl:5: missing_one/1: it is not defined',
    ]);
    expect(report.files.map((file) => file.slice(folder.length + 1))).toEqual(['small.pl', 'part.pl']);
    const { problems } = await tauReport([join(folder, 'good.pl')]);
    expect(told(problems)).toEqual(['good.pl:14: syntax: dicts are not supported']);
  });
});

describe('clausal check', () => {
  const ending = async (...words: string[]) => {
    const command = new Command(['check', ...words], { cwd: folder, input: '' });
    return { status: await command.status, output: command.output, errors: command.errors };
  };

  test('prints it, with the exit status', async () => {
    const good = await ending('good.pl');
    expect(good).toMatchObject({ status: 0, errors: '' });
    expect(good.output).toMatch(
      /^2 files, 6 libraries, \d+ predicates of SWI-Prolog: nothing was found that does not run\.\n$/,
    );
    const bad = await ending('bad.pl');
    expect(bad.status).toBe(1);
    expect(bad.output).toMatch(/^Does not run:\n {2}bad\.pl:2: library\(pengines\): one handler/);
    expect(bad.output).toMatch(
      /\n2 files, 4 libraries, \d+ predicates of SWI-Prolog: 8 places would not run\.\n$/,
    );
  });

  test('--json is for programs', async () => {
    const { status, output } = await ending('--json', 'bad.pl');
    expect(status).toBe(1);
    const report = JSON.parse(output) as PortingReport;
    expect(report.problems[3]).toEqual({
      file: join(folder, 'bad.pl'),
      line: 8,
      what: 'thread_create/3',
      why: THREADS,
    });
  });

  test('--engine tau checks for that', async () => {
    writeFileSync(join(folder, 'plain.pl'), ':- use_module(library(lists)).\np(X) :- last([1], X).\n');
    expect(await ending('--engine', 'tau', 'plain.pl')).toMatchObject({
      status: 0,
      output: '1 file, 1 library: nothing was found that does not run.\n',
    });
    expect((await ending('--engine=x', 'plain.pl')).errors).toMatch(/--engine x: tau or swipl was expected/);
  });

  test('refuses what is no file', async () => {
    expect(await ending()).toMatchObject({ status: 2, errors: expect.stringMatching(/a file was expected/) });
    expect(await ending('nothing.pl')).toMatchObject({
      status: 2,
      errors: expect.stringMatching(/^clausal: check: there is no file nothing\.pl\n/),
    });
  });
});
