/** The host on SWI-Prolog in WebAssembly. */
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { expect, test } from 'vitest';
import { hostContract } from './host-contract.ts';

hostContract('SwiProlog', (engine, options) => SwiProlog.create(engine, options));

test('a host that is read-only has the whole library', async () => {
  const host = await SwiProlog.create(new SessionEngine({ gc: 'passive' }), { isReadOnly: true });
  for (const goal of [
    'use_module(library(assoc)), list_to_assoc([a-1], A), get_assoc(a, A, 1)',
    'aggregate_all(count, member(_, [a, b]), 2)',
    'foldl([X, Y, Z]>>(Z is X + Y), [1, 2], 0, 3)',
  ]) {
    expect(await host.query(goal).exists()).toBe(true);
  }
  await host.close();
});
