/** A case of TensorFlow.js's test suite that its cpu backend passes and the engine does not. */
export interface Gap {
  /** The case's full name in the suite, without the backend's name. */
  readonly name: string;
  readonly reason: string;
}

/** All of them. `deno task conformance` fails on any other, and on one that has been closed. */
export const GAPS: readonly Gap[] = [];
