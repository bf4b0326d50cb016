import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer, MAX_ANSWER_BYTES } from '../src/serving/answer-check.ts';
import type { Incoming } from '../src/serving/incoming.ts';

const plain: Incoming = { kind: 'diagnostics', shape: 'plain', event: {} };

/** What becomes of an answer that is written, as the runtime writes it. */
function canBeSent(answer: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(answer) ?? 'null') <= MAX_ANSWER_BYTES;
  } catch {
    return false;
  }
}

const unusual = fc.constantFrom<unknown>(
  undefined,
  1n,
  Object(1n),
  Object('text'),
  Symbol('s'),
  () => 1,
  Number.NaN,
  new Date(0),
  new Date(Number.NaN),
  new Map([['a', 1n]]),
  { toJSON: () => 1n },
  { toJSON: () => 'x'.repeat(MAX_ANSWER_BYTES) },
  Object.create({ toJSON: () => 1n }),
  Object.defineProperty({}, 'toJSON', { value: () => 1n }),
  Object.create(null, { a: { value: 1n, enumerable: true } }),
  Object.defineProperty({}, 'a', {
    enumerable: true,
    get: () => {
      throw new Error('trapped');
    },
  }),
  new Proxy(
    {},
    {
      ownKeys: () => ['a'],
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1n }),
      get: (_, name) => (name === 'a' ? 1n : undefined),
    },
  ),
  'x'.repeat(MAX_ANSWER_BYTES - 2),
  'x'.repeat(MAX_ANSWER_BYTES - 1),
  '\u0001'.repeat(MAX_ANSWER_BYTES / 6),
  '\u20ac'.repeat(MAX_ANSWER_BYTES / 3),
  new Array(MAX_ANSWER_BYTES),
);

const { answer } = fc.letrec<{ answer: unknown }>((tie) => ({
  answer: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    unusual,
    fc.array(tie('answer'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('answer'), { maxKeys: 3 }),
  ),
}));

describe('the size of an answer', () => {
  it('is refused exactly where the runtime could not send it', () => {
    fc.assert(
      fc.property(answer, (one) => {
        expect('answer' in checkAnswer(plain, one)).toBe(canBeSent(one));
      }),
      { numRuns: 300 },
    );
  });

  it('is looked at in answers that contain themselves, or are as deep as the stack', () => {
    const circle: Record<string, unknown> = {};
    circle.self = { circle };
    expect(checkAnswer(plain, circle)).toHaveProperty('fault');
    let deep: unknown = 1n;
    for (let level = 0; level < 200; level += 1) deep = { deep };
    expect(checkAnswer(plain, deep)).toHaveProperty('fault');
    let fine: unknown = 1;
    for (let level = 0; level < 200; level += 1) fine = [fine];
    expect(checkAnswer(plain, fine)).toHaveProperty('answer');
  });
});
