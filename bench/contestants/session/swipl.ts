/** SWI-Prolog's library(http/http_session), where it is installed. */
import { contestBySwipl } from '../../swipl.ts';

contestBySwipl('bench/contestants/session/swipl.pl');
