import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalHome, openLocalHome } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalLambda } from '../../src/local/local-lambda.ts';
import { outcomeOf } from '../local/fixture-function.ts';
import { directive, SECRET_TOKEN, skillRequest } from '../support/directives.ts';
import { unpackBuilt } from '../support/unpacked-zip.ts';
import { startUnderRic } from './start-under-ric.ts';

/** Beside the built handler, one that throws: what Lambda sees of a bug that nothing catches. */
const THROWING = `
  import { handler as built } from './index.mjs';
  export const handler = (event, context) => {
    if (event?.run === 'throw') throw new RangeError('asked to fail');
    return built(event, context);
  };
`;

let folder: string;
let home: LocalHome;
let lambda: LocalLambda;
const lines: string[] = [];

beforeAll(async () => {
  folder = unpackBuilt();
  writeFileSync(join(folder, 'throwing.mjs'), THROWING);
  home = await openLocalHome({});
  const outerTiers = { HEARTHGATE_ENCRYPTION_KEY: 'ab'.repeat(32), HEARTHGATE_CACHE_DIRECTORY: join(folder, 'cache') };
  lambda = await startUnderRic(
    folder,
    'throwing.handler',
    { ...home.variables, ...outerTiers },
    {
      onInvocation: (invocation) => void lines.push(...invocation.logLines),
    },
  );
});

afterAll(async () => {
  await lambda.stop();
  await home.close();
  rmSync(folder, { recursive: true });
});

async function send(event: unknown) {
  const invocation = await lambda.invoke(event);
  return { invocation, answer: JSON.parse(outcomeOf(invocation, 'response').payload) };
}

describe("the built zip under AWS's own runtime client", () => {
  it('answers its first directive cold', async () => {
    const { invocation, answer } = await send(directive('Alexa.Discovery', 'Discover'));
    expect(invocation.initDurationMs).toBeGreaterThan(0);
    expect(answer.event.payload.endpoints.length).toBeGreaterThanOrEqual(9);
  });

  it('answers warm, in the same process, directives, sentences and HTTP alike', async () => {
    const turnedOn = await send(directive('Alexa.PowerController', 'TurnOn', {}, 'light#hallway'));
    expect(turnedOn.invocation.initDurationMs).toBeUndefined();
    expect(turnedOn.answer.event.header.name).toBe('Response');
    const spoken = await send(skillRequest('AssistIntent', { slots: { query: 'turn off the hallway light' } }));
    expect(spoken.answer.response.outputSpeech.text).toMatch(/\S/);
    const health = await send({ requestContext: { http: { method: 'GET' } }, version: '2.0', rawPath: '/health' });
    expect(health.answer.statusCode).toBe(200);
  });

  it('reports a thrown error and answers the next event in the same process', async () => {
    const failed = await lambda.invoke({ run: 'throw' });
    expect(outcomeOf(failed, 'function-error')).toMatchObject({ errorType: 'RangeError' });
    const { invocation, answer } = await send(directive('Alexa', 'ReportState', {}, 'light#hallway'));
    expect(invocation.initDurationMs).toBeUndefined();
    expect(answer.event.header.name).toBe('StateReport');
  });

  it('is told of its end, because it registered an extension, and cleans up within the time that Lambda gives', async () => {
    const cached = () => readdirSync(join(folder, 'cache'), { recursive: true }).length;
    const before = cached();
    const stoppedAt = performance.now();
    await lambda.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(2_000);
    // What was used most is noted for the next environment by the cleanup of the cache's stage of start-up.
    expect(cached()).toBeGreaterThan(before);
    expect(lines.length).toBeGreaterThan(5);
    for (const token of [SECRET_TOKEN, ...home.secrets]) expect(lines.join('\n').includes(token)).toBe(false);
  });
});
