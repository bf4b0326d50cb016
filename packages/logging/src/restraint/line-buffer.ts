/** Something that becomes a line when it is needed. */
export interface Kept {
  /** The line takes about as many bytes, or more. */
  readonly leastBytes: number;
}

/** A line that was needed. */
export interface WrittenOut {
  readonly line: string;
}

/**
 * What is kept until it is needed, bounded in bytes of the lines that come of it: a new one takes the place of the oldest.
 * A line is written out only when it is needed, so until then its size is a guess.
 */
export class LineBuffer<Item extends Kept> {
  #items: Item[] = [];
  #bytes = 0;
  #displaced = 0;
  #maxBytes = 0;

  add(item: Item, maxBytes: number): void {
    this.#maxBytes = maxBytes;
    if (item.leastBytes > maxBytes) {
      this.#displaced += 1;
      return;
    }
    this.#items.push(item);
    this.#bytes += item.leastBytes;
    let oldest = 0;
    while (this.#bytes > maxBytes) this.#bytes -= this.#items[oldest++]?.leastBytes ?? 0;
    if (oldest === 0) return;
    this.#items = this.#items.slice(oldest);
    this.#displaced += oldest;
  }

  /** All lines, oldest first, and how many had no room; the buffer is empty afterwards. */
  take<Line extends WrittenOut>(
    writeOut: (item: Item) => Line,
  ): { readonly lines: readonly Line[]; readonly displaced: number } {
    const items = this.#items;
    let displaced = this.#displaced;
    this.#items = [];
    this.#bytes = 0;
    this.#displaced = 0;
    const lines: Line[] = [];
    let left = this.#maxBytes;
    for (let at = items.length - 1; at >= 0; at -= 1) {
      const line = writeOut(items[at] as Item);
      const bytes = Buffer.byteLength(line.line);
      if (bytes > left) {
        displaced += 1;
        // One that is too long by itself takes no other's place.
        if (bytes <= this.#maxBytes) left = 0;
        continue;
      }
      left -= bytes;
      lines.push(line);
    }
    return { lines: lines.reverse(), displaced };
  }
}
