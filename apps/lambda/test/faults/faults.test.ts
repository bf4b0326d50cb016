import { gzipSync } from 'node:zlib';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { describe, expect, it } from 'vitest';
import { runLocal } from '../../src/local/local-lambda.ts';
import { hasSharedData, schemaProblems } from '../support/alexa-schema.ts';
import { BUILT_FUNCTION } from '../support/built-function.ts';
import { SECRET_TOKEN, skillRequest, turnOn, turnOnAnswer } from '../support/directives.ts';
import { skillProblems } from '../support/skill-rules.ts';
import {
  type Answer,
  type FaultServer,
  startHttpFault,
  startRefusal,
  startSilentServer,
  startTlsFault,
} from './fault-server.ts';
import { startBlackHole } from './full-backlog.ts';
import { createSelfSigned } from './self-signed.ts';

/** What Lambda gives in these tests. The home gets half a second less, so every case ends within three. */
const REMAINING_MS = 3_000;
const CONFIGURED_TOKEN = 'hg-secret-5d1be4c2a79f4380-configured';

interface FaultCase {
  readonly name: string;
  readonly start: () => Promise<FaultServer>;
  /** The Alexa error, or `Response` where the home's answer is usable after all. */
  readonly answer: string;
  /** What the log line must say. */
  readonly cause?: RegExp;
  /** Whether nothing comes, so that each event takes all the time that there is. */
  readonly isSilent?: true;
}

const html = '<!doctype html><html><head><title>Just a moment...</title></head><body>challenge-platform</body></html>';
const send =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
const echoingToken = `{"message":"refused ${CONFIGURED_TOKEN} and ${SECRET_TOKEN}"}`;

const cases: readonly FaultCase[] = [
  { name: 'connection refused', start: startRefusal, answer: 'BRIDGE_UNREACHABLE', cause: /^connect-refused/ },
  {
    name: 'connect timeout',
    start: startBlackHole,
    answer: 'BRIDGE_UNREACHABLE',
    cause: /^connect-timeout/,
    isSilent: true,
  },
  {
    name: 'stalled headers',
    start: () => startHttpFault(() => {}),
    answer: 'ENDPOINT_UNREACHABLE',
    cause: /^too-slow/,
    isSilent: true,
  },
  {
    name: 'stalled body',
    start: () =>
      startHttpFault((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"event":');
      }),
    answer: 'ENDPOINT_UNREACHABLE',
    cause: /^too-slow/,
    isSilent: true,
  },
  {
    name: 'reset in the middle of the body',
    start: () =>
      startHttpFault((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"event":', () => response.socket?.resetAndDestroy());
      }),
    answer: 'BRIDGE_UNREACHABLE',
    cause: /^connection-lost/,
  },
  {
    name: '401',
    start: () => startHttpFault(send(401, '401: Unauthorized', { 'content-type': 'text/plain' })),
    answer: 'INVALID_AUTHORIZATION_CREDENTIAL',
    cause: /^unauthorized \(status 401\)/,
  },
  {
    name: '403',
    start: () => startHttpFault(send(403, echoingToken)),
    answer: 'INSUFFICIENT_PERMISSIONS',
    cause: /^forbidden \(status 403\)/,
  },
  {
    name: '404',
    start: () => startHttpFault(send(404, '404: Not Found')),
    answer: 'INTERNAL_ERROR',
    cause: /^not-found \(status 404\).*smart_home/,
  },
  {
    name: '500',
    start: () => startHttpFault(send(500, echoingToken)),
    answer: 'INTERNAL_ERROR',
    cause: /^server-error \(status 500\)/,
  },
  {
    name: '503',
    start: () => startHttpFault(send(503, '')),
    answer: 'BRIDGE_UNREACHABLE',
    cause: /^unavailable \(status 503\)/,
  },
  {
    name: 'HTML with status 200',
    start: () => startHttpFault(send(200, html, { 'content-type': 'text/html' })),
    answer: 'INTERNAL_ERROR',
    cause: /^html-answer \(a Cloudflare challenge\)/,
  },
  {
    name: 'empty body',
    start: () => startHttpFault(send(200, '')),
    answer: 'INTERNAL_ERROR',
    cause: /^empty-answer/,
  },
  {
    name: 'truncated JSON',
    start: () => startHttpFault(send(200, `{"event":{"token":"${SECRET_TOKEN}`)),
    answer: 'INTERNAL_ERROR',
    cause: /^invalid-json/,
  },
  {
    name: 'JSON of something else',
    start: () => startHttpFault(send(200, echoingToken)),
    answer: 'INTERNAL_ERROR',
    cause: /^unexpected-answer/,
  },
  {
    name: 'a body of 7 MB',
    start: () => startHttpFault(send(200, JSON.stringify({ event: 'x'.repeat(7_000_000) }))),
    answer: 'INTERNAL_ERROR',
    cause: /^answer-too-large/,
  },
  {
    name: 'gzip',
    start: () => startHttpFault(send(200, gzipSync(JSON.stringify(turnOnAnswer)), { 'content-encoding': 'gzip' })),
    answer: 'Response',
  },
  {
    name: 'slow TLS',
    start: startSilentServer,
    answer: 'BRIDGE_UNREACHABLE',
    cause: /^connect-timeout/,
    isSilent: true,
  },
  {
    name: 'self-signed certificate',
    start: () => startTlsFault(createSelfSigned(), send(200, JSON.stringify(turnOnAnswer))),
    answer: 'BRIDGE_UNREACHABLE',
    cause: /^tls-failed/,
  },
];

