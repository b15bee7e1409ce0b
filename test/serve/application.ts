/** A web application that is a Prolog program, how it is started, and the visits that it is asked to answer. */
import type { Visit } from './visit.ts';

export interface Application {
  readonly name: string;
  /** The program: an absolute path. */
  readonly file: string;
  /** The goal that starts the server, with `PORT` for its port and `FOLDER` for a folder of its own. None: the program starts it. */
  readonly goal?: string;
  /** What SWI-Prolog needs for a program that asks for a port of its own: there is no option that overrides it. */
  readonly swipl?: { readonly goal?: string; readonly words?: readonly string[] };
  readonly script: readonly Visit[];
}
