/** A gate at which tests let requests wait for each other. */
export class Gate {
  readonly #passed: Promise<void>;
  #open!: () => void;

  constructor() {
    this.#passed = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  /** Lets through all who wait, and whoever comes later. */
  open(): void {
    this.#open();
  }

  /** Is done when the gate is open. */
  pass(): Promise<void> {
    return this.#passed;
  }
}
