/** What the command line starts: `clausal dump` and `clausal load`. */
export { DUMP_USAGE, dumpArguments, LOAD_USAGE, loadArguments } from './arguments.ts';
export { dump, load } from './commands.ts';
