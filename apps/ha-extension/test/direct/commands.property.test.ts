import type { HttpWebSocket } from '@hearthgate/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HomeFailure } from '../../src/bridge/failure.ts';
import { sayCommands } from '../../src/direct/registry/commands.ts';

/** A websocket that brings these messages, whatever is sent. */
function bringing(messages: readonly (string | Uint8Array)[]) {
  const sent: string[] = [];
  let isOpen = true;
  async function* read() {
    try {
      yield* messages;
    } finally {
      isOpen = false;
    }
  }
  const socket: HttpWebSocket = { send: (text) => void sent.push(String(text)), messages: read(), async close() {} };
  return { socket, sent, isOpen: () => isOpen };
}

const reply = fc.oneof(
  fc.record({ type: fc.constantFrom('auth_required', 'auth_ok', 'auth_invalid', 'event', 'pong') }),
  fc.record({
    id: fc.integer({ min: 0, max: 4 }),
    type: fc.constant('result'),
    success: fc.boolean(),
    result: fc.jsonValue(),
  }),
  fc.jsonValue(),
);
const message = fc.oneof(
  { weight: 8, arbitrary: reply.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.uint8Array() },
);

test('Whatever comes over the websocket, there are as many results as commands or a failure of the home, and it is closed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (messages) => {
      const { socket, sent, isOpen } = bringing(messages);
      const outcome = await sayCommands(['one', 'two'])(socket, 'token-of-the-person').catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(HomeFailure);
        expect(outcome.message).not.toContain('token-of-the-person');
      } else expect(outcome).toHaveLength(2);
      expect(isOpen()).toBe(false);
      // The token is told to who asks for it, and nowhere else.
      const told = sent.filter((text) => text.includes('token-of-the-person'));
      expect(told.every((text) => JSON.parse(text).type === 'auth')).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
