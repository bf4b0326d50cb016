/** What V8 takes for a thing of each kind, measured on Node 24 (x86-64) and rounded up. */
const STRING = 24;
const OBJECT = 64;
const ARRAY = 48;
const COLLECTION = 192;
const COLLECTION_SLOT = 40;
const BUFFER = 216;
const DATE = 104;
const ERROR = 520;
const FUNCTION = 104;
const SLOT = 8;
/** Records of one shape share the names of their members; an object with more members is a table with its own. */
const RECORD_MEMBERS = 32;
const TABLE_SLOT = 88;

/**
 * Estimates the memory that a value keeps alive, in bytes: two for each character of a text, whole buffers behind
 * views, shared parts once. It stops as soon as `limitBytes` is exceeded, so a huge value costs no more than one at
 * the limit. It runs no code of the value but getters, and follows cycles once.
 */
export function estimateBytes(value: unknown, limitBytes: number = Number.POSITIVE_INFINITY): number {
  if (typeof value !== 'object' || value === null) return primitiveBytes(value);
  const walk: Walk = { pending: [value], seen: new Set([value]), bytes: 0 };
  for (let next = walk.pending.pop(); next !== undefined && walk.bytes <= limitBytes; next = walk.pending.pop()) {
    addObject(walk, next, limitBytes);
  }
  return walk.bytes;
}

interface Walk {
  /** A list instead of recursion, so that no depth overflows the stack. */
  readonly pending: object[];
  readonly seen: Set<object>;
  bytes: number;
}

function primitiveBytes(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return STRING + 2 * value.length;
    case 'number':
      // Small integers lie in the slot itself.
      return (value | 0) === value ? 0 : 16;
    case 'bigint':
      return 24 + value.toString(16).length / 2;
    case 'function':
      return FUNCTION;
    default:
      return 0;
  }
}

function addChild(walk: Walk, child: unknown): void {
  if (typeof child !== 'object' || child === null) {
    walk.bytes += primitiveBytes(child);
  } else if (!walk.seen.has(child)) {
    walk.seen.add(child);
    walk.pending.push(child);
  }
}

function addObject(walk: Walk, value: object, limitBytes: number): void {
  if (Array.isArray(value)) {
    walk.bytes += ARRAY + SLOT * value.length;
    if (walk.bytes > limitBytes) return;
    for (const child of value) addChild(walk, child);
  } else if (ArrayBuffer.isView(value)) {
    walk.bytes += BUFFER;
    // A small Buffer is a window on Node's shared pool, which it does not keep alive alone.
    if (value.buffer.byteLength === Buffer.poolSize) walk.bytes += value.byteLength;
    else addChild(walk, value.buffer);
  } else if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    walk.bytes += value.byteLength;
  } else if (value instanceof Map || value instanceof Set) {
    walk.bytes += COLLECTION + COLLECTION_SLOT * value.size;
    for (const [key, child] of value.entries()) {
      addChild(walk, key);
      // A set answers each member twice.
      if (child !== key) addChild(walk, child);
      if (walk.bytes > limitBytes) return;
    }
  } else {
    addMembers(walk, value, limitBytes);
  }
}

function addMembers(walk: Walk, value: object, limitBytes: number): void {
  if (value instanceof Date) walk.bytes += DATE;
  else if (value instanceof Error) walk.bytes += ERROR + 2 * String(value.message).length;
  else walk.bytes += OBJECT;
  const names = Object.keys(value);
  const slot = names.length > RECORD_MEMBERS ? TABLE_SLOT : SLOT;
  for (const name of names) {
    walk.bytes += slot + name.length;
    if (walk.bytes > limitBytes) return;
    try {
      addChild(walk, (value as Record<string, unknown>)[name]);
    } catch {
      // A getter that throws holds nothing that could be measured.
    }
  }
}
