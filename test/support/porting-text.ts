/**
 * The tables of src/serve/README.md on what SWI-Prolog's libraries have and what of it is here, made by asking SWI-Prolog
 * and the host that runs its applications.
 */
import { SessionEngine } from '../../src/index.ts';
import {
  UNSUPPORTED_LIBRARIES,
  UNSUPPORTED_PREDICATES,
  WAITING_PREDICATES,
} from '../../src/prolog/swipl/unsupported.ts';
import { SwiProlog } from '../../src/prolog/swipl.ts';
import { runSwipl } from './swipl.ts';

/** Writes what each library of the HTTP package exports, a line of `library:name/arity …`, without loading it. */
const THEIRS = `
:- use_module(library(prolog_xref)).
:- use_module(library(readutil)).
main :-
    absolute_file_name(library(http), Folder, [file_type(directory)]),
    directory_files(Folder, Files),
    forall(( member(File, Files), file_name_extension(Library, pl, File) ), exports(Library)).
exports(Library) :-
    catch(xref_public_list(library(http/Library), user, [exports(Exports)]), _, fail),
    !,
    findall(PI, ( member(Export, Exports), Export \\= op(_, _, _), format(atom(PI), '~w', [Export]) ), PIs),
    atomic_list_concat(PIs, ' ', Text),
    format('~w:~w~n', [Library, Text]).
exports(_).
`;

/** What a library exports when it is loaded. */
const OURS = `
exports(Library, Text) :-
    use_module(library(http/Library), []),
    absolute_file_name(library(http/Library), Loaded, [file_type(prolog), access(read)]),
    file_name_extension(Base, _, Loaded), % which may be compiled
    file_name_extension(Base, pl, File),
    module_property(Module, file(File)),
    module_property(Module, exports(Exports)),
    findall(PI, ( member(Export, Exports), format(atom(PI), '~w', [Export]) ), PIs),
    atomic_list_concat(PIs, ' ', Text).
`;

export type Exports = ReadonlyMap<string, readonly string[]>;

/** What SWI-Prolog's libraries export. */
export async function exportsThere(): Promise<Exports> {
  const lines = (await runSwipl(THEIRS)).trimEnd().split('\n').sort();
  return new Map(
    lines.map((line) => {
      const [library = '', text = ''] = line.split(':');
      return [library, words(text)];
    }),
  );
}

/** What those of these libraries export that are here. */
export async function exportsHere(libraries: Iterable<string>): Promise<Exports> {
  const engine = new SessionEngine({ profile: 'swi' });
  const prolog = await SwiProlog.create(engine);
  try {
    await prolog.consult(OURS);
    const found = new Map<string, readonly string[]>();
    for (const library of libraries) {
      if (Object.hasOwn(UNSUPPORTED_LIBRARIES, `http/${library}`)) continue;
      const bindings = { Library: library };
      const solution = await prolog.query('exports(Library, Text)', { bindings }).first();
      if (solution !== undefined) found.set(library, words(String(solution.Text)));
    }
    return found;
  } finally {
    await prolog.close();
    engine.close();
  }
}

/** The table of the libraries of the HTTP package. */
export function librariesText(there: Exports, here: Exports): string {
  const rows = [...there].map(([library, names]) => {
    const ours = here.get(library)?.map(plain);
    if (ours === undefined) return `| \`${library}\` | | all: ${reasonFor(library)} |\n`;
    const has = names.filter(
      (name) => ours.includes(plain(name)) && !Object.hasOwn(UNSUPPORTED_PREDICATES, name),
    );
    const lacks = names.filter((name) => !has.includes(name));
    return `| \`${library}\` | ${has.length === 0 ? 'loads; it exports nothing' : quoted(has)} | ${quoted(lacks)} |\n`;
  });
  return `| \`library(http/…)\` | there | not there |\n|---|---|---|\n${rows.join('')}`;
}

/** The table of the other libraries that are not there, by the reason. */
export function missingText(): string {
  const names = Object.keys(UNSUPPORTED_LIBRARIES).filter((name) => !name.startsWith('http/'));
  return byReason('libraries', UNSUPPORTED_LIBRARIES, names);
}

/** The table of predicates that throw, always or in places. */
export function refusedText(): string {
  const all = { ...UNSUPPORTED_PREDICATES, ...WAITING_PREDICATES };
  return byReason('predicates', all, Object.keys(all));
}

function byReason(what: string, reasons: Readonly<Record<string, string>>, names: readonly string[]): string {
  const rows = [...new Set(names.map((name) => reasons[name]!))].map((reason) => {
    const group = names.filter((name) => reasons[name] === reason);
    return `| ${quoted(group)} | ${reason} |\n`;
  });
  return `| ${what} | why |\n|---|---|\n${rows.join('')}`;
}

function reasonFor(library: string): string {
  return UNSUPPORTED_LIBRARIES[`http/${library}`] ?? UNSUPPORTED_LIBRARIES[library] ?? 'it is not there';
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** `name//2` as `name/4`. */
function plain(indicator: string): string {
  const [, name, arity] = /^(.*)\/\/(\d+)$/.exec(indicator) ?? [];
  return name === undefined ? indicator : `${name}/${Number(arity) + 2}`;
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ').sort();
}
