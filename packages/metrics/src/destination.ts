/** Where documents go when no logging peer writes them. */
export interface Destination {
  /** Takes one line, line feed included. */
  write(line: string): void;
}

/** How long a full pipe is waited for: 100 times 10 ms. */
const MAX_WAITS = 100;
const WAIT_MS = 10;

/** Standard output, written synchronously and without `process.stdout`, which costs start-up time to make. */
export const standardOutput: Destination = {
  write(line) {
    const { writeSync } = process.getBuiltinModule('node:fs');
    let rest = Buffer.from(line);
    let waits = 0;
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(1, rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || ++waits > MAX_WAITS) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
      }
    }
  },
};
