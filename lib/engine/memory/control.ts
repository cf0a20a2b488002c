/**
 * Where the shared memory's first bytes go. The team of threads meets here; tensors begin at
 * {@linkcode HEAP_START}. Word offsets are in 32-bit words, byte offsets in bytes.
 */
export const CONTROL = {
  /** Goes up by one for each task; workers wait on it. */
  generation: 0,
  /** Index of the task in `TASKS`, or {@linkcode STOP}. */
  task: 1,
  /** Threads still at work on the task. */
  running: 2,
  /** Threads that have arrived at the current barrier. */
  arrived: 3,
  /** Goes up by one each time a barrier opens. */
  barrier: 4,
  /** 0, or 1 + the number of the thread that failed. */
  failed: 5,
  /** Bytes of the failure's message. */
  messageBytes: 6,
  /** Workers that have been told to end and touch nothing native any more. */
  left: 7,
  /** Next piece to be taken, for up to {@linkcode PHASES} phases of a task. */
  next: 8,
} as const;

/** Phases of a task (stretches between barriers) that can hand out pieces. */
export const PHASES = 4;

/** The task number that tells a worker to end. */
export const STOP = -1;

/** Byte offset of the task's arguments: {@linkcode ARGUMENT_COUNT} float64. */
export const ARGUMENTS_OFFSET = 256;
export const ARGUMENT_COUNT = 64;

/** Byte offset and room of a failure's message in UTF-8. */
export const MESSAGE_OFFSET = 1024;
export const MESSAGE_ROOM = 3072;

/** First byte of the heap: one wasm page is kept for the team. */
export const HEAP_START = 65536;
