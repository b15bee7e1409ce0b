/** The public names of `clausal serve` and `clausal check`. */
export { SERVE_USAGE, type ServeArguments, serveArguments } from './arguments.ts';
export { type Finding, type PortingReport, portingReport, tauReport } from './check.ts';
export { reportText } from './report.ts';
export { serve } from './serve.ts';
