/** Terms that are no values of JSON, which whoever knows how terms are written has texts for. */
import type { Term } from '../../index.ts';

export interface OtherTerms {
  /** A term as it is read again. */
  text(term: Term): string;
  /** How many characters `write/1` writes for a term. */
  length(term: Term): number;
  /** What stands for a term of which the text is known. */
  known(term: Term): KnownText | undefined;
}

export interface KnownText {
  readonly text: string;
  /** Whether the text is one of JSON, and no string yet. */
  readonly isJson: boolean;
  /** What it is as long as. */
  readonly like: Term;
}
