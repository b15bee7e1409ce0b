/** All the predicates in TypeScript: those of the system, and those of the library, which programs may define anew. */
import { atomPredicates } from './builtins/atoms.ts';
import { base64Predicates } from './builtins/base64.ts';
import { characterTypePredicates } from './builtins/character-types.ts';
import { datePredicates, otherDatePredicates } from './builtins/dates.ts';
import { expandingPredicates } from './builtins/expanding.ts';
import { fileNamePredicates, otherFileNamePredicates } from './builtins/file-names.ts';
import { filePredicates, otherFilePredicates } from './builtins/files.ts';
import { formattingPredicates, otherFormattingPredicates } from './builtins/formatting.ts';
import { globalVariablePredicates } from './builtins/global-variables.ts';
import { hashPredicates } from './builtins/hashes.ts';
import { htmlPredicates } from './builtins/html.ts';
import { callingInContext, inContext } from './builtins/in-context.ts';
import { integerPredicates } from './builtins/integers.ts';
import { jsonPredicates, jsonReadingPredicates } from './builtins/json.ts';
import { listingPredicates } from './builtins/listing.ts';
import { characterListPredicates } from './builtins/lists-of-characters.ts';
import { listTextPredicates } from './builtins/lists-of-text.ts';
import { copyingPredicates, memoryFilePredicates } from './builtins/memory-files.ts';
import { messagePredicates } from './builtins/messages.ts';
import { numberTextPredicates, otherNumberTextPredicates } from './builtins/number-text.ts';
import { numberingPredicates } from './builtins/numbering.ts';
import { openingPredicates } from './builtins/opening.ts';
import { outputPredicates } from './builtins/output.ts';
import { portrayingPredicates } from './builtins/portraying.ts';
import { processEnvironmentPredicates } from './builtins/process-environment.ts';
import { lineReadingPredicates, readingPredicates, textStreamPredicates } from './builtins/reading.ts';
import { recordPredicates } from './builtins/records.ts';
import { streamPredicates } from './builtins/streams.ts';
import { otherSubTextPredicates, subTextPredicates } from './builtins/sub-text.ts';
import { randomPredicates, systemPredicates, waitingPredicates } from './builtins/system.ts';
import { termTextPredicates } from './builtins/term-text.ts';
import { termPredicates } from './builtins/terms.ts';
import { uriPredicates } from './builtins/uris.ts';
import { olderPredicates } from './builtins/writef.ts';
import type { CallingTable, Environment, PredicateTable } from './environment.ts';

/** The predicates of a host besides those on sessions and clauses. */
export interface Predicates {
  readonly system: PredicateTable;
  readonly callingSystem: CallingTable;
  readonly library: PredicateTable;
  readonly callingLibrary: CallingTable;
}

/** @param isSystem whether a predicate, `name/arity`, is one of the system */
export function allPredicates(
  environment: Environment,
  isSystem: (indicator: string) => boolean,
): Predicates {
  return {
    system: inContext({
      ...atomPredicates,
      ...subTextPredicates,
      ...listTextPredicates,
      ...characterListPredicates,
      ...numberTextPredicates,
      ...characterTypePredicates,
      ...numberingPredicates,
      ...termPredicates,
      ...integerPredicates,
      ...expandingPredicates,
      ...globalVariablePredicates(environment),
      ...outputPredicates(environment),
      ...textStreamPredicates(environment),
      ...streamPredicates(environment),
      ...systemPredicates(environment),
      ...termTextPredicates(environment),
      ...openingPredicates(environment),
    }),
    callingSystem: callingInContext({
      ...waitingPredicates,
      ...formattingPredicates(environment),
      ...messagePredicates(environment),
      ...portrayingPredicates(environment),
      ...readingPredicates(environment),
    }),
    library: {
      ...inContext({
        ...recordPredicates(environment),
        ...datePredicates(environment),
        ...fileNamePredicates,
        ...filePredicates(environment),
        ...processEnvironmentPredicates(),
        ...otherNumberTextPredicates,
      }),

      ...otherSubTextPredicates,
      ...randomPredicates,
      ...uriPredicates,
      ...hashPredicates,
      ...base64Predicates,
      ...htmlPredicates(environment),
      ...memoryFilePredicates(environment),
      ...jsonPredicates(environment),
      ...otherDatePredicates,
      ...otherFileNamePredicates,
      ...otherFilePredicates(environment),
      ...olderPredicates(environment),
      'concat_atom/3': listTextPredicates['atomic_list_concat/3']!,
      ...listingPredicates(environment, isSystem),
    },
    callingLibrary: {
      ...otherFormattingPredicates(environment),
      ...lineReadingPredicates(environment),
      ...copyingPredicates(environment),
      ...jsonReadingPredicates(environment),
    },
  };
}
