import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { systemClock } from '@hearthgate/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFunction, type HearthgateFunction } from '../../src/function.ts';
import { createRequestReader } from '../soak/request-reader.ts';
import { settingName } from '../support/setting-name.ts';
import { type Corpus, recordCorpus } from './home/corpus.ts';
import { fittingAnswer } from './home/fitting-answer.ts';
import { partsOf, type RawReply, rawReply } from './home/raw-reply.ts';
import { directiveEvent } from './messages/directives.ts';
import { skillEvent } from './messages/skill-requests.ts';
import { CONFIGURED_TOKEN } from './secrets.ts';
import { judge } from './verdict.ts';

/** The home has a tenth of a second of these. */
const REMAINING_MS = 600;
/** Between two cases the breaker has to close. */
const BETWEEN_MS = 11_000;

let corpus: Corpus;
let reply: RawReply;
let lines: string[] = [];
let passedMs = 0;
let subjects: readonly HearthgateFunction[];
const sockets = new Set<Socket>();
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
  socket.on(
    'data',
    createRequestReader((request) => {
      for (const part of partsOf(reply, fittingAnswer(corpus, 0, request))) if (!socket.destroyed) socket.write(part);
      if (reply.ending === 'end') socket.end();
      else if (reply.ending === 'reset') socket.resetAndDestroy();
    }),
  );
});

beforeAll(async () => {
  corpus = await recordCorpus();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const variables = variablesFor({ url: `http://127.0.0.1:${port}`, token: CONFIGURED_TOKEN });
  // Real time, which jumps between the cases.
  const clock = {
    now: () => systemClock.now() + passedMs,
    elapsed: () => systemClock.elapsed() + passedMs,
    after: systemClock.after,
  };
  const destination = { write: (line: string) => void lines.push(line) };
  subjects = [{}, { [settingName('MODE')]: 'direct' }].map((mode) =>
    createFunction({ clock, destination, variables: { ...variables, ...mode } }),
  );
});

afterAll(async () => {
  await Promise.all(subjects.map((subject) => subject.stop()));
  for (const socket of sockets) socket.destroy();
  server.close();
});

it('Whatever bytes a home sends, each message is answered validly and without a secret, and connections are let go', async () => {
  const kinds = new Map<string, number>();
  const event = fc.oneof({ weight: 2, arbitrary: directiveEvent }, { weight: 1, arbitrary: skillEvent });
  await fc.assert(
    fc.asyncProperty(event, rawReply, fc.nat({ max: 1 }), async (sent, planned, mode) => {
      reply = planned;
      lines = [];
      passedMs += BETWEEN_MS;
      const endsAt = systemClock.now() + REMAINING_MS;
      const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => Math.max(0, endsAt - systemClock.now()) };
      const answer = await subjects[mode]?.handler(structuredClone(sent), context);
      const given = {
        world: mode,
        event: sent,
        door: 'trigger',
        replies: [],
        remainingMs: REMAINING_MS,
        afterMs: 0,
      } as const;
      const { kind, problems } = judge({ given, answer, lines, authorizations: [], tookMs: 0 });
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      expect(problems).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(kinds.size).toBeGreaterThan(10);
  for (const kind of [
    'Alexa Response',
    'Alexa ErrorResponse BRIDGE_UNREACHABLE',
    'Alexa ErrorResponse INTERNAL_ERROR',
  ]) {
    expect([kind, kinds.get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((count: number) => count >= 5)]);
  }
  expect(sockets.size).toBeLessThan(20);
}, 120_000);
