/** A prompt over a {@link EngineHost}, for tests at a terminal: takes the arguments of `clausal repl`. */
import { SessionEngine } from '../../src/index.ts';
import { engineCompleter, repl, replArguments, standardScreen } from '../../src/repl/index.ts';
import { EngineHost } from './engine-host.ts';

const screen = standardScreen();
const engine = new SessionEngine({ profile: 'swi', create: 'noauto' });
const host = new EngineHost(engine.store, { output: (text) => screen.write(text) });
engine.store.consult('color(red). color(green). color(blue). long_predicate_name(1).');
const status = await repl(host, replArguments(process.argv.slice(2)), screen, engineCompleter(engine));
process.exit(status);
