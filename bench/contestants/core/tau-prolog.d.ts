/** The little of tau-prolog that the benchmark uses; the package has no types. */
declare module 'tau-prolog' {
  export interface TauTerm {
    readonly id: string;
    readonly args?: readonly TauTerm[];
    /** Of a number. */
    readonly value?: number;
    toString(options: { quoted: boolean; ops: boolean; session: TauSession }): string;
  }
  /** What an answer binds, by the names of the variables. */
  export interface TauAnswer {
    readonly links: Readonly<Record<string, TauTerm>>;
  }
  export interface TauSession {
    consult(program: string, callbacks: { success(): void; error(error: TauTerm): void }): void;
    query(goal: string, callbacks: { success(goal: TauTerm): void; error(error: TauTerm): void }): void;
    answer(callbacks: {
      success(answer: TauAnswer): void;
      fail(): void;
      error(error: TauTerm): void;
      limit(): void;
    }): void;
  }
  const tau: { create(limit: number): TauSession };
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it.
  export default tau;
}
