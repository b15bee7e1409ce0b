/** Every clause of SWI-Prolog's own library reads to the same term here as there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { Operators } from '../../src/syntax/operators.ts';
import { Reader, readTerm } from '../../src/syntax/reader.ts';
import { PrologSyntaxError } from '../../src/syntax/syntax-error.ts';
import { describeWithSwipl, runSwipl, swiplHome } from '../support/swipl.ts';
import { DUMP_PROGRAM, dumpTerm, UNKNOWN } from '../support/term-dump.ts';

/**
 * For each file `f<Path>`, for each clause `c<Characters>`, a line end and its dump, with U+0001 in it where it holds what
 * is refused here; `e` for a clause with a syntax error; between them `o<Priority> <Type> <Name>` and `q<Flag>` where
 * operators (those of imported modules included) or the flag double_quotes change.
 */
const program = String.raw`
${DUMP_PROGRAM}
main :- current_prolog_flag(argv, Files), forall(member(F, Files), file(F)).

file(F) :-
    format("f~w~n", [F]),
    gensym(file, M),
    setup_call_cleanup(open(F, read, In, [encoding(utf8)]), clauses(In, F, M, string), close(In)).

clauses(In, F, M, Q) :-
    catch(read_term(In, T, [module(M), double_quotes(Q), back_quotes(codes), quasi_quotations(QQ)]), E, true),
    (   nonvar(E) -> E = error(syntax_error(_), _), writeln(e), clauses(In, F, M, Q)
    ;   T == end_of_file -> true
    ;   dump_text(T, Text0),
        ( QQ == [] -> Text = Text0 ; Text = "\1\" ),
        string_length(Text, L), format("c~d~n~s~n", [L, Text]),
        ( T = (:- D) -> directive(D, F, M, Q, Q1) ; Q1 = Q ),
        clauses(In, F, M, Q1)
    ).

directive(set_prolog_flag(double_quotes, Q), _, _, _, Q) :- !, format("q~w~n", [Q]).
directive(D, F, M, Q, Q) :- catch(forall(new_operator(D, F, P, T, N), operator(M, P, T, N)), _, true).

operator(M, P, T, _:N) :- !, operator(M, P, T, N).
operator(M, P, T, Ns) :- is_list(Ns), Ns \== [], !, forall(member(N, Ns), operator(M, P, T, N)).
operator(M, P, T, N) :- op(P, T, M:N), format("o~w ~w ~w~n", [P, T, N]).

new_operator(op(P, T, N), _, P, T, N).
new_operator(module(_, Exports), _, P, T, N) :- is_list(Exports), member(op(P, T, N), Exports).
new_operator(D, F, P, T, N) :-
    imports(D, Specs), ( is_list(Specs) -> member(Spec, Specs) ; Spec = Specs ),
    absolute_file_name(Spec, File, [file_type(prolog), access(read), file_errors(fail), relative_to(F)]),
    exports(File, Exports), member(op(P, T, N), Exports).

imports(use_module(S), S).
imports(use_module(S, _), S).
imports(reexport(S), S).
imports(autoload(S), S).

exports(File, Exports) :-
    setup_call_cleanup(open(File, read, In, [encoding(utf8)]), read(In, (:- module(_, Exports))), close(In)).
`;

/** How the syntax that is refused on purpose shows in the error. */
const REFUSED = /^(dicts|functional_notation|quasi_quotations|rationals)_not_supported\b/;

describeWithSwipl('the library of SWI-Prolog', () => {
  test('reads clause by clause to the same terms', async () => {
    const library = join(swiplHome(), 'library');
    const files = readdirSync(library, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.pl'))
      .map((file) => join(library, file));
    const output = await runSwipl(program, { args: files });

    const differences: string[] = [];
    const refused: Record<string, number> = {};
    let clauses = 0;
    let operators = Operators.swi();
    let reader = new Reader('');
    let file = '';
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf('\n', at);
      const line = output.slice(at + 1, end);
      const kind = output[at];
      at = end + 1;
      if (kind === 'f') {
        operators = Operators.swi();
        reader = new Reader(readFileSync(line, 'utf8'), { operators });
        file = relative(library, line);
      } else if (kind === 'o') {
        const [priority, type, name] = line.split(' ');
        operators.op(Number(priority), type!, name === '[]' ? readTerm('[]') : name!);
      } else if (kind === 'q') {
        reader.doubleQuotes = line as 'codes';
      } else {
        const dump = kind === 'c' ? take(output, at, Number(line)) : 'syntax error';
        if (kind === 'c') at += dump.length + 1;
        clauses++;
        const ours = read(reader);
        const id = ours.split(' ')[0]!;
        if (REFUSED.test(ours) && (dump.includes(UNKNOWN) || dump.includes('c2/1:.'))) {
          refused[id] = (refused[id] ?? 0) + 1;
        } else if (ours !== dump && !(dump === 'syntax error' && !/^\w\d/.test(ours))) {
          differences.push(`${file}\n  swipl   ${dump}\n  clausal ${ours}`);
        }
      }
    }
    const counts = Object.entries(refused).map(([id, count]) => `, ${count} refused as ${id}`);
    console.log(`${files.length} files and ${clauses} clauses of the library read alike${counts.join('')}`);
    expect(differences).toEqual([]);
    expect(clauses).toBeGreaterThan(10_000);
  });
});

/** The dump of the next clause, or what its syntax error is called. */
function read(reader: Reader): string {
  try {
    const result = reader.read();
    return result === undefined ? 'no more clauses' : dumpTerm(result.term);
  } catch (error) {
    if (!(error instanceof PrologSyntaxError)) throw error;
    return `${error.id} in line ${error.line}`;
  }
}

/** So many characters of a text, a pair of surrogates being one. */
function take(text: string, start: number, length: number): string {
  const units = text.slice(start, start + length);
  if (!/[\ud800-\udfff]/.test(units)) return units;
  return Array.from(text.slice(start, start + 2 * length))
    .slice(0, length)
    .join('');
}
