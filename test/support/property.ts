/** Properties, checked with a seed that a failure prints; `SEED=n` repeats a run. */
import fc from 'fast-check';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Checks that the property holds for `runs` random values. */
export function holds<T>(values: fc.Arbitrary<T>, runs: number, property: (value: T) => void): void {
  fc.assert(fc.property(values, property), { numRuns: runs, seed });
}

/** The same for a property that has to be waited for. */
export async function holdsLater<T>(
  values: fc.Arbitrary<T>,
  runs: number,
  property: (value: T) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(values, property), { numRuns: runs, seed });
}
