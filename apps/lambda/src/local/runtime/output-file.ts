import { closeSync, fstatSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** More than any sane invocation writes; of what exceeds it the older part is not read. */
const MAX_READ_BYTES = 1024 * 1024;
/** Read and no longer needed: from this size on it is thrown away. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/** Where a process writes what it has to say. */
export interface OutputFile {
  /** To be its stdout and stderr at once, which keeps their order. */
  readonly descriptor: number;
  /** The lines since the last call, a last unfinished one included. */
  take(): readonly string[];
  close(): void;
}

/**
 * Makes a file that has no name any more, so that nothing is left behind however this program ends.
 *
 * A file and not a pipe, because writing to it is done when the call returns: what a function wrote before it answered
 * can be read when its answer is here. Through a pipe, Node.js sends more than the pipe's buffer holds some time later.
 */
export function createOutputFile(): OutputFile {
  const folder = mkdtempSync(join(tmpdir(), 'local-lambda-'));
  // Appending, so that throwing away what was read does not leave a hole.
  const descriptor = openSync(join(folder, 'output'), 'a+', 0o600);
  rmSync(folder, { recursive: true, force: true });
  let position = 0;

  return {
    descriptor,
    take() {
      const { size } = fstatSync(descriptor);
      const start = Math.max(position, size - MAX_READ_BYTES);
      const cutOff = start > position;
      const bytes = Buffer.alloc(size - start);
      readSync(descriptor, bytes, 0, bytes.length, start);
      position = size;
      if (size > MAX_KEPT_BYTES) {
        ftruncateSync(descriptor, 0);
        position = 0;
      }
      const lines = bytes.toString('utf8').split(/\r?\n/);
      if (cutOff) lines.shift();
      if (lines.at(-1) === '') lines.pop();
      return lines;
    },
    close: () => closeSync(descriptor),
  };
}
