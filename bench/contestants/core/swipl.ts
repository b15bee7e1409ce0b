/** SWI-Prolog, where it is installed. */
import { contestBySwipl } from '../../swipl.ts';

contestBySwipl('bench/contestants/core/swipl.pl');
