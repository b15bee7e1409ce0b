/** More goals of the libraries of web applications, in the host on SWI-Prolog in WebAssembly and in SWI-Prolog. */
import { SwiProlog } from 'clausal/swipl';
import { describeDifferential } from '../support/prolog-differential.ts';
import { DIFFERENCES } from './libraries/differences.ts';
import { topics } from './libraries/topics.ts';

describeDifferential('the libraries of handlers answer as those of SWI-Prolog do', {
  topics,
  makeHost: (engine, output, errorOutput) => SwiProlog.create(engine, { output, errorOutput }),
  differences: DIFFERENCES,
});
