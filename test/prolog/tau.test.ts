/** The host on tau-prolog. */
import { SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { expect, test } from 'vitest';
import { hostContract } from './host-contract.ts';

hostContract('TauProlog', (engine, options) => new TauProlog(engine, options));

test('programs that need what tau-prolog does not have are refused, with file and line', async () => {
  const host = new TauProlog(new SessionEngine({ gc: 'passive' }));
  const refused = host.consult({ text: 'a(1).\n:- table fib/2.\n', name: 'app.pl' });
  await expect(refused).rejects.toThrow(/app\.pl:2: .*tabling/);
  await expect(host.query('a(_)').first()).rejects.toMatchObject({ code: 'existence_error' });
  await host.close();
});
