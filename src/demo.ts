/**
 * `npm start`: a small shop whose visitors are sessions of facts, a page to ask about all of them and, at a terminal, a
 * Prolog prompt on them.
 */
import { busyEngine } from './demo/customers.ts';
import { serve } from './demo/server.ts';
import { TauProlog } from './prolog/tau.ts';
import { engineCompleter, repl, replArguments, standardInput, standardScreen } from './repl/index.ts';

const { HOST: host = 'localhost', PORT: port = '8080' } = process.env;

const shop = busyEngine();
const { url } = await serve(shop, { host, port: Number(port) });
console.log(`The shop is open at ${url}`);
console.log(`Ask about all sessions at ${url}/facts`);

if (process.stdin.isTTY && process.stdout.isTTY) {
  console.log('Or ask here: session_data(S, cart(Item, N)), N > 1.\n');
  const screen = standardScreen();
  const input = standardInput(screen);
  const prolog = new TauProlog(shop, {
    input,
    output: (text) => screen.write(text),
    errorOutput: (text) => screen.writeError(text),
  });
  const complete = engineCompleter(shop, prolog.predicates());
  process.exit(await repl(prolog, replArguments([]), screen, complete, input));
}
console.log('Ctrl+C closes it.');
