/** Texts that SWI-Prolog writes for terms, asked in one process. */
import type { Term } from '../../src/term/term.ts';
import { runSwipl } from './swipl.ts';
import { encodeTerm, termDecoder } from './term-codec.ts';

/**
 * What each goal writes for each term `T`. `directives` is Prolog text that comes before; variables have other numbers
 * there, see {@link withoutNumbers}.
 */
export async function swiTexts(
  terms: readonly Term[],
  goals: readonly string[],
  directives = '',
): Promise<string[][]> {
  const program = `
    ${directives}
    ${termDecoder}
    main :- read_line_to_string(user_input, Line), ( Line == end_of_file -> true ; answer(Line), main ).
    answer(Line) :-
        decode_term(Line, T),
        ${goals.map((goal) => `answer_with(${goal})`).join(',\n        ')}.
    answer_with(Goal) :-
        with_output_to(string(Text), Goal),
        string_length(Text, Length),
        format("~d:~w", [Length, Text]).`;
  const output = Array.from(await runSwipl(program, { input: `${terms.map(encodeTerm).join('\n')}\n` }));
  let at = 0;
  const nextText = (): string => {
    const colon = output.indexOf(':', at);
    const end = colon + 1 + Number(output.slice(at, colon).join(''));
    at = end;
    return output.slice(colon + 1, end).join('');
  };
  return terms.map(() => goals.map(nextText));
}

/** Text in which all variables without a name look alike. */
export const withoutNumbers = (text: string): string => text.replace(/_G?\d+/g, '_N');
