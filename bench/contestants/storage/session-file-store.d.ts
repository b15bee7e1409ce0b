/** As much as is used here of the package session-file-store, which has no types. */
declare module 'session-file-store' {
  import type session from 'express-session';

  function makeFileStore(
    library: typeof session,
  ): new (options: {
    readonly path: string;
    readonly logFn: (text: string) => void;
  }) => session.Store;
  export = makeFileStore;
}
