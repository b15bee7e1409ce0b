/** Bindings that are put together late are those that would have been put together at once. */
import fc from 'fast-check';
import tau, { type TauSubstitution, type TauValue } from 'tau-prolog';
import { expect, test } from 'vitest';
import { composed } from '../../../src/prolog/tau/composition.ts';
import { Bound } from '../../../src/prolog/tau/delayed.ts';
import { applied, unbound } from '../../../src/prolog/tau/substitution.ts';
import { unify } from '../../../src/prolog/tau/unify.ts';
import { freshVariable } from '../../../src/prolog/tau/variable-range.ts';

const variables = Array.from({ length: 12 }, freshVariable);

const { value } = fc.letrec<{ value: TauValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...variables),
    fc.constantFrom('a', 'b', variables[3]!.id).map((name) => new tau.type.Term(name)),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }).map((args) => new tau.type.Term('f', args)),
  ),
}));

/** What makes two terms equal, after what was bound before; nothing where they cannot be. */
function nextStep(a: TauValue, b: TauValue, before: readonly TauSubstitution[]): TauSubstitution | undefined {
  const now = (term: TauValue) => before.reduce((each, step) => applied(each, step), term);
  try {
    return unify(now(a), now(b)) ?? undefined;
  } catch {
    return undefined; // it would contain itself
  }
}

test('whether they are looked at after each step or after all', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 200 }), fc.nat(7), (pairs, period) => {
      const goal = new tau.type.Term('goal', variables);
      const steps: TauSubstitution[] = [];
      let late = unbound(goal);
      for (const [a, b] of pairs) {
        const step = nextStep(a, b, steps);
        if (step === undefined) continue;
        steps.push(step);
        late = composed(late, new Bound(step));
        if (period > 0 && steps.length % period === 0) expect(late.links).toBeDefined();
      }
      const atOnce = steps.reduce((each, step) => applied(each, step), goal);
      expect(String(applied(goal, late))).toBe(String(atOnce));
    }),
  );
});
