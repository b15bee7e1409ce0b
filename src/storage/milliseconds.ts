/** The unit of how long storages wait. */
export type Milliseconds = number;
