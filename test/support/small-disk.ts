/** File systems of a few megabytes, which tests can fill. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The reason that a test prints that is skipped for want of one. */
export const NO_SMALL_DISK = 'a file system cannot be mounted here, which only root can';

/** Mounts a small file system for a test, which only root can: `undefined` when it is not allowed. */
export function smallDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'clausal-disk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const size = `size=${megabytes}m`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}
