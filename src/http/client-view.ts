/** What a framework or a runtime may know better of a client than the request says. */
export interface ClientView {
  /** The address of the client. */
  readonly address?: string | undefined;
  /** Whether the client's connection is encrypted. */
  readonly isSecure?: boolean | undefined;
}
