/** Thrown for a value that cannot be written as text without losing what it is. */
export class NotPortableError extends Error {
  override readonly name = 'NotPortableError';
}

/** Marks what JSON has no word for: `{"$": "date", "v": 0}`. Records that have such a member themselves are marked too. */
const MARK = '$';
/** Deeper values overflow the stack of JSON's own writer. */
const MAX_DEPTH = 1_000;

interface Marked {
  readonly $: string;
  readonly v?: unknown;
}

/**
 * Writes a value as JSON text that `parsePortable` makes the same value of: plain records and lists, texts, numbers,
 * booleans and null, and beside those `undefined`, NaN, infinities, -0, bigint, Date, Map, Set, Buffer and Uint8Array.
 *
 * @throws NotPortableError for functions, symbols, instances of other classes, accessors, cycles and holes in lists: they
 * would come back as something else.
 */
export function stringifyPortable(value: unknown): string {
  return JSON.stringify(toJson(value, new Set()));
}

/** Whether `stringifyPortable` can write a value. */
export function isPortable(value: unknown): boolean {
  try {
    stringifyPortable(value);
    return true;
  } catch {
    return false;
  }
}

/** The value of a text that `stringifyPortable` wrote. Throws on any other. */
export function parsePortable(text: string): unknown {
  // Most texts have no mark, and then they are what JSON makes of them.
  return text.includes(`"${MARK}"`) ? fromJson(JSON.parse(text)) : JSON.parse(text);
}

function toJson(value: unknown, path: Set<object>): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { $: 'bigint', v: String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'object':
      return value === null ? null : objectToJson(value, path);
    default:
      throw new NotPortableError(`A ${typeof value} cannot be written as text.`);
  }
}

function objectToJson(value: object, path: Set<object>): unknown {
  if (path.has(value)) throw new NotPortableError('A value that contains itself cannot be written as text.');
  if (path.size >= MAX_DEPTH)
    throw new NotPortableError(`A value of more than ${MAX_DEPTH} levels is kept in memory only.`);
  path.add(value);
  const json = membersToJson(value, path);
  path.delete(value);
  return json;
}

function membersToJson(value: object, path: Set<object>): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) && prototype === Array.prototype) {
    if (Object.keys(value).length !== value.length)
      throw new NotPortableError('A list with holes is kept in memory only.');
    return value.map((item) => toJson(item, path));
  }
  if (prototype === Object.prototype || prototype === null) return recordToJson(value, prototype, path);
  if (Object.keys(value).length > 0 && !ArrayBuffer.isView(value)) throw foreign(value);
  if (prototype === Date.prototype) return { $: 'date', v: toJson((value as Date).getTime(), path) };
  if (prototype === Map.prototype) {
    return {
      $: 'map',
      v: [...(value as Map<unknown, unknown>)].map(([key, item]) => [toJson(key, path), toJson(item, path)]),
    };
  }
  if (prototype === Set.prototype)
    return { $: 'set', v: [...(value as Set<unknown>)].map((item) => toJson(item, path)) };
  if (prototype === Buffer.prototype) return { $: 'buffer', v: (value as Buffer).toString('base64') };
  if (prototype === Uint8Array.prototype) {
    const { buffer, byteOffset, byteLength } = value as Uint8Array;
    return { $: 'bytes', v: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
  }
  throw foreign(value);
}

function recordToJson(value: object, prototype: unknown, path: Set<object>): unknown {
  const json: Record<string, unknown> = Object.create(null);
  if (Object.getOwnPropertySymbols(value).length > 0) throw foreign(value);
  for (const [name, { get, set, enumerable, value: member }] of Object.entries(
    Object.getOwnPropertyDescriptors(value),
  )) {
    if (get !== undefined || set !== undefined || enumerable !== true) {
      throw new NotPortableError('A value with accessors or hidden members is kept in memory only.');
    }
    json[name] = toJson(member, path);
  }
  if (prototype === null) return { $: 'bare', v: json };
  return Object.hasOwn(value, MARK) ? { $: 'record', v: json } : json;
}

function foreign(value: object): NotPortableError {
  const name = (value.constructor as { name?: string } | undefined)?.name ?? 'class';
  return new NotPortableError(
    `An instance of ${name} would come back as something else, so it is kept in memory only.`,
  );
}

function fromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (Object.hasOwn(json, MARK)) return fromMarked(json as Marked);
  return record(json, {});
}

function fromMarked({ $: kind, v }: Marked): unknown {
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(v);
    case 'bigint':
      return BigInt(v as string);
    case 'date':
      return new Date(fromJson(v) as number);
    case 'map':
      return new Map((v as [unknown, unknown][]).map(([key, item]) => [fromJson(key), fromJson(item)]));
    case 'set':
      return new Set((v as unknown[]).map(fromJson));
    case 'buffer':
      return Buffer.from(v as string, 'base64');
    case 'bytes':
      return new Uint8Array(Buffer.from(v as string, 'base64'));
    case 'record':
      return record(v as object, {});
    case 'bare':
      return record(v as object, Object.create(null));
    default:
      throw new SyntaxError('The text was not written by this cache.');
  }
}

function record(json: object, into: object): object {
  for (const [name, member] of Object.entries(json)) {
    // Defined, because assigning `__proto__` would change what the record is.
    const value = fromJson(member);
    Object.defineProperty(into, name, { value, configurable: true, enumerable: true, writable: true });
  }
  return into;
}
