/** The package as npm packs it, in the project of somebody who installs it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Consumer, type Outcome } from './support/consumer.ts';
import { ENTRY_POINTS } from './support/entry-points.ts';
import { readSource } from './support/house.ts';

const ROOT = join(import.meta.dirname, '..');
const { peerDependencies, version, exports: exported } = manifest(ROOT);
const PEERS = Object.keys(peerDependencies);
const NAMES = [...ENTRY_POINTS.keys()];

/** What each entry point needs of other packages, in its code or in its types. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  clausal: ['cookie'],
  'clausal/node': [],
  'clausal/express': ['express'],
  'clausal/express-session': ['cookie'],
  'clausal/fastify': ['fastify'],
  'clausal/fetch': [],
  'clausal/hono': ['hono'],
  'clausal/koa': ['koa'],
  'clausal/lmdb': ['lmdb'],
  'clausal/memory': [],
  'clausal/passport': [],
  'clausal/redis': ['redis'],
  'clausal/host': ['cookie'],
  'clausal/repl': ['cookie', 'redis', 'tau-prolog'],
  'clausal/swipl': ['cookie', 'redis'],
  'clausal/tau': ['cookie', 'redis', 'tau-prolog'],
};

let consumer: Consumer;

beforeAll(() => {
  consumer = new Consumer();
}, 300_000);

afterAll(() => consumer?.remove());

describe('the package', () => {
  test('has what was built, its sources for debuggers, the Prolog texts, what the README links to, and nothing else', () => {
    const found = readdirSync(consumer.installed).sort();
    expect(found.filter((name) => !/^(README|LICENSE|CHANGELOG|CONTRIBUTING|SECURITY)/.test(name))).toEqual(
      ['bench', 'dist', 'package.json', 'prolog', 'src'].sort(),
    );
    expect(found).toContain('LICENSE');
    expect(files('bench')).toEqual(['bench/README.md']);
    expect(files('src').filter((name) => name.includes('demo'))).toEqual(['src/demo/facts.png']);
    const links = [...read('README.md').matchAll(/\]\((?!https?:|test\/)([^)#]+)/g)].map(([, path]) => path!);
    expect(links.filter((path) => !existsSync(join(consumer.installed, path)))).toEqual([]);
    expect(files('dist').filter((name) => /^dist\/(bench|demo|docs|test)/.test(name))).toEqual([]);
  });

  test('names no folder of whoever packed it', () => {
    expect(files('.').filter((name) => read(name).includes(ROOT))).toEqual([]);
  });

  test('has declarations for all its code, and maps that lead to the sources', () => {
    const built = files('dist');
    const code = built.filter((name) => name.endsWith('.js'));
    expect(code.length).toBeGreaterThan(100);
    const declared = code.map((name) => name.replace(/\.js$/, '.d.ts'));
    expect(declared.filter((name) => !built.includes(name))).toEqual([]);
    const lost = [...code, ...declared].filter((name) => {
      const map = `${name}.map`;
      return JSON.parse(read(map)).sources.some((source: string) => !isFile(join(dirname(map), source)));
    });
    expect(lost).toEqual([]);
  });

  test('is what publint and arethetypeswrong expect of one', () => {
    const tool = (name: string) => join(ROOT, 'node_modules', '.bin', name);
    const lint = consumer.run(tool('publint'), consumer.tarball, '--strict');
    expect(lint, lint.output + lint.errors).toMatchObject({ status: 0 });
    const types = consumer.run(tool('attw'), consumer.tarball, '--profile', 'esm-only');
    expect(types, types.output + types.errors).toMatchObject({ status: 0 });
  });
});

describe('without the packages that are optional', () => {
  test.each(NAMES)('%s needs only its own', (name) => {
    const entry = join('dist', exported[name.replace('clausal', '.')].replace('./dist/', ''));
    expect(isFile(entry)).toBe(true);
    expect(packagesFrom(entry)).toEqual(NEEDS[name] ?? `to be listed in NEEDS: ${name}`);
  });

  test('every entry point can be imported, or misses only its own', () => {
    const lacking = Object.entries(importAll()).filter(([name, missing]) => !NEEDS[name]?.includes(missing));
    expect(lacking).toEqual([]);
  });

  // Node.js 20.19 and later can
  test.runIf(process.features.require_module)('CommonJS can require it', () => {
    consumer.write('required.cjs', `console.log(typeof require('clausal').SessionEngine);`);
    expect(consumer.run('node', '--no-warnings', 'required.cjs').output).toBe('function\n');
  });

  test('clausal needs no types but its own', () => {
    consumer.write('alone.ts', TYPED);
    expect(typeErrors('alone.ts', 'nodenext', { types: [], lib: ['es2023', 'dom'] })).toBe('');
  });

  test('npx clausal is the command, which finds the Prolog texts', () => {
    const goal = 'partition([X]>>(X > 1), [1,2,3], In, _), print(In), nl';
    const run = consumer.run('npx', '--no', '--', 'clausal', 'repl', '-q', '-g', goal, '-t', 'halt');
    expect(run).toEqual({ output: '[2,3]\n', errors: '', status: 0 });
    expect(clausal('--version').output).toBe(`clausal ${version}\n`);
    expect(clausal('--help').output).toMatch(/^usage: clausal COMMAND/);
  });

  test('the command says which one it needs', () => {
    const { errors, status } = clausal('repl', '--engine', 'swipl');
    expect(errors).toBe('clausal: SWI-Prolog needs the package swipl-wasm: npm install swipl-wasm\n');
    expect(status).toBe(1);
  });

  test('a server on node:http has sessions', () => {
    consumer.write('server.mjs', SERVER);
    expect(consumer.run('node', 'server.mjs')).toEqual({ output: '1 2 3\n', errors: '', status: 0 });
  });
});

describe('with them', () => {
  beforeAll(() => {
    const types = readdirSync(join(ROOT, 'node_modules', '@types'));
    consumer.link('@types/node', ...PEERS);
    consumer.link(...PEERS.filter((name) => types.includes(name)).map((name) => `@types/${name}`));
  });

  test.each(['nodenext', 'bundler'])('all entry points have sound types for %s', (resolution) => {
    const imports = NAMES.map((name, i) => `import * as entry${i} from '${name}';\n`).join('');
    const all = NAMES.map((_, i) => `entry${i}`).join(', ');
    consumer.write('all.ts', `${imports}export const all = [${all}];\n${TYPED}`);
    expect(typeErrors('all.ts', resolution, { types: ['node'] })).toBe('');
  });

  test('every entry point can be imported', () => {
    expect(importAll()).toEqual({});
  });

  test('a program runs on SWI-Prolog, and finds the libraries that clausal has for it', () => {
    const goal = 'use_module(library(http/http_session)), http_session_option(timeout(T)), print(T), nl';
    const args = ['repl', '--engine', 'swipl', '-q', '-g', goal, '-t', 'halt'];
    expect(clausal(...args)).toEqual({ output: '600\n', errors: '', status: 0 });
  });
});

const TYPED = `import { SessionEngine } from 'clausal';
const engine = new SessionEngine<{ user: [name: string] }>();
export const name: string = engine.sessionData('user(N)').first()!.N;
// @ts-expect-error a name is a string
export const number: number = engine.sessionData('user(N)').first()!.N;
`;

const IMPORT_ALL = `const failures = {};
for (const name of process.argv.slice(2)) {
  await import(name).catch(({ message }) => {
    failures[name] = /Cannot find package '([^']+)'/.exec(message)?.[1] ?? message;
  });
}
console.log(JSON.stringify(failures));
`;

const SERVER = `import { createServer } from 'node:http';
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';

const sessions = new SessionEngine();
const server = createServer(nodeSession(sessions)((request, response) => {
  sessions.sessionAssert('visit(1)');
  response.end(String(sessions.sessionData('visit(_)').count()));
}));
await new Promise((done) => server.listen(0, done));
const url = 'http://localhost:' + server.address().port;
const first = await fetch(url);
const headers = { cookie: first.headers.getSetCookie()[0].split(';')[0] };
const visits = [await first.text()];
for (let i = 0; i < 2; i++) visits.push(await (await fetch(url, { headers })).text());
console.log(visits.join(' '));
server.close();
server.closeAllConnections();
`;

function clausal(...args: readonly string[]): Outcome {
  return consumer.run(join(consumer.folder, 'node_modules', '.bin', 'clausal'), ...args);
}

/** Imports all entry points; by the names of those that cannot be, the packages that are missing, or the errors. */
function importAll(): Record<string, string> {
  consumer.write('import-all.mjs', IMPORT_ALL);
  const { output, errors } = consumer.run('node', 'import-all.mjs', ...NAMES);
  expect(errors).toBe('');
  return JSON.parse(output);
}