/** Runs the built function, in a process of its own, against a home; everything it writes is kept. */
async function startFunctionFor(home: Parameters<typeof variablesFor>[0]) {
  const lines: string[] = [];
  const lambda = await runLocal({
    taskRoot: BUILT_FUNCTION,
    handler: 'index.handler',
    env: { ...variablesFor(home), LOG_LEVEL: 'debug' },
    port: 0,
    timeoutMs: REMAINING_MS,
    onInvocation: (invocation) => void lines.push(...invocation.logLines),
  });
  return {
    /** The answer. A function that came too late was killed, and has none. */
    async send(event: unknown): Promise<unknown> {
      const { outcome } = await lambda.invoke(event);
      if (outcome.kind !== 'response') throw new Error(`No answer: ${JSON.stringify(outcome)}`);
      return JSON.parse(outcome.payload);
    },
    output: () => lines.join('\n'),
    causes: () => lines.map((line) => JSON.parse(line).cause).filter((cause) => cause !== undefined),
    stop: () => lambda.stop(),
  };
}

/** The token is nowhere in what was written nor, but for the home's own echo, in what was answered. */
function expectNoToken(text: string) {
  for (const token of [SECRET_TOKEN, CONFIGURED_TOKEN]) {
    expect(text.includes(token), `${token} is in ${text.slice(0, 2_000)}`).toBe(false);
  }
}

interface Message {
  readonly event: {
    readonly header: Readonly<Record<string, unknown>>;
    readonly payload: Readonly<Record<string, unknown>>;
  };
}

describe('the built function answers in time, validly, with the cause in one line and no token, a home with', () => {
  // One after the other: the margin before the deadline is real time, which crowded cores would eat. The silent ones do
  // nothing but wait, and wait together.
  it.each(cases.filter(({ isSilent }) => isSilent !== true))('$name', answersInTime);
  it.concurrent.each(cases.filter(({ isSilent }) => isSilent === true))('$name', answersInTime);
});

async function answersInTime({ start, answer, cause }: FaultCase): Promise<void> {
  const server = await start();
  const subject = await startFunctionFor({ url: server.url, token: CONFIGURED_TOKEN });
  try {
    const message = (await subject.send(turnOn)) as Message;
    const { header, payload } = message.event;
    expect([header.name, payload.type]).toEqual(
      answer === 'Response' ? ['Response', undefined] : ['ErrorResponse', answer],
    );
    expect(header.correlationToken).toBe('dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==');
    if (hasSharedData) expect(schemaProblems(message)).toEqual([]);
    expect(subject.causes()).toEqual(cause === undefined ? [] : [expect.stringMatching(cause)]);
    if (answer !== 'Response') expectNoToken(JSON.stringify(message));

    const spoken = await subject.send(skillRequest('AssistIntent', { slots: { query: 'turn on the light' } }));
    expect(skillProblems('IntentRequest', spoken)).toEqual([]);
    expectNoToken(JSON.stringify(spoken));
    expect(subject.output().length).toBeGreaterThan(1_000);
    expectNoToken(subject.output());
  } finally {
    await subject.stop();
    await server.close();
  }
}

describe('a home with a certificate of its own', () => {
  it('is reached when the certificate is configured', async () => {
    const identity = createSelfSigned();
    const server = await startTlsFault(identity, send(200, JSON.stringify(turnOnAnswer)));
    const subject = await startFunctionFor({ url: server.url, token: CONFIGURED_TOKEN, ca: identity.cert });
    try {
      expect(await subject.send(turnOn)).toMatchObject({ event: { header: { name: 'Response' } } });
    } finally {
      await subject.stop();
      await server.close();
    }
  });
});
