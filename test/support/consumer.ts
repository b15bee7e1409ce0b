/** The package as npm packs it, and projects of somebody who installs it. Nothing is fetched from anywhere. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const QUIET = ['--offline', '--no-audit', '--no-fund', '--loglevel=error'];

export interface Outcome {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
}

/** A project that has nothing but the package and what the package depends on. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), 'clausal-consumer-'));
  /** The packed package. */
  readonly tarball: string;

  /** Packs the package as it is now, and installs it. */
  constructor() {
    this.tarball = pack([ROOT], this.folder)[0]!;
    const dependencies = pack(dependenciesOf(ROOT), this.folder, '--ignore-scripts');
    this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    const files = [...dependencies, this.tarball].map((tarball) => `./${basename(tarball)}`);
    execFileSync('npm', ['install', ...QUIET, ...files], {
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 2],
    });
  }

  /** Where the package is installed. */
  get installed(): string {
    return join(this.folder, 'node_modules', 'clausal');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Adds packages that this clone has: peers, and types. */
  link(...names: readonly string[]): void {
    for (const name of names) {
      const link = join(this.folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), link);
    }
  }

  run(command: string, ...args: readonly string[]): Outcome {
    const { stdout, stderr, status } = spawnSync(command, args, { cwd: this.folder, encoding: 'utf8' });
    return { output: stdout, errors: stderr, status };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Packs packages; answers where the tarballs are. */
function pack(folders: readonly string[], destination: string, ...options: readonly string[]): string[] {
  const args = ['pack', ...folders, ...QUIET, '--json', '--pack-destination', destination, ...options];
  const packed: { filename: string }[] = JSON.parse(
    execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] }),
  );
  return packed.map(({ filename }) => join(destination, filename));
}

/** The folders of all that a package depends on, as they are in this clone. */
function dependenciesOf(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys(dependencies)
    .map((name) => join(ROOT, 'node_modules', name))
    .flatMap((found) => [...dependenciesOf(found), found]);
}
