/** What every Prolog host does: the suite that each implementation of the contract passes. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atom, type Compound, compound, fromTerm, int, PrologError, SessionEngine, v } from 'clausal';
import type { HostOptions, PrologHost } from 'clausal/host';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SessionClient } from '../support/session-client.ts';

export function hostContract(
  name: string,
  make: (engine: SessionEngine, options: HostOptions) => PrologHost | Promise<PrologHost>,
): void {
  describe(name, () => {
    let engine: SessionEngine;
    let host: PrologHost;
    let written: string;
    let errors: string;

    beforeEach(async () => {
      engine = new SessionEngine({ gc: 'passive' });
      written = '';
      errors = '';
      host = await make(engine, {
        output: (text) => void (written += text),
        errorOutput: (text) => void (errors += text),
      });
    });
    afterEach(() => host.close());

    const all = async (goal: string) =>
      (await host.query(goal).toArray()).map((solution) => ({ ...solution }));
    const errorOf = async (goal: string) => {
      const asked = async () => host.query(goal).first();
      const error = await asked().then(
        () => undefined,
        (thrown) => thrown,
      );
      expect(error).toBeInstanceOf(PrologError);
      return error as PrologError;
    };

    describe('programs', () => {
      test('are consulted from text, with rules, cuts and grammar rules', async () => {
        await host.consult(`
          max(X, Y, X) :- X >= Y, !.
          max(_, Y, Y).
          greeting --> [hello], name.
          name --> [world] | [prolog].
        `);
        expect(await all('max(3, 2, M)')).toEqual([{ M: 3 }]);
        expect(await all('max(1, 2, M)')).toEqual([{ M: 2 }]);
        expect(await all('greeting([hello, W], [])')).toEqual([{ W: 'world' }, { W: 'prolog' }]);
      });

      test('are consulted from a file, and replace what the file had before', async () => {
        const file = join(await mkdtemp(join(tmpdir(), 'clausal-')), 'rules.pl');
        await writeFile(file, 'colour(red).\ncolour(green).\n');
        await host.consult({ file });
        expect(await all('colour(C)')).toEqual([{ C: 'red' }, { C: 'green' }]);
        await writeFile(file, 'colour(blue).\n');
        await host.consult({ file });
        expect(await all('colour(C)')).toEqual([{ C: 'blue' }]);
      });

      test('that do not exist are an existence error', async () => {
        await expect(host.consult({ file: '/nowhere/at/all.pl' })).rejects.toMatchObject({
          code: 'existence_error',
        });
      });

      test('with text that is no clause are refused whole, with file and line', async () => {
        const refused = host.consult({ text: 'a(1).\na(2.\na(3).\n', name: 'app.pl' });
        await expect(refused).rejects.toThrow(/app\.pl: line 2/);
        await expect(refused).rejects.toMatchObject({ code: 'syntax_error' });
        expect((await errorOf('a(_)')).code).toBe('existence_error');
      });

      test('that define a predicate of the system are refused, with file and line', async () => {
        const refused = host.consult({ text: 'a(1).\n\nassertz(X) :- a(X).\n', name: 'app.pl' });
        await expect(refused).rejects.toThrow(
          /app\.pl:3: No permission to modify static procedure `assertz\/1'/,
        );
      });

      test('may declare operators, and read their own clauses with them', async () => {
        await host.consult(':- op(700, xfx, likes).\nalice likes prolog.\n');
        expect(await all('alice likes X')).toEqual([{ X: 'prolog' }]);
      });

      test('load library(http/http_session) as in SWI-Prolog', async () => {
        await host.consult(':- use_module(library(http/http_session)).\n:- dynamic(seen/1).\n');
        expect(await all('seen(_)')).toEqual([]);
        expect(errors).toBe('');
      });

      test('can load other files, beside them, as goals and as directives', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'clausal-'));
        await writeFile(join(folder, 'other.pl'), 'other(1).\n');
        await writeFile(join(folder, 'main.pl'), ':- ensure_loaded(other).\nmain(X) :- other(X).\n');
        await host.consult({ file: join(folder, 'main.pl') });
        expect(await all('main(X)')).toEqual([{ X: 1 }]);
        await writeFile(join(folder, 'other.pl'), 'other(2).\n');
        await host.query('[F]', { bindings: { F: join(folder, 'other') } }).first();
        expect(await all('main(X)')).toEqual([{ X: 2 }]);
        expect(errors).toBe('');
      });

      test('find their arguments in the flag argv', async () => {
        const other = await make(engine, { argv: ['app', '--port', '80'] });
        expect((await other.query('current_prolog_flag(argv, A)').first())?.A).toEqual([
          'app',
          '--port',
          '80',
        ]);
        await other.close();
      });

      test('warn of variables that occur once', async () => {
        await host.consult({ text: 'a(X, _Y, _) :- b(X, Once, Twice, Twice).\n', name: 'app.pl' });
        expect(errors).toBe('Warning: app.pl:1:\nWarning:    Singleton variables: [Once]\n');
      });

      test('warn of directives that fail or throw, and go on', async () => {
        await host.consult({ text: ':- fail.\n:- nonsense(1).\na(1).\n', name: 'app.pl' });
        expect(errors).toMatch(/Warning: app\.pl:1:\nWarning: {4}Goal \(directive\) failed: user:fail\n/);
        expect(errors).toMatch(/app\.pl:2:/);
        expect(await all('a(X)')).toEqual([{ X: 1 }]);
      });
    });

    describe('goals', () => {
      test('take values for their variables', async () => {
        const answers = host.query('X = f(Y, Item)', { bindings: { Item: ['a', 1], Y: 'it is' } });
        expect({ ...(await answers.first()) }).toEqual({ X: { f: ['it is', ['a', 1]] } });
      });

      test('are found as they are asked for, and end when the loop is left', async () => {
        await host.consult('tick(N) :- between(1, inf, N), assertz(ticked(N)).');
        for await (const { N } of host.query('tick(N)')) if (N === 3) break;
        expect(await all('ticked(N)')).toEqual([{ N: 1 }, { N: 2 }, { N: 3 }]);
      });

      test('bind variables to the end, also where one comes again that is bound to another', async () => {
        await host.consult('p(Y, Y, _).\nq(A, B, C, D) :- A = B, B = C, C = D, D = 1, !.');
        expect(await all('p(X, 0, X)')).toEqual([{ X: 0 }]);
        expect(await all('q(A, B, C, D)')).toEqual([{ A: 1, B: 1, C: 1, D: 1 }]);
      });

      test('keep integers, strings, floats and lists as they are', async () => {
        const big = 2n ** 100n;
        expect({
          ...(await host.query('X is 2 ** 100, Y = [0.1, "text", \'an atom\', []]').first()),
        }).toEqual({
          X: big,
          Y: [0.1, 'text', 'an atom', []],
        });
        expect(await all('string("a"), \\+ string(a), 1 \\== 1.0, \\+ 1 = 1.0')).toEqual([{}]);
      });

      test('leave variables that stay unbound, shared where they are shared', async () => {
        const { X } = (await host.query('X = f(Y, Z, Y)').first())!.terms;
        const [a, b, c] = (X as Compound).args;
        expect(a).toBe(c);
        expect(a).not.toBe(b);
      });

      test('throw what the program throws', async () => {
        expect(String((await errorOf('throw(my(ball, X))')).term)).toMatch(/^my\(ball,_/);
        expect((await errorOf('X is foo + 1')).code).toBe('type_error');
        expect((await errorOf('call(1)')).code).toBe('type_error');
        expect((await errorOf('no_such(1)')).message).toContain('Unknown procedure: no_such/1');
      });

      test.each([
        ['catch(member(X, [1, 2]), _, true)', [{ X: 1 }, { X: 2 }]],
        ['catch(throw(a), B, true)', [{ B: 'a' }]],
        ['member(X, [1, 2, 3]), X > 1, !', [{ X: 2 }]],
        ['( member(X, [1, 2, 3]), X > 1 -> true ; X = none )', [{ X: 2 }]],
        ['( fail -> true ; X = none )', [{ X: 'none' }]],
        ['( member(X, [1, 2]) *-> true ; X = none )', [{ X: 1 }, { X: 2 }]],
        ['( X = 1 ; X = 2 ; X = 3 )', [{ X: 1 }, { X: 2 }, { X: 3 }]],
        ['call((member(X, [1, 2, 3]), !))', [{ X: 1 }]],
        ['member(X, [1, 2]), call(!)', [{ X: 1 }, { X: 2 }]],
        ['\\+ \\+ X = 1, X = 2', [{ X: 2 }]],
        ['once(member(X, [1, 2]))', [{ X: 1 }]],
        ['forall(member(X, [1, 2]), X > 0), X = done', [{ X: 'done' }]],
        ['findall(X-Y, member(X, [1, 2]), L), L = [_, _]', 1],
        ['call(plus(1), 2, X)', [{ X: 3 }]],
      ])('%s', async (goal, solutions) => {
        const found = await all(goal);
        if (typeof solutions === 'number') expect(found.length).toBe(solutions);
        else expect(found).toEqual(solutions);
      });

      test('with a cut in the condition of an if-then-else cut that condition only', async () => {
        await host.consult('t(X) :- ( member(X, [1, 2, 3]), ! -> true ; true ).\nt(9).\n');
        expect(await all('t(X)')).toEqual([{ X: 1 }, { X: 9 }]);
      });

      test('run the cleanup of setup_call_cleanup/3 once, however the goal ends', async () => {
        await host.consult(`
          :- dynamic(cleaned/1).
          with(Name, Goal) :- setup_call_cleanup(true, Goal, assertz(cleaned(Name))).
        `);
        await all('with(last, member(X, [1, 2]))');
        await all('with(cut, member(_, [1, 2])), !');
        await all('with(failed, fail)');
        await all('catch(with(thrown, throw(x)), _, true)');
        await host.query('with(left, repeat)').first();
        expect(await all('cleaned(N)')).toEqual(
          ['last', 'cut', 'failed', 'thrown', 'left'].map((N) => ({ N })),
        );
      });

      test('see the clauses that were there when they were called', async () => {
        await host.consult(':- dynamic(n/1).\nn(1).\nn(2).\n');
        expect(await all('n(X), Y is X + 10, assertz(n(Y))')).toHaveLength(2);
        expect(await all('n(X)')).toEqual([{ X: 1 }, { X: 2 }, { X: 11 }, { X: 12 }]);
      });
    });

    describe('limits', () => {
      test('of inferences end a search that no catch/3 can go on with', async () => {
        await host.consult('loop :- step, loop, !.\nstep.');
        const goal = 'catch(loop, _, true)';
        await expect(host.query(goal, { inferences: 500 }).first()).rejects.toMatchObject({
          code: 'resource_error',
        });
      });

      test('of time end a search, and others have their turn meanwhile', async () => {
        await host.consult('loop :- step, loop, !.\nstep.');
        let turns = 0;
        const timer = setInterval(() => turns++, 1);
        await expect(host.query('loop', { time: 300 }).first()).rejects.toMatchObject({
          code: 'resource_error',
        });
        clearInterval(timer);
        expect(turns).toBeGreaterThan(1);
      });

      test('of solutions', async () => {
        const seen: unknown[] = [];
        const run = async () => {
          for await (const { X } of host.query('between(1, inf, X)', { solutions: 2 })) seen.push(X);
        };
        await expect(run()).rejects.toMatchObject({ code: 'resource_error' });
        expect(seen).toEqual([1, 2]);
      });

      test('an abort ends a search', async () => {
        await host.consult('loop :- step, loop, !.\nstep.');
        const abort = new AbortController();
        const answer = host.query('catch(loop, _, true)', { signal: abort.signal }).first();
        setTimeout(() => abort.abort(), 20);
        await expect(answer).rejects.toMatchObject({ message: expect.stringContaining('abort') });
      });

      test('an iteration that is left ends the search for what it asked for', async () => {
        await host.consult('loop :- step, loop, !.\nstep.');
        host.define('never/0', () => new Promise(() => {}));
        for (const goal of ['catch(loop, _, true)', 'catch(never, _, true)']) {
          const solutions = host.query(goal)[Symbol.asyncIterator]();
          const asked = [solutions.next(), solutions.next()];
          await new Promise((resolve) => setTimeout(resolve, 20));
          await solutions.return!();
          for (const found of [...asked, solutions.next()]) {
            expect(await found).toEqual({ done: true, value: undefined });
          }
        }
        expect(await all('X = 1')).toEqual([{ X: 1 }]);
      });

      test('an abort ends a search that waits for a predicate', async () => {
        host.define('never/0', () => new Promise(() => {}));
        const abort = new AbortController();
        setTimeout(() => abort.abort(), 20);
        const asked = host.query('catch(never, _, true)', { signal: abort.signal }).first();
        await expect(asked).rejects.toMatchObject({ message: expect.stringContaining('abort') });
      });

      test('recursion without end is an error that leaves the host in order', async () => {
        await host.consult('deep(N) :- M is N + 1, deep(M), foo(M), !.\nfoo(_).\n');
        await expect(host.query('deep(0)', { inferences: 3000 }).first()).rejects.toBeInstanceOf(PrologError);
        expect(await all('X = 1')).toEqual([{ X: 1 }]);
      });
    });

    describe('predicates in TypeScript', () => {
      test('are true with the arguments that they answer', async () => {
        host.define('price/2', (item) => (fromTerm(item!) === 'book' ? [item!, 12] : false));
        expect(await all('price(book, P)')).toEqual([{ P: 12 }]);
        expect(await all('price(book, 11)')).toEqual([]);
        expect(await all('price(pen, _)')).toEqual([]);
      });

      test('can have many solutions, asked for one by one', async () => {
        let asked = 0;
        host.define('natural/1', function* () {
          for (;;) yield [++asked];
        });
        expect(await all('natural(X), X >= 3, !')).toEqual([{ X: 3 }]);
        expect(asked).toBe(3);
      });

      test('are told when their other outcomes are not wanted', async () => {
        const closed: string[] = [];
        host.define('each/1', function* () {
          try {
            yield ['a'];
            yield ['b'];
          } finally {
            closed.push('each');
          }
        });
        host.define('later/1', async function* () {
          try {
            yield ['a'];
            yield ['b'];
          } finally {
            closed.push('later');
          }
        });
        await all('each(X), !');
        await all('once(later(X))');
        await host.query('each(X)').first();
        expect(closed).toEqual(['each', 'later', 'each']);
      });

      test('can be asynchronous', async () => {
        host.define('later/1', async () => [await Promise.resolve('now')]);
        host.define('each/1', async function* () {
          yield ['a'];
          yield ['b'];
        });
        expect(await all('later(X)')).toEqual([{ X: 'now' }]);
        expect(await all('findall(X, each(X), L), length(L, N)')).toMatchObject([{ L: ['a', 'b'], N: 2 }]);
      });

      test('can answer variables, which the program binds', async () => {
        host.define('pair/1', () => [compound('-', [v('A'), int(1)])]);
        expect(await all('pair(X), X = Y-_, Y = b')).toEqual([{ X: { '-': ['b', 1] }, Y: 'b' }]);
      });

      test('throw into the program', async () => {
        host.define('bad/0', () => {
          throw new Error('no luck');
        });
        expect(await all('catch(bad, error(system_error(M), _), true)')).toEqual([{ M: 'no luck' }]);
      });

      test('must be named name/arity, and be none of the system', () => {
        expect(() => host.define('price', () => true)).toThrow(/'name\/arity' was expected/);
        expect(() => host.define('assertz/1', () => true)).toThrow(/predicate of the system/);
      });
    });

    describe('sessions', () => {
      const inSession = <T>(fn: () => T) =>
        new SessionClient(engine).request(() => {
          engine.sessionAssert({ user: 'alice' });
          return fn();
        });

      test('are those of the engine, in both directions', async () => {
        await inSession(async () => {
          expect(await all('http_session_data(user(U))')).toEqual([{ U: 'alice' }]);
          await all("http_session_assert(cart('a book', 2)), http_session_asserta(first)");
          expect(engine.sessionData('cart(I, N)').first()).toMatchObject({ I: 'a book', N: 2 });
          expect(await all('http_session_data(D)')).toHaveLength(3);
          expect(await all('http_session_retract(cart(I, N))')).toEqual([{ I: 'a book', N: 2 }]);
          await all('http_session_retractall(_)');
          expect(engine.sessionData('_').count()).toBe(0);
        });
      });

      test('are named by their id, with two arguments', async () => {
        const id = inSession(() => engine.sessionId());
        const bindings = { S: atom(id) };
        const of = async (goal: string) =>
          (await host.query(goal, { bindings }).toArray()).map((s) => ({ ...s }));
        expect(await of('http_session_data(user(U), S)')).toEqual([{ U: 'alice' }]);
        await of('http_session_assert(more(1), S)');
        expect(await of('session_data(S, more(N))')).toEqual([{ N: 1 }]);
        expect(await of('http_current_session(S, idle(T)), T >= 0')).toHaveLength(1);
        await of('http_close_session(S)');
        expect(engine.isAlive(id)).toBe(false);
        await expect(of('http_session_assert(late, S)')).rejects.toMatchObject({ code: 'existence_error' });
      });

      test('outside of a request there is none', async () => {
        expect((await errorOf('http_session_id(_)')).code).toBe('existence_error');
        expect(await all('http_in_session(_)')).toEqual([]);
      });

      test('are removed one by one as the program asks for them', async () => {
        await inSession(async () => {
          for (const N of [1, 2, 3]) engine.sessionAssert({ n: N });
          expect(await all('http_session_retract(n(N)), N >= 2, !')).toEqual([{ N: 2 }]);
          expect([...engine.sessionData('n(N)')].map(({ N }) => N)).toEqual([3]);
        });
      });

      test('tell of their end while their facts are there', async () => {
        await host.consult(`
          :- dynamic(left/1).
          :- listen(http_session(end(_, _)), ( http_session_data(user(U)), assertz(left(U)) )).
        `);
        inSession(() => engine.closeSession(engine.sessionId()));
        expect(await all('left(U)')).toEqual([{ U: 'alice' }]);
        await all('unlisten(user)');
        inSession(() => engine.closeSession(engine.sessionId()));
        expect(await all('left(_)')).toHaveLength(1);
      });

      test('a listener whose goal does not end is ended, and the event goes on', async () => {
        const errors: unknown[] = [];
        engine.listenToErrors((error) => errors.push(error));
        await all('listen(sold(_), ( repeat, fail ))');
        await all('broadcast(sold(book))');
        expect(errors).toMatchObject([{ code: 'resource_error' }]);
      });

      test('broadcast/1 tells the listeners of the engine', async () => {
        const heard: unknown[] = [];
        engine.listen('sold(Item)', ({ Item }) => heard.push(Item));
        await all('broadcast(sold(book))');
        expect(heard).toEqual(['book']);
      });

      test('settings are set and read', async () => {
        await all('http_set_session_options([timeout(60)])');
        expect(await all('http_session_option(timeout(T))')).toEqual([{ T: 60 }]);
        expect((await errorOf('http_set_session_options([timeout(soon)])')).code).toBe('type_error');
      });

      test('a join over them answers the same whether it is left to the engine or not', async () => {
        for (const user of ['alice', 'bob', 'carol']) {
          new SessionClient(engine).request(() => {
            engine.sessionAssert({ user });
            for (let N = 0; N < user.length; N++) engine.sessionAssert({ cart: ['book', N] });
          });
        }
        await host.consult('rich(U, N) :- session_data(S, user(U)), session_data(S, cart(_, N)), N > 2.');
        for (const goal of ['rich(U, N)', 'session_data(S, user(U)), \\+ session_data(S, cart(_, 4))']) {
          const both = await Promise.all(
            [true, false].map((isLeftToEngine) => host.query(goal, { isLeftToEngine }).toArray()),
          );
          expect(both[0]!.length).toBeGreaterThan(0);
          expect(both[0]!.map((s) => ({ ...s }))).toEqual(both[1]!.map((s) => ({ ...s })));
        }
      });
    });

    test('predicates of all names are found, however they are quoted', async () => {
      await host.consult("'it''s'(1).\n'a\\nb'(1).\n'__proto__'(1).\n");
      for (const name of ["it's", 'a\nb', '__proto__']) {
        const bindings = { Name: name };
        expect(await host.query('current_predicate(Name/1)', { bindings }).exists()).toBe(true);
        expect(
          await host.query('current_predicate(Name, H), functor(H, Name, 1)', { bindings }).exists(),
        ).toBe(true);
        await host.query('listing(Name/1)', { bindings }).first();
      }
      expect(written.match(/\(1\)\./g)).toHaveLength(3);
    });

    test('a host names its predicates', async () => {
      const names = new Set(host.predicates());
      for (const name of ['call/1', 'format/2', 'append/3', 'http_session_data/1'])
        expect(names).toContain(name);
      expect([...names].filter((name) => name.startsWith('$'))).toEqual([]);
    });

    test('a host that is read-only changes nothing', async () => {
      const reader = await make(engine, { isReadOnly: true });
      const id = new SessionClient(engine).request(() => {
        engine.sessionAssert({ user: 'alice' });
        return engine.sessionId();
      });
      expect(await reader.query('session_data(S, user(U))').count()).toBe(1);
      for (const goal of [
        'assertz(x(1))',
        'retract(session_data(_, _))',
        'retractall(session_data(_, _))',
        'http_session_assert(x, S)',
        'http_close_session(S)',
        'http_set_session_options([timeout(1)])',
        'catch(call(assertz, x), error(type_error(_, _), _), true)',
      ]) {
        const asked = reader.query(goal, { bindings: { S: atom(id) } }).first();
        await expect(asked).rejects.toMatchObject({ code: 'permission_error' });
      }
      await expect(reader.consult('x(1).')).rejects.toMatchObject({ code: 'permission_error' });
      expect(engine.sessionData('_', id).count()).toBe(1);
      await reader.close();
    });

    test('a host that is read-only loads no file either, in whatever way', async () => {
      const file = join(await mkdtemp(join(tmpdir(), 'clausal-')), 'evil.pl');
      await writeFile(file, 'evil(1).\nsession_setting(timeout(1)).\n');
      const reader = await make(engine, { isReadOnly: true });
      const facts = () =>
        [...engine.store.query('session_setting(S)')].map(({ fact }) => JSON.stringify(fact));
      const before = facts();
      const bindings = { F: file };
      for (const goal of [
        'use_module(F)',
        'use_module(F, [])',
        'ensure_loaded(F)',
        '[F]',
        'load_files(F, [])',
      ]) {
        for (const asked of [goal, `findall(x, call((${goal})), _)`, `forall(true, user:(${goal}))`]) {
          await reader.query(`catch((${asked}), _, true)`, { bindings }).first();
        }
      }
      await reader.query('catch(multifile(zzz/3), _, true)').first();
      expect(facts()).toEqual(before);
      expect([...engine.store.predicates()].filter((name) => /evil|zzz/.test(name))).toEqual([]);
      await reader.close();
    });

    test('terms that contain themselves end in an error, not in the end of the process', async () => {
      for (const goal of ['X = [a|X], !', 'X = f(X), !', 'X = [a, b|X], findall(X, true, L), !']) {
        expect((await errorOf(goal)).code).toMatch(/^(representation|resource)_error$/);
      }
      expect(await all('X = 1')).toEqual([{ X: 1 }]);
    });

    test('terms that are nested deep are terms as any others', async () => {
      const deep = `X = ${'f('.repeat(20_000)}a${')'.repeat(20_000)}`;
      expect(await host.query(`${deep}, copy_term(X, Y), X == Y, \\+ X = f(Y), !`).exists()).toBe(true);
    });

    test('a time limit counts within findall/3 too', async () => {
      const work = 'true, '.repeat(11);
      await host.consult(`l(0) :- !.\nl(N) :- ${work} findall(x, fail, _), N1 is N - 1, l(N1).\n`);
      const asked = host.query('true, true, true, l(1000000)', { time: 60 }).first();
      await expect(asked).rejects.toMatchObject({ code: 'resource_error' });
    });

    test('cleanups within goals that are cut are run, the inner ones first', async () => {
      await host.consult(`
        :- dynamic(done/1).
        within(Name, Goal) :- setup_call_cleanup(true, Goal, assertz(done(Name))).
      `);
      await all('once(catch(within(caught, member(_, [1, 2])), _, true))');
      await all('once(within(outer, within(inner, member(_, [1, 2, 3]))))');
      expect(await all('done(N)')).toEqual(['caught', 'inner', 'outer'].map((N) => ({ N })));
    });

    test('files that load each other are loaded once', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'clausal-'));
      await writeFile(join(folder, 'm1.pl'), ':- ensure_loaded(m2).\nm1(1).\n');
      await writeFile(join(folder, 'm2.pl'), ':- ensure_loaded(m1).\nm2(X) :- m1(X).\n');
      await host.query('[F]', { bindings: { F: join(folder, 'm1') } }).first();
      expect(await all('m2(X)')).toEqual([{ X: 1 }]);
    });

    test('a solution is given before the error that the next one is', async () => {
      await host.consult('d(1).\nd(0).\n');
      for (const isLeftToEngine of [true, false]) {
        const solutions = host.query('d(X), Y is 1 / X', { isLeftToEngine })[Symbol.asyncIterator]();
        expect({ ...(await solutions.next()).value }).toEqual({ X: 1, Y: 1 });
        expect(solutions.isLast).toBe(false);
        await expect(solutions.next()).rejects.toMatchObject({ code: 'evaluation_error' });
      }
    });

    test('goals that only the host makes are unknown to programs', async () => {
      for (const goal of ["'$cut'(0)", "'$softcut'(99)", "call('$unhooked'(foo))"]) {
        expect((await errorOf(goal)).code).toBe('existence_error');
      }
    });

    test('closing ends a search that is left to the engine', async () => {
      await host.consult('e(1).\ne(2).\n');
      const solutions = host.query('e(X)')[Symbol.asyncIterator]();
      await solutions.next();
      await host.close();
      await expect(solutions.next()).rejects.toBeInstanceOf(PrologError);
    });

    test('the last solution is known to be the last where nothing more is to be tried', async () => {
      await host.consult('p(1).\np(2).\nq(X) :- p(X), !.\n');
      for (const [goal, isLast] of [
        ['p(X)', [false, true]],
        ['q(X)', [true]],
        ['p(X), X == 1', [false]],
      ] as const) {
        const solutions = host.query(goal, { isLeftToEngine: false })[Symbol.asyncIterator]();
        const seen: boolean[] = [];
        while (!(await solutions.next()).done) seen.push(solutions.isLast);
        expect([goal, seen]).toEqual([goal, isLast]);
      }
    });

    test('a host that is closed ends its searches', async () => {
      await host.consult('loop :- step, loop, !.\nstep.');
      const answer = host.query('loop').first();
      setTimeout(() => void host.close(), 20);
      await expect(answer).rejects.toBeInstanceOf(PrologError);
    });

    test('nothing was written that was not asked for', () => expect(written).toBe(''));
  });
}
