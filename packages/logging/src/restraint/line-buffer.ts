/** Lines that are kept until they are needed, bounded in bytes: a new one takes the place of the oldest. */
export class LineBuffer<Line extends { readonly line: string }> {
  #lines: Line[] = [];
  #bytes = 0;
  #displaced = 0;

  add(line: Line, maxBytes: number): void {
    const bytes = Buffer.byteLength(line.line);
    if (bytes > maxBytes) {
      this.#displaced += 1;
      return;
    }
    this.#lines.push(line);
    this.#bytes += bytes;
    let oldest = 0;
    while (this.#bytes > maxBytes) this.#bytes -= Buffer.byteLength(this.#lines[oldest++]?.line ?? '');
    if (oldest === 0) return;
    this.#lines = this.#lines.slice(oldest);
    this.#displaced += oldest;
  }

  /** All lines, oldest first, and how many had no room; the buffer is empty afterwards. */
  take(): { readonly lines: readonly Line[]; readonly displaced: number } {
    const taken = { lines: this.#lines, displaced: this.#displaced };
    this.#lines = [];
    this.#bytes = 0;
    this.#displaced = 0;
    return taken;
  }
}
