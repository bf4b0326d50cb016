const NAME = /^[\w.#:\-=;?@& ]{1,200}$/;

/** What was taken from an answer, for one line of the log. */
export interface Notes {
  /** `where` is a name that the home gave; one that is no name is not repeated. */
  add(what: string, where?: unknown): void;
  /** Everything noted; undefined when nothing was. */
  text(): string | undefined;
}

/** @param maxNames how many names stand behind one remark */
export function createNotes(maxNames: number = 5): Notes {
  return new NotesByRemark(maxNames);
}

/** A class, as each answer makes one and few note anything. */
class NotesByRemark implements Notes {
  readonly #maxNames: number;
  #byRemark: Map<string, string[]> | undefined;

  constructor(maxNames: number) {
    this.#maxNames = maxNames;
  }

  add(what: string, where?: unknown): void {
    this.#byRemark ??= new Map();
    const names = this.#byRemark.get(what) ?? [];
    this.#byRemark.set(what, names);
    if (where !== undefined) names.push(nameOf(where));
  }

  text(): string | undefined {
    if (this.#byRemark === undefined) return undefined;
    const maxNames = this.#maxNames;
    const remarks = [...this.#byRemark].map(([what, names]) => {
      const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : '';
      return names.length === 0 ? what : `${what}: ${names.slice(0, maxNames).join(', ')}${more}`;
    });
    return remarks.join('; ');
  }
}

/** A name as the home gave it, or that it is none. */
export function nameOf(value: unknown): string {
  return typeof value === 'string' && NAME.test(value) ? value : '(unnamed)';
}
