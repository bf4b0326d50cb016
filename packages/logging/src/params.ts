import type { GetEntriesParams, LogLevel, RecordRequestParams, WriteDocumentParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { parseLevel } from './level.ts';

/** The level that a caller named. Throws `LOGGING_UNKNOWN_LEVEL`. */
export function checkLevel(level: unknown): LogLevel {
  const known = parseLevel(level);
  if (known !== undefined) return known;
  throw new GatewayError('LOGGING_UNKNOWN_LEVEL', 'The level is one of debug, info, warning, error and critical.');
}

/** Parameters of `recordRequest`. Throws `KERNEL_INVALID_PARAMS`. */
export function checkRequest(params: RecordRequestParams): RecordRequestParams {
  const { request, outcome, cause, durationMs } = params;
  const areTexts = typeof request === 'string' && typeof outcome === 'string';
  if (areTexts && (cause === undefined || typeof cause === 'string') && Number.isFinite(durationMs)) return params;
  const message =
    'recordRequest takes { request, outcome, durationMs } and perhaps { cause }: texts, and a number of milliseconds.';
  throw new GatewayError('KERNEL_INVALID_PARAMS', message);
}

/** Parameters of `writeDocument`. Throws `KERNEL_INVALID_PARAMS`. */
export function checkDocument({ document, head = '' }: WriteDocumentParams): Required<WriteDocumentParams> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'writeDocument takes { document }, an object.');
  }
  // Anything but one line would end in the log as something else than what it is.
  const isOneLine = typeof head === 'string' && !head.includes('\n') && !head.includes('\r');
  if (isOneLine && (head === '' || head.startsWith('"'))) return { document, head };
  throw new GatewayError('KERNEL_INVALID_PARAMS', 'head is the JSON text of members, in one line and without braces.');
}

/** Parameters of `getEntries`, its level by its proper name. Throws `KERNEL_INVALID_PARAMS` and `LOGGING_UNKNOWN_LEVEL`. */
export function checkEntriesParams(params: GetEntriesParams = {}): GetEntriesParams {
  const { level, correlationId, search, gateway, sinceMs, untilMs, limit } = params ?? {};
  const areTexts = [correlationId, search, gateway].every((value) => value === undefined || typeof value === 'string');
  const areTimes = [sinceMs, untilMs].every((value) => value === undefined || Number.isFinite(value));
  if (!areTexts || !areTimes || !(limit === undefined || (Number.isSafeInteger(limit) && limit >= 0))) {
    const message =
      'Entries are chosen by correlationId, search and gateway (texts), sinceMs and untilMs (epoch milliseconds) and limit (a whole number from 0).';
    throw new GatewayError('KERNEL_INVALID_PARAMS', message);
  }
  const known = level === undefined ? undefined : checkLevel(level);
  return { level: known, correlationId, search, gateway, sinceMs, untilMs, limit };
}
