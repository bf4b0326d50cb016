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
  /** Those that had to go stand before `#first`, until there are as many of them as of the others. */
  #items: (Item | undefined)[] = [];
  #first = 0;
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
    while (this.#bytes > maxBytes) this.#displace();
    if (this.#first * 2 <= this.#items.length) return;
    this.#items = this.#items.slice(this.#first);
    this.#first = 0;
  }

  /** All lines, oldest first, and how many had no room; the buffer is empty afterwards. */
  take<Line extends WrittenOut>(
    writeOut: (item: Item) => Line,
  ): { readonly lines: readonly Line[]; readonly displaced: number } {
    const items = this.#items;
    const first = this.#first;
    let displaced = this.#displaced;
    this.#items = [];
    this.#first = 0;
    this.#bytes = 0;
    this.#displaced = 0;
    const lines: Line[] = [];
    let left = this.#maxBytes;
    for (let at = items.length - 1; at >= first; at -= 1) {
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

  #displace(): void {
    this.#bytes -= this.#items[this.#first]?.leastBytes ?? 0;
    this.#items[this.#first] = undefined;
    this.#first += 1;
    this.#displaced += 1;
  }
}
