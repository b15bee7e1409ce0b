/** Programs in TypeScript as one file of JavaScript: node starts that many times as fast, for tests that start hundreds. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles a program of this folder into `folder`; answers the file. With `packages` it has in it what it needs of Redis. */
export async function bundle(
  program: string,
  folder: string,
  { packages = false }: { readonly packages?: boolean } = {},
): Promise<string> {
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ...(packages ? { ssr: { noExternal: true }, resolve: { alias: { redis: '@redis/client' } } } : {}),
    build: {
      ssr: join(import.meta.dirname, program),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  });
  return join(folder, 'program.mjs');
}
