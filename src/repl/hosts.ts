/** The interpreters that the commands run programs on; each is loaded when it is wanted. */
import type { SessionEngine } from '../index.ts';
import type { HostOptions } from '../prolog/host.ts';
import type { WebHost } from '../prolog/tau.ts';
import type { ReplArguments } from './arguments.ts';

export async function hostFor(
  { engine: name, stackLimit }: Pick<ReplArguments, 'engine' | 'stackLimit'>,
  engine: SessionEngine,
  options: HostOptions,
): Promise<WebHost> {
  if (name === 'tau') return new (await import('../prolog/tau.ts')).TauProlog(engine, options);
  return (await import('../prolog/swipl.ts')).SwiProlog.create(engine, { ...options, stackLimit });
}
