/** What TypeScript knows of WebAssembly only together with a browser. */
declare namespace WebAssembly {
  class Module {
    constructor(code: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  class RuntimeError extends Error {}
  class Table {
    private constructor();
    grow(count: number): number;
    set(index: number, value: unknown): void;
  }
  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
  }
  function compile(code: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: object): Promise<Instance>;
}
