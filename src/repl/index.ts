/** The public names of `clausal/repl`: the prompt, and `serveRepl`, which opens it to other processes of this machine. */
export { REPL_USAGE, type ReplArguments, replArguments, UsageError } from './arguments.ts';
export { type AttachOptions, attach } from './attach.ts';
export { type Completer, engineCompleter } from './completion.ts';
export { RemoteCompletion } from './remote-completion.ts';
export { repl, standardDialog, standardScreen } from './repl.ts';
export { Screen, type ScreenOptions } from './screen.ts';
export { type ServedEngine, type ServedRepl, type ServeReplOptions, serveRepl } from './serve.ts';
export { standardInput } from './standard-input.ts';
