/** Deep enough for any real chain; a longer one is a cycle or an attack. */
const MAX_CAUSES = 10;

/** What a line says of an error. No stack: it would repeat the message, and the code names the place. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string | undefined;
  readonly message: string;
  /** One text per cause, outermost first; the errors of an `AggregateError` count as causes. */
  readonly causes: readonly string[];
}

/** Describes whatever was thrown. It never throws itself, not even for an error whose getters do. */
export function describeError(error: unknown): ErrorDescription {
  if (!isObject(error)) return { name: typeof error, message: textOf(error), causes: [] };
  const code = codeOf(error);
  return {
    name: textOf(read(error, 'name') ?? 'Error'),
    ...(code === undefined ? {} : { code }),
    message: textOf(read(error, 'message') ?? ''),
    causes: causesOf(error),
  };
}

/** Any value as text; what has no text becomes `[unreadable]`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return String(value);
  } catch {
    return '[unreadable]';
  }
}

function causesOf(error: object): readonly string[] {
  const seen = new Set<unknown>([error]);
  const waiting = innerErrors(error);
  const causes: string[] = [];
  for (let next = waiting.shift(); next !== undefined && causes.length < MAX_CAUSES; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    causes.push(summary(next));
    if (isObject(next)) waiting.push(...innerErrors(next));
  }
  return causes;
}

function innerErrors(error: object): unknown[] {
  const errors = read(error, 'errors');
  const cause = read(error, 'cause');
  return [...(cause === undefined ? [] : [cause]), ...(Array.isArray(errors) ? errors.slice(0, MAX_CAUSES) : [])];
}

/** `ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:8123` */
function summary(error: unknown): string {
  if (!isObject(error)) return textOf(error);
  const label = codeOf(error) ?? textOf(read(error, 'name') ?? 'Error');
  const message = textOf(read(error, 'message') ?? '');
  return message === '' ? label : `${label}: ${message}`;
}

function codeOf(error: object): string | undefined {
  const code = read(error, 'code');
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

function read(error: object, name: string): unknown {
  try {
    return (error as Record<string, unknown>)[name];
  } catch {
    return '[unreadable]';
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
