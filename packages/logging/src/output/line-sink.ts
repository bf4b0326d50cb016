import { isThenable } from '@hearthgate/kernel';
import type { Destination } from './destination.ts';

/** Hands lines to the destination and counts. Nothing that the destination does reaches the caller. */
export class LineSink {
  written = 0;
  dropped = 0;
  flushFailures = 0;
  bytes = 0;
  /** Whether the environment's instances have it, and close it when they end. */
  isKept = false;
  readonly #open: () => Destination;
  #destination: Destination | undefined;
  readonly #pending = new Set<PromiseLike<unknown>>();

  /** The destination is opened with the first line. */
  constructor(open: () => Destination) {
    this.#open = open;
  }

  /** @param bytes the size of the line, where it is known */
  write(line: string, bytes?: number): void {
    try {
      this.#destination ??= this.#open();
      // Declared to answer nothing, but an `async` function may stand behind it.
      const result = this.#destination.write(line) as unknown;
      if (isThenable(result)) this.#follow(result, line);
      else this.#count(line, bytes);
    } catch {
      this.dropped += 1;
    }
  }

  /** Whether lines may not have left the process. */
  get hasUnflushed(): boolean {
    return this.#pending.size > 0 || this.#destination?.flush !== undefined;
  }

  async flush(): Promise<void> {
    await Promise.all(this.#pending);
    try {
      await this.#destination?.flush?.();
    } catch {
      this.flushFailures += 1;
    }
  }

  /** Ends the destination; a line that comes later opens it again. */
  async close(): Promise<void> {
    this.isKept = false;
    await this.flush();
    const destination = this.#destination;
    this.#destination = undefined;
    await destination?.close?.();
  }

  #count(line: string, bytes = Buffer.byteLength(line)): void {
    this.written += 1;
    this.bytes += bytes;
  }

  #follow(result: PromiseLike<unknown>, line: string): void {
    const settled: PromiseLike<unknown> = result.then(
      () => {
        this.#count(line);
        this.#pending.delete(settled);
      },
      () => {
        this.dropped += 1;
        this.#pending.delete(settled);
      },
    );
    this.#pending.add(settled);
  }
}
