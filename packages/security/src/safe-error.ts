import type { SafeError } from '@hearthgate/contracts';

const MAX_CAUSES = 10;

/** Longer messages are cut: what follows is usually a page of HTML. */
const MAX_MESSAGE_LENGTH = 2_000;

/** A plain copy of a value without secrets. */
export type Redaction = (value: unknown) => unknown;

/**
 * What may be told of an error, or of whatever else was thrown: no stack and no secret. Its causes follow outermost
 * first, those of an `AggregateError` after its own message. Never throws.
 */
export function describeError(error: unknown, redaction: Redaction): SafeError {
  const code = read(error, 'code');
  const name = read(error, 'name');
  return {
    name: isError(error) && typeof name === 'string' ? textOf(name, redaction) : 'NonError',
    message: messageOf(error, redaction),
    ...(typeof code === 'string' && code !== '' ? { code: textOf(code, redaction) } : {}),
    causes: causesOf(error).map((cause) => messageOf(cause, redaction)),
  };
}

function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  const seen = new Set<unknown>([error]);
  const add = (cause: unknown) => {
    if (cause === undefined || cause === null || seen.has(cause) || causes.length >= MAX_CAUSES) return;
    seen.add(cause);
    causes.push(cause);
    follow(cause);
  };
  const follow = (from: unknown) => {
    const errors = read(from, 'errors');
    if (Array.isArray(errors)) for (const inner of errors.slice(0, MAX_CAUSES)) add(inner);
    add(read(from, 'cause'));
  };
  follow(error);
  return causes;
}

function messageOf(error: unknown, redaction: Redaction): string {
  const message = read(error, 'message');
  if (typeof message === 'string' && message !== '') return textOf(message, redaction);
  const code = read(error, 'code');
  // Errors of several connection attempts have a code and no message.
  if (typeof code === 'string' && code !== '') return textOf(code, redaction);
  return isError(error) ? 'no message' : textOf(error, redaction);
}

function textOf(value: unknown, redaction: Redaction): string {
  const safe = redaction(value);
  const text = typeof safe === 'object' && safe !== null ? JSON.stringify(safe) : String(safe);
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}...` : text;
}

function isError(value: unknown): boolean {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

function read(value: unknown, key: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  } catch {
    return undefined;
  }
}
