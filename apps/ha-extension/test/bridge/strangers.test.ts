import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { intent } from '../skill/support/requests.ts';
import { CONFIGURED_TOKEN, directive, OWN_TOKEN, reply, turnOn } from './support/messages.ts';
import { createParts, createTurn, response } from './support/parts.ts';

const VARIABLES = { HOME_ASSISTANT_URL: 'https://home.example.com', HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };
const MINUTE_MS = 60_000;

function start() {
  let status = 401;
  const parts = createParts(() => response(status === 200 ? reply({}) : '', status), VARIABLES);
  const extension = createExtension(parts);
  const ask = async (event: unknown, trusted: boolean) => {
    const turn = createTurn({ trusted });
    const before = parts.requests.length;
    const answer = (await extension.smartHome(event, turn)) as { event: { payload: { type?: string } } };
    return { type: answer.event.payload.type, asked: parts.requests.length - before, causes: turn.causes, answer };
  };
  return {
    ...parts,
    extension,
    ask,
    stranger: (event: unknown = turnOn) => ask(event, false),
    answers(next: number) {
      status = next;
    },
  };
}

describe('A sender for whom nobody vouches', () => {
  test('is refused for ten minutes, without asking the home, after three refused tokens in a row', async () => {
    const { stranger, advance, output } = start();
    for (let count = 0; count < 3; count += 1) {
      expect(await stranger()).toMatchObject({ type: 'INVALID_AUTHORIZATION_CREDENTIAL', asked: 1 });
    }
    const refused = await stranger();
    expect(refused).toMatchObject({ type: 'RATE_LIMIT_EXCEEDED', asked: 0 });
    expect(JSON.stringify(refused.answer)).toContain('refused for ten minutes');
    expect(output()).toContain('strangers-refused: ');
    await advance(10 * MINUTE_MS - 1);
    expect((await stranger()).asked).toBe(0);
    await advance(1);
    expect((await stranger()).asked).toBe(1);
  });

  test('is refused a sentence just so', async () => {
    const { stranger, extension, requests } = start();
    for (let count = 0; count < 3; count += 1) await stranger();
    const turn = createTurn({ trusted: false });
    await extension.skill(intent('AssistIntent', { slots: { query: 'turn on the light' } }), turn);
    expect([requests.length, turn.causes]).toEqual([3, []]);
  });

  test('does not keep Alexa from being answered', async () => {
    const { stranger, ask, answers } = start();
    for (let count = 0; count < 4; count += 1) await stranger();
    answers(200);
    expect(await ask(turnOn, true)).toMatchObject({ asked: 1, type: undefined });
    expect((await stranger()).asked).toBe(0);
  });

  test('is asked for again after a token that was taken, and after refusals long ago', async () => {
    const { stranger, answers, advance } = start();
    await stranger();
    await stranger();
    answers(200);
    expect((await stranger()).type).toBeUndefined();
    answers(401);
    await stranger();
    await stranger();
    await advance(10 * MINUTE_MS);
    await stranger();
    expect((await stranger()).asked).toBe(1);
  });

  test('is not counted when Alexa brings a token that is refused, nor for other answers', async () => {
    const { stranger, ask, answers } = start();
    for (let count = 0; count < 5; count += 1) await ask(turnOn, true);
    answers(500);
    for (let count = 0; count < 5; count += 1) expect((await stranger()).asked).toBe(1);
  });
});

describe('The fault of a sender for whom nobody vouches', () => {
  test.each([
    ['no directive', {}, 'invalid-directive'],
    ['no token', directive('Alexa', 'ReportState', {}, null), 'no-token'],
    ['a refused token', turnOn, 'unauthorized'],
  ])('is logged but is no failure of the function: %s', async (_, event, kind) => {
    const { stranger, output } = start();
    expect((await stranger(event)).causes).toEqual([]);
    expect(output()).toContain(`A message over HTTP was refused: ${kind}`);
    expect(output()).not.toContain(OWN_TOKEN);
  });

  test('is a failure when Alexa sent it, and so is a home that is down for anyone', async () => {
    const { ask, stranger, answers } = start();
    expect((await ask({}, true)).causes).toHaveLength(1);
    answers(503);
    expect((await stranger()).causes).toEqual([expect.stringMatching(/^unavailable/)]);
  });
});
