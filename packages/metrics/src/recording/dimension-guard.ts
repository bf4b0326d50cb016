import { isReservedMember } from '../emf/emf-document.ts';

/** CloudWatch: a metric has at most 30 dimensions. */
export const MAX_DIMENSIONS = 30;

/** Distinct values of one dimension that are taken; each one more multiplies the metrics to pay for. */
export const MAX_DIMENSION_VALUES = 20;

/** Printable ASCII with at least one character that is no space, as CloudWatch asks of dimensions. */
const PRINTABLE = /^(?=.*[!-~])[ -~]+$/;

/** What names one thing among many: UUIDs, ARNs and Amazon's ids, addresses of mail and network, long numbers and hashes. */
const IDENTIFIER =
  /^[\da-f]{8}-[\da-f]{4}-|^(?:arn:|amzn1\.|Root=)|^[^@\s]+@[^@\s]+$|^(?:\d{1,3}\.){3}\d{1,3}$|^\d{6,}$|[\da-f]{16,}/i;

export type Dimensions = Readonly<Record<string, string>>;

/** Dimensions in the order of their names, so that the same ones are the same series; `undefined` when there are none. */
export function readDimensions(dimensions: unknown): Dimensions | 'unfit' | undefined {
  if (dimensions === undefined || dimensions === null) return undefined;
  if (typeof dimensions !== 'object' || Array.isArray(dimensions)) return 'unfit';
  try {
    const entries = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
    if (entries.length === 0) return undefined;
    if (entries.some(([, value]) => typeof value !== 'string')) return 'unfit';
    return Object.freeze(Object.fromEntries(entries)) as Dimensions;
  } catch {
    return 'unfit';
  }
}

/** Whether the format can carry a dimension. */
export function isDimension(name: string, value: unknown): value is string {
  return isDimensionName(name) && isDimensionValue(value);
}

export function isDimensionName(name: string): boolean {
  return PRINTABLE.test(name) && name.length <= 250 && !name.startsWith(':') && !isReservedMember(name);
}

export function isDimensionValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1_024 && PRINTABLE.test(value);
}

/** Keeps what would make a new metric for every user, request or device from becoming a dimension. */
export class DimensionGuard {
  readonly #fixed: Dimensions;
  readonly #values = new Map<string, Set<string>>();

  constructor(fixed: Dimensions) {
    this.#fixed = fixed;
  }

  /** Why dimensions are refused. When they are taken, their values count. */
  refusalOf(dimensions: Dimensions): 'dimensions' | 'identifier' | 'values' | undefined {
    const entries = Object.entries(dimensions);
    const total = entries.length + Object.keys(this.#fixed).length;
    const fits = ([name, value]: [string, string]) => isDimension(name, value) && !Object.hasOwn(this.#fixed, name);
    if (total > MAX_DIMENSIONS || !entries.every(fits)) return 'dimensions';
    if (entries.some(([, value]) => IDENTIFIER.test(value))) return 'identifier';
    if (entries.some(([name, value]) => this.#isOneTooMany(name, value))) return 'values';
    for (const [name, value] of entries) this.#take(name, value);
    return undefined;
  }

  #isOneTooMany(name: string, value: string): boolean {
    const known = this.#values.get(name);
    if (known === undefined) return this.#values.size >= MAX_DIMENSIONS;
    return !known.has(value) && known.size >= MAX_DIMENSION_VALUES;
  }

  #take(name: string, value: string): void {
    const known = this.#values.get(name);
    if (known === undefined) this.#values.set(name, new Set([value]));
    else known.add(value);
  }
}
