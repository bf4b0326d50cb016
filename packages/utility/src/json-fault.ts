/** Where a text stops being JSON. */
export interface JsonFault {
  /** Index of the first character that is wrong; the length of the text when it ends too early. */
  readonly position: number;
  /** What should have been there, for people. */
  readonly expected: string;
}

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Finds the fault of a text that `JSON.parse` refused. Runs only then, so it is short rather than fast. */
export function findJsonFault(text: string): JsonFault {
  return new FaultFinder(text).find();
}

/** What comes next: each name is a state of the walk over values, members and what separates them. */
type Next = 'value' | 'first item' | 'first name' | 'name' | 'after value' | 'end';

class FaultFinder {
  readonly #text: string;
  /** `}` and `]` that are still to come, innermost last. */
  readonly #open: ('}' | ']')[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(): JsonFault {
    let next: Next = 'value';
    for (;;) {
      this.#skip(BLANKS);
      const step = this.#step(next);
      if (typeof step === 'object') return step;
      next = step;
    }
  }

  #step(next: Next): Next | JsonFault {
    switch (next) {
      case 'first item':
        return this.#take(']') ? this.#close() : this.#value('a value or ]');
      case 'value':
        return this.#value('a value');
      case 'first name':
        return this.#take('}') ? this.#close() : this.#name('a name in double quotes or }');
      case 'name':
        return this.#name('a name in double quotes');
      case 'after value':
        return this.#afterValue();
      case 'end':
        return this.#fault('the end of the text');
    }
  }

  #value(expected: string): Next | JsonFault {
    if (this.#take('{')) return this.#enter('}', 'first name');
    if (this.#take('[')) return this.#enter(']', 'first item');
    if (this.#text[this.#at] === '"') return this.#string() ?? 'after value';
    if (this.#skip(LITERAL) || this.#skip(NUMBER)) return 'after value';
    return this.#fault(expected);
  }

  #enter(closing: '}' | ']', next: Next): Next {
    this.#open.push(closing);
    return next;
  }

  #close(): Next {
    this.#open.pop();
    return 'after value';
  }

  #name(expected: string): Next | JsonFault {
    if (this.#text[this.#at] !== '"') return this.#fault(expected);
    const fault = this.#string();
    if (fault !== undefined) return fault;
    this.#skip(BLANKS);
    return this.#take(':') ? 'value' : this.#fault('a colon');
  }

  #afterValue(): Next | JsonFault {
    const closing = this.#open.at(-1);
    if (closing === undefined) return 'end';
    if (this.#take(closing)) return this.#close();
    if (this.#take(',')) return closing === '}' ? 'name' : 'value';
    return this.#fault(`a comma or ${closing}`);
  }

  #string(): JsonFault | undefined {
    this.#at += 1;
    // By hand: a pattern over a text of megabytes would run out of stack.
    while (this.#text.charCodeAt(this.#at) >= 0x20 && !this.#take('"')) {
      if (this.#text[this.#at] !== '\\') this.#at += 1;
      else if (!this.#skip(ESCAPE)) return this.#fault('a valid escape');
    }
    return this.#text[this.#at - 1] === '"' ? undefined : this.#fault('a closing quote');
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** Moves over what the sticky pattern matches here; answers whether that was anything. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const isThere = pattern.test(this.#text) && pattern.lastIndex > this.#at;
    if (isThere) this.#at = pattern.lastIndex;
    return isThere;
  }

  #fault(expected: string): JsonFault {
    return { position: this.#at, expected };
  }
}
