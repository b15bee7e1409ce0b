/** Goals that wait: for longer than a timer can, and no longer than somebody wants them to. */
import { int, SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { waitingPredicates } from '../../../src/prolog/builtins/system.ts';
import { isAbort } from '../../../src/prolog/host.ts';
import { TauProlog } from '../../../src/prolog/tau.ts';

const host = () => new TauProlog(new SessionEngine());

test.each(['sleep(3000000)', 'sleep(1.0e300)', 'sleep(1180591620717411303424)'])(
  '%s goes on until it is aborted',
  async (goal) => {
    const stop = new AbortController();
    let isOver = false;
    const asked = host()
      .query(goal, { signal: stop.signal })
      .first()
      .catch((error: unknown) => error)
      .finally(() => {
        isOver = true;
      });
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(isOver).toBe(false);
    stop.abort();
    expect(isAbort(await asked)).toBe(true);
  },
);

test('what ends it ends its timer, which would keep the process', async () => {
  const steps = waitingPredicates['sleep/1']!({ *once() {} } as never, int(3_000_000));
  const waiting = steps.next().value;
  expect(() => steps.throw(new Error('aborted'))).toThrow('aborted');
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('a limit of time ends it', async () => {
  const found = await host().query('catch(call_with_time_limit(0.01, sleep(3000000)), E, true)').first();
  expect(found).toMatchObject({ E: 'time_limit_exceeded' });
});
