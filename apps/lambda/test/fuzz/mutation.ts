import fc from 'fast-check';

type Path = readonly (string | number)[];
type Holder = Record<string | number, unknown>;

/** One thing wrong at one place. The place is a number, as how many there are is not known before. */
export interface Fault {
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat' | 'append' | 'retype' | 'deepen' | 'copy';
  readonly place: number;
  readonly name: string;
  readonly value: unknown;
}

/** Half a pair of surrogates, which no encoding can hold. */
const LONE_SURROGATE = 'a\ud800b';
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'toString',
  'length',
  'then',
  '',
  ' ',
  'message',
  'type',
];

/** Values that nobody expects, sizes as numbers of repetitions lest a million cases fill the memory. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(null, '', ' ', 'x', 0, -1, 7.5, true, [], {}, [null], ['x', 'x'], [[[]]]),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[Number.MAX_SAFE_INTEGER, Number.MIN_VALUE, 1e300, -1e300, -0, 2 ** 31, 2 ** 53],
      ...[
        LONE_SURROGATE,
        '\udc00',
        '\u0000',
        '\u2028',
        '\ufeff',
        '\u202e',
        '🏠🔥',
        'größer',
        '明かりを消して',
        'أطفئ الضوء',
      ],
      ...['NaN', 'undefined', '../../etc/passwd', '%00%ff', '<b>&amp;</b>', '"}', "' or 1=1", '\r\nx-header: 1'],
      ...['2026-02-30T12:00:00Z', '2026-11-23T12:00:00+00:00', 'Alexa', 'Alexa.Discovery', 'ErrorResponse'],
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('größer ', '明かり。'), fc.nat({ max: 3_000 }))
      .map(([text, times]) => text.repeat(times)),
  },
);

export const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom('replace', 'remove', 'add', 'repeat', 'append', 'retype', 'deepen', 'copy'),
  place: fc.nat(),
  name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 8 })),
  value: odd,
});

export const faults: fc.Arbitrary<readonly Fault[]> = fc.array(fault, { minLength: 1, maxLength: 4 });

/** The value with all that wrong in it; what was given stays as it is. */
export function withFaults(root: unknown, given: readonly Fault[]): unknown {
  return given.length === 0 ? root : given.reduce(withFault, structuredClone(root));
}

function withFault(root: unknown, { kind, place, name, ...fault }: Fault): unknown {
  // A drawn value may be drawn again, and be put into itself otherwise.
  const value = typeof fault.value === 'object' ? structuredClone(fault.value) : fault.value;
  const places = [...pathsOf(root)];
  const path = places[place % Math.max(1, places.length)];
  const last = path?.at(-1);
  if (path === undefined || last === undefined) return value;
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Holder)[key], root) as Holder;
  const own = holder[last];
  if (kind === 'remove' && !Array.isArray(holder)) delete holder[last];
  else if (kind === 'append' && typeof own === 'string') holder[last] = `${own}${String(value).slice(0, 300)}`;
  else if (kind === 'repeat' && Array.isArray(own)) holder[last] = repeated(own, place);
  else if (kind === 'retype') holder[last] = retyped(own);
  else if (kind === 'deepen') holder[last] = deepened(own, 1 + (place % 70));
  else if (kind === 'copy') define(holder, name, structuredClone(own));
  else if (kind === 'add' && Array.isArray(own)) own.push(value);
  else if (kind === 'add' && typeof own === 'object' && own !== null) define(own, name, value);
  else holder[last] = value;
  return root;
}

/** As JSON.parse does: also for names that mean something to JavaScript. */
function define(holder: object, name: string, value: unknown): void {
  if (Array.isArray(holder)) holder.push(value);
  else Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function repeated(list: readonly unknown[], place: number): readonly unknown[] {
  const times = list.length > 0 && list.length < 20 && place % 50 === 0 ? 400 / list.length : 2;
  return Array.from({ length: Math.ceil(times) }, () => structuredClone(list)).flat();
}

function retyped(value: unknown): unknown {
  if (typeof value === 'string') return Number(value) || [value];
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

function deepened(value: unknown, levels: number): unknown {
  let deep = value;
  for (let level = 0; level < levels; level += 1) deep = level % 2 === 0 ? [deep] : { payload: deep };
  return deep;
}

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  // Below that there is nothing that anybody reads, and copies of copies would grow without end.
  if (typeof value !== 'object' || value === null || path.length > 12) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) yield* pathsOf((value as Holder)[key], [...path, key]);
}
