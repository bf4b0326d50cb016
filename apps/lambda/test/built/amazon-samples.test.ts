import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOW_TO_GET_DATA, hasSharedData, readSamples, type Sample, schemaProblems } from '../support/alexa-schema.ts';
import { type BuiltFunction, startBuiltFunction } from '../support/built-function.ts';
import { skillProblems } from '../support/skill-rules.ts';

interface Header {
  readonly name: string;
  readonly namespace: string;
  readonly correlationToken?: string;
}

const directives = readSamples('alexa-smarthome/sample_messages').filter(({ message }) => 'directive' in message);
const skillRequests = readSamples('custom-skill');

let built: BuiltFunction;

beforeAll(async () => {
  built = await startBuiltFunction();
});

afterAll(() => built.stop());

describe.skipIf(!hasSharedData)(`Amazon's sample directives (to run these, ${HOW_TO_GET_DATA})`, () => {
  it('are all there', () => {
    expect(directives.length).toBeGreaterThanOrEqual(13);
  });

  it.each(directives)(
    '$file is answered with a schema-valid message that echoes its correlation token',
    async (sample) => {
      const answer = (await built.send(sample.message)) as { event: { header: Header } };
      expect(schemaProblems(answer)).toEqual([]);
      const asked = headerOf(sample);
      const { header } = answer.event;
      // An error of AcceptGrant and the answer to Discover carry none, as the directives carry none.
      expect(header.correlationToken).toBe(asked.correlationToken);
      if (asked.namespace === 'Alexa.Discovery') expect(header.name).toBe('Discover.Response');
      if (asked.namespace === 'Alexa.Authorization') expect(header.name).toBe('AcceptGrant.Response');
    },
  );
});

describe.skipIf(!hasSharedData)(`custom-skill requests (to run these, ${HOW_TO_GET_DATA})`, () => {
  it('are all there', () => {
    expect(skillRequests.length).toBeGreaterThanOrEqual(16);
  });

  it.each(skillRequests)('$file is answered as the rules for custom skills say', async ({ message }) => {
    const type = (message as { request: { type: string } }).request.type;
    expect(skillProblems(type, await built.send(message))).toEqual([]);
  });
});

function headerOf({ message }: Sample): Header {
  return (message as { directive: { header: Header } }).directive.header;
}
