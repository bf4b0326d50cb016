import sonicBoom from 'sonic-boom';

/** Where lines go. */
export interface Destination {
  /** Takes one line, line feed included. What it throws is counted as a lost line and reaches no caller. */
  write(line: string): void;
  /** Returns when what was taken has left the process. Not needed when `write` itself waits. */
  flush?(): void | Promise<void>;
  /** Called when the execution environment ends. A line that is said later is written all the same. */
  close?(): void | Promise<void>;
}

/**
 * Standard output, written synchronously, so that a frozen or ended execution environment has lost no line.
 * `process.stdout` is not touched: making that stream costs start-up time.
 */
export function createStandardOutput(): Destination {
  // What pino itself writes with, taken alone: the rest of pino is needed for few lines, if any.
  const stream = new sonicBoom.SonicBoom({ fd: 1, sync: true });
  let failure: Error | undefined;
  let closed = false;
  stream.on('error', (error: Error & { readonly code?: string }) => {
    failure = error;
    // Nothing more is written once the reader is gone.
    closed ||= error.code === 'EPIPE';
  });
  return {
    write(line) {
      failure = undefined;
      if (!closed) stream.write(line);
      if (closed || failure !== undefined) throw new Error('Standard output does not take lines.', { cause: failure });
    },
  };
}
