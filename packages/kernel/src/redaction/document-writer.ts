import { DraftText, DraftWriter } from './line-draft.ts';
import { type Redactions, redactSafely } from './safe-redaction.ts';
import { toJson } from './to-json.ts';

type Members = Readonly<Record<string, unknown>>;

/** Writes documents, which are objects of many numbers and few texts, as JSON text without secrets. */
export class DocumentWriter {
  /** Whether the members of the last document surely have no character beyond ASCII. Nothing is said of its head. */
  isAscii = false;
  readonly #drafts = new DraftWriter(new Set());

  /**
   * A document in one line, without a line feed.
   *
   * @param head JSON text of the members that stand first, without braces. It was judged when it was made, so it is only
   *   searched for secrets that are known by now
   * @param secrets those that are known
   */
  textOf(head: string, members: Members, secrets: readonly string[], redactions: Redactions): string {
    for (const secret of secrets) {
      if (head.includes(secret))
        return this.#textOf('', { ...(JSON.parse(`{${head}}`) as Members), ...members }, redactions);
    }
    return this.#textOf(head, members, redactions);
  }

  #textOf(head: string, members: Members, redactions: Redactions): string {
    const rest = this.#membersJson(members, redactions);
    return `{${head === '' ? rest.slice(1) : head + rest}}`;
  }

  /** `,"room":"hall"` for each member. */
  #membersJson(members: Members, redactions: Redactions): string {
    const safe = redactSafely(this.#drafts.draftOf(members), redactions);
    this.isAscii = safe instanceof DraftText && safe.isAscii;
    if (safe instanceof DraftText) return safe.membersJson;
    const copy = isMembers(safe.data) ? safe.data : redactions.lastResort(members);
    const json = toJson(copy) ?? toJson(redactions.lastResort(copy)) ?? '{}';
    return json === '{}' ? '' : `,${json.slice(1, -1)}`;
  }
}

function isMembers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
