/** Goals and programs in the tau-prolog host and in SWI-Prolog. */
import { TauProlog } from '../../src/prolog/tau.ts';
import { describeDifferential } from '../support/prolog-differential.ts';
import { CONTEXTS, DIFFERENCES } from './prolog-goals/differences.ts';
import { topics } from './prolog-goals/topics.ts';

describeDifferential('the tau-prolog host answers as SWI-Prolog does', {
  topics,
  makeHost: (engine, output, errorOutput) => new TauProlog(engine, { output, errorOutput }),
  differences: DIFFERENCES,
  contexts: CONTEXTS,
});
