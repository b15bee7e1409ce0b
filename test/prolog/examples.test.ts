/** The example programs under `prolog/examples/`, each with sessions as a web server would have them. */
import { fileURLToPath } from 'node:url';
import { fromTerm, SessionEngine, type Term } from 'clausal';
import { describe, expect, test } from 'vitest';
import { TauProlog } from '../../src/prolog/tau.ts';
import { SessionClient } from '../support/session-client.ts';

const example = (name: string) => ({
  file: fileURLToPath(new URL(`../../prolog/examples/${name}`, import.meta.url)),
});

describe('adventure.pl', () => {
  const open = async () => {
    const engine = new SessionEngine({ profile: 'swi' });
    const prolog = new TauProlog(engine);
    await prolog.consult(example('adventure.pl'));
    const player = () => {
      const client = new SessionClient(engine);
      return (command: string): Promise<string> =>
        client.request(async () => {
          const solutions = await prolog.query(`play(${command}, Lines)`).toArray();
          expect(solutions).toHaveLength(1);
          return (solutions[0]!.Lines as string[]).join(' ');
        });
    };
    return { prolog, player };
  };

  test('a player who finds the key and the light wins', async () => {
    const { player } = await open();
    const play = player();
    expect(await play('look')).toBe(
      'You stand at a rusty gate. An owl pretends not to look at you. You see a box of matches You can go north',
    );
    expect(await play('take(matches)')).toBe('You take a box of matches');
    expect(await play('take(matches)')).toBe('You see no such thing.');
    expect(await play('go(west)')).toBe('There is no way there.');
    expect(await play('go(north)')).toMatch(/^A garden/);
    expect(await play('take(lantern)')).toBe('You take a lantern, full of oil');
    await play('go(north)');
    expect(await play('go(east)')).toBe('It is dark. Something turns a page.');
    expect(await play('take(book)')).toBe('You see no such thing.');
    expect(await play('light(lantern)')).toMatch(/^The lantern burns/);
    expect(await play('look')).toBe(
      'Shelves up to the ceiling. Every book here begins with its ending. You see a locked book You can go west',
    );
    expect(await play('take(book)')).toBe('You take a locked book');
    expect(await play('open(book)')).toBe('It is locked, and smiles.');
    await play('go(west)');
    await play('go(up)');
    expect(await play('take(key)')).toBe('You take a silver key');
    expect(await play('inventory')).toBe(
      'You carry a box of matches a lantern, full of oil a locked book a silver key',
    );
    expect(await play('open(book)')).toMatch(/You have won\.$/);
  });

  test('what is dropped lies there, and what is not understood changes nothing', async () => {
    const { player } = await open();
    const play = player();
    expect(await play('sing')).toBe('You ponder this, and leave it.');
    expect(await play('drop(matches)')).toBe('You ponder this, and leave it.');
    await play('take(matches)');
    await play('go(north)');
    expect(await play('drop(matches)')).toBe('It lies at your feet.');
    expect(await play('look')).toMatch(/a lantern, full of oil a box of matches/);
    expect(await play('restart')).toMatch(/^You stand at a rusty gate/);
  });

  test('each session is a game of its own', async () => {
    const { player } = await open();
    const [ann, bob] = [player(), player()];
    await ann('take(matches)');
    await ann('go(north)');
    expect(await bob('look')).toMatch(/a box of matches/);
    expect(await ann('look')).toMatch(/^A garden/);
  });
});

describe('loyal.pl', () => {
  const open = async () => {
    let now = 1_000_000;
    const engine = new SessionEngine({ profile: 'swi', now: () => now });
    const prolog = new TauProlog(engine);
    await prolog.consult(example('loyal.pl'));
    const visit = (facts: readonly string[]) =>
      new SessionClient(engine).request(() => {
        for (const fact of facts) engine.sessionAssert(fact);
        return engine.sessionId();
      });
    const ask = async (goal: string, name: string): Promise<unknown[]> =>
      (await prolog.query(goal).toArray()).map(({ terms }) =>
        fromTerm((terms as Record<string, Term>)[name]!),
      );
    return { engine, ask, visit, wait: (seconds: number) => void (now += seconds) };
  };

  test('loyal customers spent much, in whatever sessions', async () => {
    const { visit, ask } = await open();
    visit(['user(ann)', 'order(1, 8000)']);
    visit(['user(ann)', 'order(2, 5000)', 'order(3, 100)']);
    visit(['user(bob)', 'order(4, 9999)']);
    visit(['user(cleo)', 'order(5, 20000)']);
    expect(await ask('loyal(User, 13100)', 'User')).toEqual(['ann']);
    expect(await ask('best_customers(Users)', 'Users')).toEqual([['cleo', 'ann']]);
    expect(await ask('spent(bob, Cents)', 'Cents')).toEqual([9999]);
    expect(await ask('spent(nobody, Cents)', 'Cents')).toEqual([0]);
  });

  test('a cart is abandoned when nobody touched it for a while', async () => {
    const { visit, ask, wait } = await open();
    const left = visit(['cart(book, 1)', 'cart(pencil, 3)']);
    visit(['cart(book, 1)', 'order(1, 900)']);
    visit([]);
    expect(await ask('abandoned_cart(Session, Items)', 'Session')).toEqual([]);
    wait(400);
    visit(['cart(lamp, 1)']);
    expect(await ask('abandoned_cart(Session, Items)', 'Session')).toEqual([left]);
    expect(await ask('abandoned_cart(_, [Item-N|_])', 'Item')).toEqual(['book']);
  });

  test('fraud shows in a session, and between sessions', async () => {
    const { visit, ask } = await open();
    const guesser = visit(['failed_login(ann)', 'failed_login(ann)', 'failed_login(bob)']);
    const thief = visit(['user(mallory)', 'card(11)', 'card(12)', 'card(13)']);
    const victim = visit(['user(ann)', 'card(12)']);
    visit(['failed_login(ann)', 'card(99)']);
    expect(await ask('suspicious(Session, passwords(3))', 'Session')).toEqual([guesser]);
    expect(await ask('suspicious(Session, cards([11, 12, 13]))', 'Session')).toEqual([thief]);
    expect((await ask('suspicious(Session, shared_card(12, _))', 'Session')).sort()).toEqual(
      [thief, victim].sort(),
    );
  });
});
