/** The public names of `clausal/repl`: the prompt, and `serveRepl`, which opens it to other processes of this machine. */
export {
  isOption,
  optionValue,
  REPL_USAGE,
  type ReplArguments,
  replArguments,
  UsageError,
  valueBehind,
} from './arguments.ts';
export { type AttachOptions, attach } from './attach.ts';
export { type Completer, engineCompleter } from './completion.ts';
export { hostFor } from './hosts.ts';
export { errorText } from './message-text.ts';
export { RemoteCompletion } from './remote-completion.ts';
export { load, repl, standardDialog, standardScreen } from './repl.ts';
export { FAILED, runGoals } from './run-goals.ts';
export { Screen, type ScreenOptions } from './screen.ts';
export { type ServedEngine, type ServedRepl, type ServeReplOptions, serveRepl } from './serve.ts';
export { standardInput } from './standard-input.ts';
