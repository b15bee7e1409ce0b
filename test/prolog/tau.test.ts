/** The host on tau-prolog. */
import { TauProlog } from 'clausal/tau';
import { hostContract } from './host-contract.ts';

hostContract('TauProlog', (engine, options) => new TauProlog(engine, options));
