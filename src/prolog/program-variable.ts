/** Variables of a running program, as predicates in TypeScript are given them: the same one is written the same way. */
import { Var } from '../index.ts';

export class ProgramVariable extends Var {
  constructor(readonly label: string) {
    super();
  }
}

/** How a variable is written that has no name in the text where it comes from. */
export function labelOf(variable: Var): string | undefined {
  return variable instanceof ProgramVariable ? variable.label : undefined;
}
