/** The little of tau-prolog that is used here; the package has no types. */
declare module 'tau-prolog' {
  /** Whatever stands for a term: a variable, a compound or atom, or an object with the same methods. */
  export interface TauValue {
    readonly id: string;
    readonly args?: readonly TauValue[];
    /** Of a number. */
    readonly value?: number;
    apply(substitution: TauSubstitution): TauValue;
    variables(): string[];
    toString(options?: { quoted: boolean; ops: boolean; session: TauSession }): string;
  }
  export interface TauTerm extends TauValue {
    readonly args: readonly TauValue[];
    /** `name/arity`. */
    readonly indicator: string;
    /** Whether there is no variable in it. */
    readonly ground: boolean;
    apply(substitution: TauSubstitution): TauTerm;
  }
  export interface TauVar extends TauValue {}
  /** What is bound, by the ids of variables. */
  export interface TauSubstitution {
    readonly links: Readonly<Record<string, TauValue>>;
  }
  /** A choicepoint: what is still to be run, null for nothing, and what is bound. */
  export interface TauState {
    goal: TauTerm | null;
    readonly substitution: TauSubstitution;
  }
  /** What an answer binds, by the names of the variables. */
  export interface TauAnswer {
    readonly links: Readonly<Record<string, TauValue>>;
  }
  export interface TauThread {
    readonly session: TauSession;
    /** The choicepoints, the next one last. */
    points: TauState[];
    /** Runs the first conjunct of the next choicepoint; true when that goes on later. */
    step(): boolean | undefined;
    add_goal(goal: TauTerm, isOnly: boolean): void;
    lookup_module(goal: TauTerm, context: string): TauModule | null;
    expand_meta_predicate(goal: TauTerm, definition: string, context: string): void;
  }
  export interface TauModule {
    readonly id: string;
    readonly rules: Readonly<Record<string, TauPredicate>>;
    readonly indexed_clauses: Readonly<Record<string, never>>;
  }
  export type TauPredicate = (thread: TauThread, point: TauState, goal: TauTerm) => boolean;
  export interface TauSession {
    consult(program: string, callbacks: { success(): void; error(error: TauValue): void }): void;
    query(goal: string, callbacks: { success(goal: TauValue): void; error(error: TauValue): void }): void;
    answer(callbacks: {
      success(answer: TauAnswer): void;
      fail(): void;
      error(error: TauValue): void;
      limit(): void;
    }): void;
  }
  const tau: {
    create(limit?: number): TauSession;
    unify(a: TauValue, b: TauValue, checksOccurs?: boolean): TauSubstitution | null;
    readonly type: {
      readonly Term: new (name: string, args?: readonly TauValue[]) => TauTerm;
      readonly Var: new (id: string) => TauVar;
      readonly State: new (
        goal: TauTerm | null,
        substitution?: TauSubstitution,
        parent?: TauState | null,
      ) => TauState;
      readonly Substitution: new (links?: Record<string, TauValue>) => TauSubstitution;
      readonly Thread: new (session: TauSession) => TauThread;
    };
  };
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it.
  export default tau;
}
