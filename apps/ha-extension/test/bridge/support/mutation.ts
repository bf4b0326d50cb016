import fc from 'fast-check';

type Path = readonly (string | number)[];

/** Values that messages get wrong. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    'x',
    'light.hallway',
    'größer',
    'a'.repeat(5_000),
    '2026-11-23T12:00:00+00:00',
    '2026-11-23T12:00:00.123456Z',
    '2026-02-30T12:00:00Z',
    'Alexa.PlaybackStateReporter',
    'OTHER',
    'CUSTOM',
    0,
    -1,
    7.5,
    1e300,
    true,
    [],
    {},
    [null],
    ['x', 'x'],
  ),
  fc.jsonValue(),
);

/** One thing wrong at one place; the place is chosen by a number, as how many there are is not known before. */
interface Fault {
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat' | 'append';
  readonly place: number;
  readonly value: unknown;
  readonly name: string;
}

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom('replace', 'remove', 'add', 'repeat', 'append'),
  place: fc.nat(),
  value: odd,
  name: fc.oneof(fc.constantFrom('more', 'scope', 'context', 'instance', '__proto__', 'message'), fc.string()),
});

/** A message of `messages` with one to four things wrong in it. */
export function mutated<Message extends { readonly answer: unknown }>(
  messages: readonly Message[],
): fc.Arbitrary<Message> {
  return fc
    .tuple(fc.constantFrom(...messages), fc.array(fault, { minLength: 1, maxLength: 4 }))
    .map(([message, faults]) => ({ ...message, answer: faults.reduce<unknown>(withFault, message.answer) }));
}

function withFault(root: unknown, { kind, place, value, name }: Fault): unknown {
  const copy = structuredClone(root);
  const places = [...pathsOf(copy)];
  const path = places[place % places.length];
  const last = path?.at(-1);
  if (path === undefined || last === undefined) return value;
  const parent = path.slice(0, -1).reduce((at: unknown, key) => (at as Record<string, unknown>)[key], copy);
  const holder = parent as Record<string | number, unknown>;
  const own = holder[last];
  if (kind === 'remove' && !Array.isArray(parent)) delete holder[last];
  else if (kind === 'append' && typeof own === 'string') holder[last] = `${own}${String(value).slice(0, 300)}`;
  else if (kind === 'repeat' && Array.isArray(own)) own.push(...structuredClone(own));
  else if (kind === 'add' && Array.isArray(own)) own.push(value);
  else if (kind === 'add' && typeof own === 'object' && own !== null) {
    Object.defineProperty(own, name, { value, enumerable: true, configurable: true, writable: true });
  } else holder[last] = value;
  return copy;
}

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) yield* pathsOf((value as Record<string | number, unknown>)[key], [...path, key]);
}
