/** What a login by Passport is, and what comes before and after it, whatever the framework. */
import type { RequestListener } from 'node:http';
import type { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { serve } from './http.ts';
import { Visitor } from './passport-visits.ts';

/** Tests an application, of which each call makes another one; `fact` is what a login of the first user leaves. */
export function testLogins(
  make: () => { readonly engine: SessionEngine; readonly listener: RequestListener },
  fact: string,
): void {
  test('is in a new session, and the one before has ended', async () => {
    const { engine, listener } = make();
    const visitor = await Visitor.of(listener);
    await visitor.post('/views');
    const before = visitor.id;
    await visitor.logIn('alice');
    expect(visitor.id).not.toBe(before);
    expect(engine.isAlive(before)).toBe(false);
    expect(engine.query('session_data(_, views(_))').exists()).toBe(false);
  });

  test('is a fact, by which all sessions of a user are found', async () => {
    const { engine, listener } = make();
    const { port } = await serve(listener);
    for (const name of ['alice', 'bob', 'alice']) await new Visitor(port).logIn(name);
    expect(engine.query(`session_data(_, ${fact})`).count()).toBe(2);
  });

  test('is over with the logout, of which no facts are left', async () => {
    const { engine, listener } = make();
    const visitor = await Visitor.of(listener);
    await visitor.logIn('alice');
    const before = visitor.id;
    await visitor.post('/logout');
    expect([engine.isAlive(before), engine.query('session_data(_, _)').exists()]).toEqual([false, false]);
  });

  test('is before any session: who only looks around has none', async () => {
    const { engine, listener } = make();
    const visitor = await Visitor.of(listener);
    await visitor.get('/me');
    await visitor.get('/session');
    expect([engine.size, visitor.cookie]).toEqual([0, '']);
  });
}
