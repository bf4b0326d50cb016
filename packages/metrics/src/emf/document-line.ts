import { DraftText, DraftWriter } from '@hearthgate/kernel';
import type { EmfDocument } from './emf-document.ts';

/** Writes documents as the lines that CloudWatch reads, each with its line feed. */
export class DocumentLines {
  /** Whether the last line, its head aside, surely has no character beyond ASCII. */
  isAscii = false;
  readonly #drafts = new DraftWriter(new Set());
  readonly #redaction: (value: unknown) => unknown;

  constructor(redaction: (value: unknown) => unknown) {
    this.#redaction = redaction;
  }

  /**
   * The head was judged when it was recorded, so it is only searched for secrets that are known by now.
   *
   * @param secrets those that are known
   */
  lineOf({ head, members }: Pick<EmfDocument, 'head' | 'members'>, secrets: readonly string[]): string {
    this.isAscii = false;
    for (const secret of secrets) if (head.includes(secret)) return this.#redactedAnew(head, members);
    const safe = this.#redaction(this.#drafts.draftOf(members));
    let rest: string;
    if (safe instanceof DraftText) {
      rest = safe.membersJson;
      this.isAscii = safe.isAscii;
    } else {
      rest = membersJson((safe as { readonly data?: unknown } | undefined)?.data);
    }
    return `{${head === '' ? rest.slice(1) : head + rest}}\n`;
  }

  #redactedAnew(head: string, members: EmfDocument['members']): string {
    return `${JSON.stringify(this.#redaction({ ...(JSON.parse(`{${head}}`) as object), ...members }))}\n`;
  }
}

/** `,"room":"hall"` for each member. */
function membersJson(copy: unknown): string {
  const json = typeof copy === 'object' && copy !== null && !Array.isArray(copy) ? JSON.stringify(copy) : '{}';
  return json === '{}' ? '' : `,${json.slice(1, -1)}`;
}
