/**
 * A vitest reporter that ends a run with one plain line, `N passed, N failed` (and `, N skipped`), for programs that
 * read the output. A file that does not load, a failing hook and an error outside of any test each count as failed.
 */
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const plainLine = formatCounts(countTests(modules, errors.length));
    // The script behind `npm test` prints the line itself, once vitest is gone; a bare `vitest run` does it at exit.
    if (process.send) process.send({ plainLine });
    else process.once('exit', () => process.stdout.write(`${plainLine}\n`));
  }
}

export function formatCounts({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function countTests(modules: readonly TestModule[], strayErrors: number): TestCounts {
  const counts = { passed: 0, failed: strayErrors, skipped: 0 };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === 'pending' ? 'skipped' : state] += 1;
    }
    for (const owner of [module, ...module.children.allSuites()]) {
      if (owner.errors().length > 0) counts.failed += 1;
    }
  }
  return counts;
}
