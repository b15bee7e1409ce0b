/** Programs in TypeScript as files of JavaScript: node starts those many times as fast, for tests that start hundreds. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';

export interface BundleOptions {
  /** Whether the bundle has in it what it needs of Redis. */
  readonly packages?: boolean;
}

/** Bundles a program of this folder into `folder`; answers the file. */
export async function bundle(program: string, folder: string, options?: BundleOptions): Promise<string> {
  linkPackages(folder);
  await bundleAll({ program: join(import.meta.dirname, program) }, folder, options);
  return join(folder, 'program.mjs');
}

/** Lets the programs in a folder import the packages of this one. */
export function linkPackages(folder: string): void {
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
}

/** Bundles programs by their names, `{ name: file }`, into `folder`, each as `name.mjs`. */
export async function bundleAll(
  programs: Readonly<Record<string, string>>,
  folder: string,
  { packages = false }: BundleOptions = {},
): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [AT_HOME, REQUIRED],
    ...(packages ? { ssr: { noExternal: true }, resolve: { alias: { redis: '@redis/client' } } } : {}),
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { input: programs, output: { entryFileNames: '[name].mjs' } },
    },
  });
}

/** Modules find the files beside them, such as the Prolog texts, where their sources are. */
const AT_HOME: Plugin = {
  name: 'at-home',
  transform: (code, id) =>
    id.endsWith('.ts')
      ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      : undefined,
};

/** tau-prolog is required and not imported: node would look first through all of it for what it exports. */
const REQUIRED: Plugin = {
  name: 'required',
  enforce: 'pre',
  resolveId: (id) => (id === 'tau-prolog' ? '\0tau-prolog' : undefined),
  load: (id) =>
    id === '\0tau-prolog'
      ? `import { createRequire } from 'node:module';
         export default createRequire(${JSON.stringify(import.meta.url)})('tau-prolog');`
      : undefined,
};
