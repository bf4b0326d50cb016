/** Deep enough for any real chain; a longer one is a cycle or an attack. */
const MAX_CAUSES = 10;

/** Longest frame that is told; a longer one is a path that got out of hand. */
const MAX_FRAME_LENGTH = 300;

/** What a line says of an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string | undefined;
  readonly message: string;
  /** One text per cause, outermost first; the errors of an `AggregateError` count as causes. */
  readonly causes: readonly string[];
  /** Where it was thrown, innermost first: only of errors that nobody gave a code, as a code names the place. */
  readonly stack?: readonly string[] | undefined;
}

/** Describes whatever was thrown. It never throws itself, not even for an error whose getters do. */
export function describeError(error: unknown, maxFrames = 0): ErrorDescription {
  if (!isObject(error)) return { name: typeof error, message: textOf(error), causes: [] };
  const code = codeOf(error);
  const frames = maxFrames === 0 ? [] : framesOf(error, maxFrames);
  return {
    name: textOf(read(error, 'name') ?? 'Error'),
    ...(code === undefined ? {} : { code }),
    message: textOf(read(error, 'message') ?? ''),
    causes: causesOf(error),
    ...(frames.length === 0 ? {} : { stack: frames }),
  };
}

function framesOf(error: object, maxFrames: number): readonly string[] {
  let unexpected: unknown = error;
  // The kernel gives this code to what had none, and keeps it as the cause.
  for (let depth = 0; depth < MAX_CAUSES && isObject(unexpected); depth += 1) {
    if (codeOf(unexpected) !== 'KERNEL_UNEXPECTED') break;
    unexpected = read(unexpected, 'cause');
  }
  if (!isObject(unexpected) || codeOf(unexpected) !== undefined) return [];
  const stack = read(unexpected, 'stack');
  if (typeof stack !== 'string') return [];
  // A message may have lines that look like frames.
  const message = textOf(read(unexpected, 'message') ?? '');
  const behind = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const frames = behind.split('\n').filter((line) => line.startsWith('    at '));
  return frames.slice(0, maxFrames).map((line) => line.slice('    at '.length, MAX_FRAME_LENGTH));
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
