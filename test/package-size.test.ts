/**
 * How much of clausal gets into a bundle (minified, compressed by gzip, with all that it imports but Node.js itself), and
 * that nothing is left out of it that makes terms and errors readable.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { ENTRY_POINTS } from './support/entry-points.ts';

const ROOT = join(import.meta.dirname, '..');

test.each([
  ['{ ClauseStore }', 36.4],
  ['{ SessionEngine }', 51.6],
  ['*', 52.6],
])('export %s from clausal is below %s KiB', async (names, limit) => {
  const { code, modules } = await bundle(`export ${names} from 'clausal';`);
  const size = gzipSync(code, { level: 9 }).length / 1024;
  console.log(
    `export ${names} from 'clausal': ${size.toFixed(1)} KiB of ${(code.length / 1024).toFixed(1)} KiB`,
  );
  expect(size).toBeLessThan(limit);
  expect(
    modules.filter((path) => /src\/(prolog|repl|serve|http)\/|tau-prolog|swipl-wasm/.test(path)),
  ).toEqual([]);
});

test('what is imported and not used costs nothing', async () => {
  // Of tau-prolog, a CommonJS package, bundlers cannot tell.
  const names = [...ENTRY_POINTS.keys()].filter((name) => name !== 'clausal/tau');
  const imports = names.map((name) => `import '${name}';\n`).join('');
  const { modules } = await bundle(imports);
  expect(modules.filter((path) => path.startsWith(join(ROOT, 'src')))).toEqual([]);
});

// What only runs because its file is loaded is not there in a bundle.
test.each([
  ['ClauseStore', "new ClauseStore().query('foo(X)').exists()", 'Unknown procedure: foo/1'],
  ['SessionEngine', "new SessionEngine().sessionAssert('a', 'x')", "http_session `x' does not exist"],
  ['readTerm', "readTerm('f(A, [1])')", 'f(A,[1])'],
  ['atom, writeTerm', "writeTerm(atom('B')) + atom('B')", "'B''B'"],
])('with %s come the texts of terms and errors', async (names, expression, text) => {
  const { code } = await bundle(`
    import { ${names} } from 'clausal';
    export function run() {
      try {
        return String(${expression});
      } catch (error) {
        return error.message;
      }
    }`);
  const { run } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  expect(run()).toBe(text);
});

async function bundle(text: string): Promise<{ code: string; modules: readonly string[] }> {
  const entry = {
    name: 'entry',
    enforce: 'pre' as const,
    resolveId(id: string) {
      const source = ENTRY_POINTS.get(id);
      return id === 'entry' ? '\0entry' : source && join(ROOT, source);
    },
    load: (id: string) => (id === '\0entry' ? text : undefined),
  };
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    plugins: [entry],
    build: {
      write: false,
      minify: true,
      target: 'node20',
      rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict', external: /^node:/ },
    },
  });
  const [chunk] = (result as Rolldown.RolldownOutput).output;
  const modules = Object.entries(chunk.modules).filter(([, { renderedLength }]) => renderedLength > 0);
  return { code: chunk.code, modules: modules.map(([path]) => path) };
}
