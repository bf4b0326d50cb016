/** How many names stand behind one remark. */
const MAX_NAMES = 5;
const NAME = /^[\w.#:\-=;?@& ]{1,80}$/;

/** What was taken from an answer, for one line of the log. */
export interface Notes {
  /** `where` is a name that the home gave; one that is no name is not repeated. */
  add(what: string, where?: unknown): void;
  /** Everything noted; undefined when nothing was. */
  text(): string | undefined;
}

export function createNotes(): Notes {
  const byRemark = new Map<string, string[]>();
  return {
    add(what, where) {
      const names = byRemark.get(what) ?? [];
      byRemark.set(what, names);
      if (where !== undefined) names.push(nameOf(where));
    },
    text() {
      const remarks = [...byRemark].map(([what, names]) => {
        const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
        return names.length === 0 ? what : `${what}: ${names.slice(0, MAX_NAMES).join(', ')}${more}`;
      });
      return remarks.length === 0 ? undefined : remarks.join('; ');
    },
  };
}

/** A name as the home gave it, or that it is none. */
export function nameOf(value: unknown): string {
  return typeof value === 'string' && NAME.test(value) ? value : '(unnamed)';
}
