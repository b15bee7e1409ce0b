/**
 * The rules of the house: which folder of `src/` may import which, how files are named and begin, and that no import
 * leads back to its own file. Works on file contents given by path, and answers with one sentence for each breach.
 */
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** File contents by path, such as `src/term/term.ts`. */
export type Sources = Readonly<Record<string, string>>;

const core = ['term', 'syntax', 'store', 'query', 'session'];

/** What each folder may import from, besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  term: [],
  syntax: ['term'],
  store: ['term'],
  query: ['term', 'syntax', 'store'],
  session: ['term', 'syntax', 'store', 'query'],
  http: ['session'],
  storage: ['session', 'term', 'syntax'],
  'index.ts': core,
};

/** Users of the package that happen to live in it: they see what the package exports. */
const tools = ['prolog', 'repl', 'serve', 'dump', 'cli.ts', 'demo', 'demo.ts'];

/** A command, and the folder that it only starts. */
const starts: Readonly<Record<string, string>> = { 'demo.ts': 'demo' };

/** Only these may need a Prolog interpreter to run. */
const prologHosts = ['prolog', 'repl', 'serve'];
const interpreters = ['tau-prolog', 'swipl-wasm'];

/** The breaches of every rule; `entryPoints` are the files that package.json exports, such as `src/index.ts`. */
export function breaches(sources: Sources, entryPoints: readonly string[]): string[] {
  const files = Object.entries(sources).map(([path, text]) => readSource(path, text));
  return [
    ...files.flatMap(nameBreaches),
    ...files.flatMap(textBreaches),
    ...files.flatMap((file) => importBreaches(file, entryPoints)),
    ...cycles(files),
  ];
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** What follows `from` or `import` in the file, dynamic imports and types included. */
  readonly specifiers: readonly string[];
  readonly hasDefaultExport: boolean;
}

/** What a file of TypeScript or JavaScript says of itself. */
export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`);

  const specifiers = new Set<string>();
  let hasDefaultExport = false;
  const collect = ({ source }: { source: unknown }): void => {
    const value = source && typeof source === 'object' && 'value' in source ? source.value : undefined;
    if (typeof value === 'string') specifiers.add(value);
  };
  new Visitor({
    ImportDeclaration: collect,
    ImportExpression: collect,
    TSImportType: collect,
    ExportAllDeclaration: collect,
    ExportNamedDeclaration: collect,
    ExportSpecifier: ({ exported }) => {
      hasDefaultExport ||= 'name' in exported && exported.name === 'default';
    },
    ExportDefaultDeclaration: () => {
      hasDefaultExport = true;
    },
  }).visit(program);
  return { path, text, specifiers: [...specifiers], hasDefaultExport };
}

function nameBreaches({ path }: SourceFile): string[] {
  const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.d)?(\.ts)?$/;
  return path.split('/').every((name) => kebabCase.test(name)) ? [] : [`${path}: the name is not kebab-case`];
}

function textBreaches({ path, text, hasDefaultExport }: SourceFile): string[] {
  const found: string[] = [];
  if (!/^(#!.*\n)?\s*\/[/*]/.test(text)) found.push(`${path}: does not begin with a header comment`);
  // What declares somebody else's package says what that exports.
  if (hasDefaultExport && !path.endsWith('.d.ts')) found.push(`${path}: has a default export`);
  return found;
}

function importBreaches(file: SourceFile, entryPoints: readonly string[]): string[] {
  const owner = ownerOf(file.path);
  if (!(owner in mayImport) && !tools.includes(owner))
    return [`${file.path}: ${owner} is not a part of the house`];
  return file.specifiers
    .filter((specifier) => !isAllowed(file.path, specifier, entryPoints))
    .map((specifier) => `${file.path}: ${owner} may not import '${specifier}'`);
}

function isAllowed(path: string, specifier: string, entryPoints: readonly string[]): boolean {
  const owner = ownerOf(path);
  const target = resolve(path, specifier);
  if (target === undefined) return isAllowedPackage(owner, specifier);
  if (ownerOf(target) === owner || ownerOf(target) === starts[owner]) return true;
  if (!tools.includes(owner)) return mayImport[owner]!.includes(ownerOf(target));
  return entryPoints.includes(target) || /^src\/(repl|serve|dump)\/index\.ts$/.test(target);
}

function isAllowedPackage(owner: string, specifier: string): boolean {
  // The package's own name is for its users: inside, it would hide a cycle.
  if (/^clausal(\/|$)/.test(specifier)) return tools.includes(owner);
  if (interpreters.some((name) => specifier === name || specifier.startsWith(`${name}/`))) {
    return prologHosts.includes(owner);
  }
  return owner !== 'term';
}

/** One sentence for each cycle, in the order of the files; a file is told of once. */
function cycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];

  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`${path}: imports itself: ${[...trail.slice(start), path].join(' → ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const specifier of byPath.get(path)?.specifiers ?? []) {
      const target = resolve(path, specifier);
      if (target !== undefined) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}

/** The folder of `src/`, or the file right under it, that a path belongs to; for a path outside, the path itself. */
function ownerOf(path: string): string {
  const [top, owner] = path.split('/');
  return top === 'src' && owner !== undefined ? owner : path;
}

/** The path that a relative import names; undefined for a package. */
function resolve(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}
