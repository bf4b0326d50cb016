import { describe, expect, it } from 'vitest';
import { runFuzz } from './fuzz.ts';
import { growth, MAX_GROWTH_BYTES } from './memory.ts';
import { CONFIGURED_TOKEN, OWN_TOKEN } from './secrets.ts';
import { shareProblems } from './shares.ts';
import type { Wrap } from './worlds.ts';

/** Every so many calls of an environment. */
const RARELY = 20;

/** The function with something that happens now and then after it has answered. */
function now(and: (answer: unknown, write: (line: string) => void) => unknown): Wrap {
  return (handler, write) => {
    let calls = 0;
    return async (event, context) => {
      calls += 1;
      const answer = await handler(event, context);
      return calls % RARELY === 0 ? and(answer, write) : answer;
    };
  };
}

type Message = { event?: { header: object } } & object;
const defects: readonly (readonly [defect: string, wrap: Wrap, found: RegExp])[] = [
  [
    'a header without a messageId',
    now((answer) => {
      const { event } = answer as Message;
      return event === undefined
        ? answer
        : { ...(answer as Message), event: { ...event, header: { ...event.header, messageId: '' } } };
    }),
    /no messageId/,
  ],
  ['an answer that is nothing', now(() => undefined), /payloadVersion|envelope|no object|no HTTP answer/],
  ['an exception', now(() => Promise.reject(new Error('planted'))), /threw Error: planted/],
  ['no answer at all', now(() => new Promise(() => {})), /never an answer/],
  [
    'the configured token in an answer',
    now((answer) => ({ ...(answer as object), note: CONFIGURED_TOKEN })),
    /is in the answer/,
  ],
  [
    "the directive's token in a line",
    now((answer, write) => {
      write(JSON.stringify({ message: `asked with ${OWN_TOKEN}` }));
      return answer;
    }),
    /is in a line/,
  ],
  [
    'a line that is no JSON',
    now((answer, write) => {
      write('debug: here');
      return answer;
    }),
    /no JSON/,
  ],
];

describe('The fuzz finds', () => {
  it.each(defects)('%s', async (_defect, wrap, found) => {
    const { failure } = await runFuzz({ cases: 2_000, seed: 7, wrap });
    expect(failure).toMatch(found);
  });

  it('a function that keeps something of every message', async () => {
    const kept: unknown[] = [];
    const wrap: Wrap = (handler) => (event, context) => {
      kept.push(Array.from({ length: 4_000 }, () => ({})));
      return handler(event, context);
    };
    const { failure, heaps } = await runFuzz({ cases: 1_200, every: 100, seed: 7, wrap });
    expect(failure).toBeUndefined();
    expect(kept.length).toBe(1_200);
    expect(growth(heaps)).toBeGreaterThan(MAX_GROWTH_BYTES);
  }, 60_000);

  it('that nearly all messages end in one kind of answer', () => {
    expect(
      shareProblems(
        new Map([
          ['Alexa Response', 999],
          ['HTTP 400', 1],
        ]),
      ),
    ).toContainEqual('"Alexa Response": 999 of 1000 are too many of one kind');
  });
});
