// `npm run docs`: writes the reference of all public names to dist/docs, from the comments in the source.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// TypeDoc reads the source with the compiler's JavaScript interface, which TypeScript 7, as the project has it, is without.
// So npm gets the two for this command alone, outside of the project.
const packages = ['typedoc@0.28.20', 'typescript@6.0.3'];

// Parts of types that are spelled out where they count, and what parts of the package say to each other.
const notExported = `
  Back Backs Camel Capital Functor IsAny IsNested KindOf Listed Named NamesOf OrVariable settings Short Split Text
  ValueOf Variables
  AskedServers BlobEngine Dialog Engine Generate InPlace LibraryRequest ReadSession RunOnce SessionEntrance
  SessionHolder SessionHost SessionPlace Style Use
`;

const options = `
  --name clausal --tsconfig tsconfig.build.json --readme none --out dist/docs --excludeInternal --disableSources
`;

const root = join(import.meta.dirname, '..');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const sources = Object.values(exports)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));

const words = (text) => text.trim().split(/\s+/);
const args = [
  ...words(options),
  ...words(notExported).flatMap((name) => ['--intentionallyNotExported', name]),
  ...process.argv.slice(2),
  ...sources,
];
const fetched = packages.map((name) => `--package=${name}`);
const { status } = spawnSync('npm', ['exec', '--yes', ...fetched, '--', 'typedoc', ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
