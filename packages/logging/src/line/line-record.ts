import type { ErrorDescription } from './error-description.ts';

/**
 * Members of a line that only the gateway itself writes. `_aws` is among them because CloudWatch reads metrics from
 * any line that has it at the top, `event` because it marks the line that closes an invocation.
 */
const reservedNames: ReadonlySet<string> = new Set([
  'level',
  'timestamp',
  'message',
  'service',
  'correlation_id',
  'requestId',
  'xray_trace_id',
  'gateway_chain',
  'cold_start',
  'error',
  'data',
  'event',
  'shortened_from_bytes',
  '_aws',
]);

/** Names that are not written as they are: reserved ones, and `err`, as pino has a way of its own with errors. */
export const namesLeftToPino: ReadonlySet<string> = new Set([...reservedNames, 'err']);

/** Whether data of a caller may not use this name at the top of a line. */
export function isReservedName(name: string): boolean {
  return reservedNames.has(name);
}

/** What the gateway itself says in a line, ready to be written. */
export interface LineEnvelope {
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  readonly message: string;
  readonly correlation_id: string;
  readonly requestId?: string | undefined;
  readonly xray_trace_id?: string | undefined;
  readonly gateway_chain: readonly string[];
  readonly cold_start?: boolean | undefined;
}

/**
 * Members of data as they stand at the top of a line, before them those that were bound. Those with a reserved name move
 * into a member `data`, so that they are kept and overwrite nothing; data that is no object moves there whole.
 */
export function placeData(data: unknown, error?: ErrorDescription, bound?: unknown): Record<string, unknown> {
  const placed: Record<string, unknown> = {};
  if (error !== undefined) placed.error = error;
  if (bound !== undefined) placeMembers(bound, placed);
  if (data !== undefined && data !== null) placeMembers(data, placed);
  return placed;
}

/** Whether members stand at the top of a line as they are. */
export function isInPlace(data: unknown): data is Record<string, unknown> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  for (const name of Object.keys(data)) if (reservedNames.has(name)) return false;
  return true;
}

function placeMembers(data: unknown, placed: Record<string, unknown>): void {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    placed.data = data;
    return;
  }
  let displaced: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(data)) {
    if (!reservedNames.has(name)) {
      define(placed, name, value);
      continue;
    }
    displaced ??= {};
    displaced[name] = value;
  }
  if (displaced !== undefined) placed.data = displaced;
}

/** Assigning `__proto__` would set the prototype and lose the member. */
function define(members: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') members[name] = value;
  else Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}
