import { type Environment, GatewayError, knownSecrets } from '@hearthgate/kernel';
import { exceeds } from './line/line-size.ts';
import { toJson } from './line/to-json.ts';
import { type Redactions, redactSafely } from './safe-redaction.ts';

/** CloudWatch refuses log events beyond 1 MB, and a document cut short would tell untrue numbers. */
export const MAX_DOCUMENT_BYTES = 1_000_000;

type Members = Readonly<Record<string, unknown>>;

/** A document as one line; `undefined` when it is too long. Throws `KERNEL_INVALID_PARAMS`. */
export function documentLine(
  document: unknown,
  head: unknown,
  redactions: Redactions,
  environment: Environment,
): string | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'writeDocument takes { document }, an object.');
  }
  const first = head === undefined || head === '' ? '' : checkHead(head);
  const hasSecret = first !== '' && knownSecrets(environment).some((secret) => first.includes(secret));
  const members = hasSecret ? { ...(JSON.parse(`{${first}}`) as Members), ...document } : (document as Members);
  const safe = redactSafely(members, redactions);
  const rest = toJson(safe) ?? toJson(redactions.lastResort(safe)) ?? '{}';
  const line = hasSecret || first === '' ? `${rest}\n` : `{${first}${rest === '{}' ? '' : ','}${rest.slice(1)}\n`;
  return exceeds(line, MAX_DOCUMENT_BYTES) ? undefined : line;
}

/** Anything but one line would end in the log as something else than what it is. */
function checkHead(head: unknown): string {
  if (typeof head === 'string' && head.startsWith('"') && !/[\r\n]/.test(head)) return head;
  throw new GatewayError('KERNEL_INVALID_PARAMS', 'head is the JSON text of members, in one line and without braces.');
}
