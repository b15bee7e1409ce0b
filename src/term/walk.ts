/**
 * Walks through the parts of a term, of any depth and with cycles, and what follows from that: variables, groundness,
 * variants.
 */
import { Pairs, SMALL } from './pairs.ts';
import { Compound, deref, isAtomic, sameAtomic, type Term, Var } from './term.ts';

/**
 * Visits the parts of a term, itself first, depth first and left to right, bindings followed. Stops and answers false
 * when `visit` does. A part that occurs twice in a very large term may be visited once.
 */
export function walk(term: Term, visit: (part: Term) => boolean): boolean {
  const pending: Term[] = [term];
  let seen: Set<Compound> | undefined;
  let compounds = 0;
  while (pending.length > 0) {
    const part = deref(pending.pop()!);
    if (part instanceof Compound && ++compounds > SMALL) {
      seen ??= new Set();
      if (seen.has(part)) continue;
      seen.add(part);
    }
    if (!visit(part)) return false;
    if (part instanceof Compound) {
      for (let i = part.args.length - 1; i >= 0; i--) pending.push(part.args[i]!);
    }
  }
  return true;
}

/** Whether a term holds no unbound variable, `ground/1`. */
export function isGround(term: Term): boolean {
  return walk(term, (part) => !(part instanceof Var));
}

/** The unbound variables of a term in the order in which they first occur, `term_variables/2`. */
export function termVariables(term: Term): Var[] {
  const found = new Set<Var>();
  walk(term, (part) => {
    if (part instanceof Var) found.add(part);
    return true;
  });
  return [...found];
}

/** Whether a term is finite, `acyclic_term/1`: only a query that ran `X = f(X)` makes one that is not. */
export function isAcyclic(term: Term): boolean {
  let budget = SMALL;
  if (walk(term, () => --budget > 0)) return true; // a walk of a cyclic term does not end this early
  return endsEverywhere(term) ?? hasNoCycle(term);
}

/** A walk through more compounds than this is given up for one that remembers them all, which takes longer for each. */
const LARGE = 4_000_000;

/**
 * Whether a walk comes to its end without meeting a part that it is inside of; undefined when that takes too long, since
 * parts may be shared many times over. Now and then it looks back along its way, in all as long as it walked.
 */
function endsEverywhere(term: Term): boolean | undefined {
  const way: Compound[] = [];
  const next: number[] = [];
  let lookBack = 1;
  let compounds = 0;
  for (let part = deref(term); ; ) {
    if (part instanceof Compound) {
      if (++compounds > LARGE) return undefined;
      if (compounds >= lookBack) {
        if (way.includes(part)) return false;
        lookBack = compounds + way.length + 1024;
      }
      way.push(part);
      next.push(0);
    }
    let top = way.length - 1;
    while (top >= 0 && next[top] === way[top]!.args.length) {
      way.pop();
      next.pop();
      top--;
    }
    if (top < 0) return true;
    part = deref(way[top]!.args[next[top]!++]!);
  }
}

function hasNoCycle(term: Term): boolean {
  const done = new Set<Compound>();
  const path = new Set<Compound>();
  const pending: { part: Term; leave: boolean }[] = [{ part: term, leave: false }];
  while (pending.length > 0) {
    const top = pending.pop()!;
    const part = deref(top.part);
    if (!(part instanceof Compound)) continue;
    if (top.leave) {
      path.delete(part);
      done.add(part);
    } else if (path.has(part)) {
      return false;
    } else if (!done.has(part)) {
      path.add(part);
      pending.push({ part, leave: true });
      for (let i = part.args.length - 1; i >= 0; i--) pending.push({ part: part.args[i]!, leave: false });
    }
  }
  return true;
}

/** Whether two terms are equal up to a renaming of variables, `=@=/2`. */
export function isVariant(left: Term, right: Term): boolean {
  const pending: Term[] = [right, left];
  const forth = new Map<Var, Term>();
  const back = new Map<Term, Var>();
  // A part may stand in both terms, and is renamed in one only: what is remembered of it has to tell the sides apart.
  const standIns = new Map<Compound, Compound>();
  const onTheRight = (part: Compound): Compound => {
    let standIn = standIns.get(part);
    if (standIn === undefined) standIns.set(part, (standIn = new Compound(part.name, [])));
    return standIn;
  };
  let pairs: Pairs | undefined;
  let compounds = 0;
  while (pending.length > 0) {
    const a = deref(pending.pop()!);
    const b = deref(pending.pop()!);
    if (a instanceof Var) {
      if (!(b instanceof Var)) return false;
      if (!forth.has(a) && !back.has(b)) {
        forth.set(a, b);
        back.set(b, a);
      } else if (forth.get(a) !== b) {
        return false;
      }
    } else if (a instanceof Compound) {
      if (!(b instanceof Compound) || a.name !== b.name || a.args.length !== b.args.length) return false;
      if (++compounds > SMALL) {
        pairs ??= new Pairs();
        if (pairs.join(a, onTheRight(b))) continue;
      }
      for (let i = a.args.length - 1; i >= 0; i--) pending.push(b.args[i]!, a.args[i]!);
    } else if (!isAtomic(b) || !sameAtomic(a, b)) {
      return false;
    }
  }
  return true;
}
