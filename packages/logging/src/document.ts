import { DraftText, DraftWriter, type Environment, GatewayError, knownSecrets } from '@hearthgate/kernel';
import { exceeds } from './line/line-size.ts';
import { toJson } from './line/to-json.ts';
import { type Redactions, redactSafely } from './safe-redaction.ts';

/** CloudWatch refuses log events beyond 1 MB, and a document cut short would tell untrue numbers. */
export const MAX_DOCUMENT_BYTES = 1_000_000;

type Members = Readonly<Record<string, unknown>>;

/** Writes documents as lines. */
export class DocumentLines {
  readonly #drafts = new DraftWriter(new Set());
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** A document as one line; `undefined` when it is too long. Throws `KERNEL_INVALID_PARAMS`. */
  lineOf(document: unknown, head: unknown, redactions: Redactions): string | undefined {
    if (!isMembers(document)) {
      throw new GatewayError('KERNEL_INVALID_PARAMS', 'writeDocument takes { document }, an object.');
    }
    const first = head === undefined || head === '' ? '' : checkHead(head);
    const hasSecret = first !== '' && knownSecrets(this.#environment).some((secret) => first.includes(secret));
    const members = hasSecret ? { ...(JSON.parse(`{${first}}`) as Members), ...document } : document;
    const rest = this.#membersJson(members, redactions);
    const line = hasSecret || first === '' ? `{${rest.slice(1)}}\n` : `{${first}${rest}}\n`;
    return exceeds(line, MAX_DOCUMENT_BYTES) ? undefined : line;
  }

  /** `,"room":"hall"` for each member. */
  #membersJson(members: Members, redactions: Redactions): string {
    const safe = redactSafely(this.#drafts.draftOf(members), redactions);
    if (safe instanceof DraftText) return safe.membersJson;
    const copy = isMembers(safe.data) ? safe.data : redactions.lastResort(members);
    const json = toJson(copy) ?? toJson(redactions.lastResort(copy)) ?? '{}';
    return json === '{}' ? '' : `,${json.slice(1, -1)}`;
  }
}

/** Anything but one line would end in the log as something else than what it is. */
function checkHead(head: unknown): string {
  if (typeof head === 'string' && head.startsWith('"') && !head.includes('\n') && !head.includes('\r')) return head;
  throw new GatewayError('KERNEL_INVALID_PARAMS', 'head is the JSON text of members, in one line and without braces.');
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