/** What TypeScript says of a file of the consumer, libraries included. */
function typeErrors(file: string, resolution: string, options: object): string {
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const compilerOptions = {
    ...{ target: 'es2022', module, moduleResolution: resolution, strict: true, noEmit: true },
    ...{ skipLibCheck: false, ...options },
  };
  consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
  const { output } = consumer.run('node', join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.');
  // Other packages have errors of their own.
  const lines = output.split('\n').filter((line) => /^(?!\S*node_modules\/(?!clausal\/))\S/.test(line));
  return lines.join('\n');
}

/** The packages that a file of the package imports, and the files that it imports, as code and as declarations. */
function packagesFrom(entry: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path) || !isFile(path)) return;
    seen.add(path);
    for (const specifier of specifiersOf(path)) {
      if (specifier.startsWith('.')) {
        const target = join(dirname(path), specifier).replace(/\.[jt]s$/, '');
        for (const ending of ['.js', '.d.ts']) visit(target + ending);
      } else if (!specifier.startsWith('node:')) {
        packages.add(/^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
      }
    }
  };
  for (const path of [entry, entry.replace(/\.js$/, '.d.ts')]) visit(path);
  return [...packages].sort();
}

const specifiers = new Map<string, readonly string[]>();

/** What a file imports; most files are asked of for several entry points. */
function specifiersOf(path: string): readonly string[] {
  let found = specifiers.get(path);
  if (found === undefined) specifiers.set(path, (found = readSource(path, read(path)).specifiers));
  return found;
}

/** The files of a folder of the package, by their paths in the package. */
function files(folder: string): string[] {
  return readdirSync(join(consumer.installed, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(isFile);
}

function read(path: string): string {
  return readFileSync(join(consumer.installed, path), 'utf8');
}

function isFile(path: string): boolean {
  return statSync(join(consumer.installed, path), { throwIfNoEntry: false })?.isFile() === true;
}

function manifest(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
