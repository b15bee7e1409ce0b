/** How much memory this process has from the operating system, which is what SWI-Prolog can be asked for as well. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The bytes when what nobody refers to is gone. */
export function residentBytes(): number {
  // What the first finds to be garbage can hold on to more.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage.rss();
}
