/** Tricky texts, picked by hand and at random, read to the same term as in SWI-Prolog, or are a syntax error in both. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Operators } from '../../src/syntax/operators.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { PrologSyntaxError } from '../../src/syntax/syntax-error.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';
import { DUMP_PROGRAM, dumpTerm, UNKNOWN } from '../support/term-dump.ts';
import { pickedTexts, suiteTexts } from '../support/tricky-texts.ts';

/** Reads lines of character codes as terms; answers each with `c<Characters>`, a line end and the dump, or `e<Error>`. */
const program = (operators: readonly Declaration[]): string => String.raw`
${DUMP_PROGRAM}
main :-
    forall(member(op(P, T, N), [${operators.map(([p, t, n]) => `op(${p}, ${t}, ${n})`).join(', ')}]), op(P, T, user:N)),
    repeat,
    read_line_to_string(user_input, Line),
    (   Line == end_of_file -> !
    ;   split_string(Line, " ", " ", Parts), findall(C, (member(X, Parts), X \== "", number_string(C, X)), Codes),
        string_codes(Text, Codes), answer(Text), fail
    ).
answer(Text) :-
    catch(term_to_atom(T, Text), E, true),
    (   var(E) -> dump_text(T, Dump), string_length(Dump, L), format("c~d~n~s~n", [L, Dump])
    ;   E = error(syntax_error(Id), _) -> ( compound(Id) -> functor(Id, Name, _) ; Name = Id ), format("e~w~n", [Name])
    ;   format("e~q~n", [E])
    ).
`;

type Declaration = readonly [priority: number, type: string, name: string];

/** What each text is in SWI-Prolog: a dump, or the name of a syntax error after `!`. */
async function answers(texts: readonly string[], operators: readonly Declaration[]): Promise<string[]> {
  const lines = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)).join(' '));
  const output = Array.from(await runSwipl(program(operators), { input: `${lines.join('\n')}\n` }));
  const found: string[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const line = output.slice(at + 1, end).join('');
    const isError = output[at] === 'e';
    at = end + 1;
    if (isError) found.push(`!${line}`);
    else {
      found.push(output.slice(at, at + Number(line)).join(''));
      at += Number(line) + 1;
    }
  }
  expect(found).toHaveLength(texts.length);
  return found;
}

function read(text: string, operators: Operators): string {
  try {
    return dumpTerm(readTerm(text, { operators }));
  } catch (error) {
    if (!(error instanceof PrologSyntaxError)) throw error;
    return `!${error.id}`;
  }
}

/** Whether two answers differ as they are meant to. */
function isOnPurpose(theirs: string, ours: string): boolean {
  // SWI-Prolog looks for the end of the clause first, so that of two errors it may tell the other one.
  if (theirs.startsWith('!')) return ours.startsWith('!');
  // Syntax that is refused: dicts and rational numbers show as unknown, functional notation as '.'/2.
  if (theirs.includes(UNKNOWN) || theirs.includes('c2/1:.')) return /^!.*_not_supported$/.test(ours);
  // A text holds one term here; term_to_atom/2 takes the first one, and end_of_file where there is none.
  return ours === '!end_of_file_expected' || (ours === '!end_of_file' && theirs === 'a11:end_of_file');
}

async function compare(texts: readonly string[], declarations: readonly Declaration[] = []): Promise<void> {
  const operators = Operators.swi();
  for (const [priority, type, name] of declarations) {
    operators.op(priority, type, name === '[]' ? readTerm(name) : name);
  }
  const theirs = await answers(texts, declarations);
  const differences: string[] = [];
  const counts = { alike: 0, otherError: 0, onPurpose: 0 };
  for (const [i, text] of texts.entries()) {
    const answer = theirs[i]!;
    const ours = read(text, operators);
    if (ours === answer) counts.alike++;
    else if (!isOnPurpose(answer, ours)) differences.push(`${text}\n  swipl   ${answer}\n  clausal ${ours}`);
    else if (answer.startsWith('!')) counts.otherError++;
    else counts.onPurpose++;
  }
  const { alike, otherError, onPurpose } = counts;
  console.log(
    `${texts.length} texts: ${alike} alike, ${otherError} another error, ${onPurpose} other on purpose`,
  );
  expect(differences).toEqual([]);
}

/** What random texts are made of. */
const pieces = [
  ...String.raw`a b X _ _Y 1 0 2.5 -1 'q' '+' 'is' ',' '[]' "s" 0'x [] {} - + * = :- --> ?- \+ | , ; -> ^ ** : $ !`.split(
    ' ',
  ),
  ...String.raw`@ . \ =.. is mod dynamic table rdiv a( f( -( :-( '+'( is( ( ) [ ] { } { ( || e E5 ' 0x1F 16'ff`.split(
    ' ',
  ),
  ...['`c`', ' ', ' ', ' ', '\n', '%c\n', '/*c*/', '. ', ' .', '- ', ' -'],
];

const extra: readonly Declaration[] = [
  [200, 'xf', 'post'],
  [700, 'xfx', 'both'],
  [200, 'fy', 'both'],
  [300, 'yf', 'both'],
  [700, 'xfx', 'inpost'],
  [650, 'xf', 'inpost'],
  [100, 'fx', '!'],
  [1200, 'xfx', 'low'],
  [0, 'fy', '-'],
];
const blocks: readonly Declaration[] = [
  [100, 'yf', '[]'],
  [100, 'fy', '{}'],
  [500, 'yfx', '{}'],
];

function random(words: readonly string[], count: number): string[] {
  const text = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 })
    .map((parts) => parts.join(''));
  const seed = Date.now() % 2 ** 31;
  console.log(`seed ${seed}`);
  return fc.sample(text, { numRuns: count, seed });
}

describeWithSwipl('reading the same as SWI-Prolog', () => {
  test('the cases of SWI-Prolog’s own tests', async () => {
    await compare(suiteTexts);
  });

  test('texts picked by hand', async () => {
    await compare(pickedTexts);
  });

  test('random texts of tokens', async () => {
    await compare(random(pieces, 6000));
  });

  test('random texts with operators of every type', async () => {
    const words = [...pieces, ...extra.flatMap(([, , name]) => [` ${name} `, ` ${name} `, `${name}(`])];
    await compare(random(words, 4000), extra);
  });

  test('random texts with brackets that are operators', async () => {
    await compare(random([...pieces, '[1]', '{1}', '[a,b]', 'X['], 3000), blocks);
  });
});
