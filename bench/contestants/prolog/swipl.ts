/** SWI-Prolog, where it is installed. */
import { contestBySwipl } from '../../swipl.ts';

contestBySwipl('bench/contestants/prolog/swipl.pl');
