import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { hasSharedData, schemaProblems } from './support/alexa-schema.ts';
import { directive, SECRET_TOKEN, skillRequest } from './support/directives.ts';
import { contextOf, startFunction } from './support/function-under-test.ts';
import { skillProblems } from './support/skill-rules.ts';

// No home at all: whatever arrives is answered by the function itself.
const subject = startFunction({});

afterAll(() => subject.stop());

const send = (event: unknown) => subject.handler(event, contextOf(10_000));

describe('any event', () => {
  it('is answered with something that JSON can hold, never with an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (event) => {
        const answer = await send(event);
        expect(JSON.parse(JSON.stringify(answer))).toEqual(expect.anything());
      }),
      { numRuns: 300 },
    );
  });

  it('that is nearly a directive is answered with a schema-valid message', async () => {
    const header = fc.record(
      {
        namespace: fc.oneof(fc.constantFrom('Alexa', 'Alexa.Discovery', 'Alexa.Authorization'), fc.jsonValue()),
        name: fc.oneof(fc.constantFrom('Discover', 'AcceptGrant', 'ReportState'), fc.jsonValue()),
        messageId: fc.jsonValue(),
        payloadVersion: fc.constantFrom('3', '2', 3, null),
        correlationToken: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const nearDirective = fc.record(
      { header, endpoint: fc.jsonValue(), payload: fc.jsonValue() },
      { requiredKeys: ['header'] },
    );
    await fc.assert(
      fc.asyncProperty(nearDirective, async (message) => {
        const answer = await send({ directive: message });
        expect(answer).toMatchObject({ event: { header: { payloadVersion: '3' } } });
        if (hasSharedData) expect(schemaProblems(answer)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('that is nearly a skill request is answered by the rules for skills', async () => {
    const request = fc.record(
      {
        type: fc.constantFrom(
          'LaunchRequest',
          'IntentRequest',
          'SessionEndedRequest',
          'CanFulfillIntentRequest',
          'Other',
        ),
        intent: fc.jsonValue(),
        locale: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    );
    const nearRequest = fc.record({
      version: fc.constant('1.0'),
      request,
      session: fc.jsonValue(),
      context: fc.jsonValue(),
    });
    await fc.assert(
      fc.asyncProperty(nearRequest, async (event) => {
        expect(skillProblems(event.request.type, await send(event))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['undefined', undefined],
    ['a text of 5 MB', 'x'.repeat(5_000_000)],
    ['100,000 levels of nesting', nested(100_000)],
    ['a member called __proto__', JSON.parse('{"__proto__":{"directive":1},"constructor":{"prototype":1}}')],
    [
      'a directive of 3 MB',
      { directive: { header: { namespace: 'Alexa' }, payload: { text: 'x'.repeat(3_000_000) } } },
    ],
  ])('as hostile as %s is answered', async (_name, event) => {
    const answer = await send(event);
    expect(answer).toEqual(expect.anything());
    expect(JSON.stringify(answer).length).toBeLessThan(10_000);
  });
});

describe('the correlation token', () => {
  it('of a directive comes back unchanged, whatever it is made of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{1,400}$/), async (correlationToken) => {
        const message = directive('Alexa.PowerController', 'TurnOn', {}, 'light#one') as {
          directive: { header: Record<string, unknown> };
        };
        message.directive.header.correlationToken = correlationToken;
        const answer = (await send(message)) as { event: { header: Record<string, unknown> } };
        expect(answer.event.header.correlationToken).toBe(correlationToken);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a function without a home', () => {
  it('says so in a valid answer and in the log', async () => {
    const answer = await send(directive('Alexa.PowerController', 'TurnOn', {}, 'light#one'));
    expect(answer).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
    expect(subject.closingLine()).toMatchObject({ cause: expect.stringMatching(/^no-url/) });
    const discovered = await send(directive('Alexa.Discovery', 'Discover'));
    expect(discovered).toMatchObject({ event: { header: { name: 'Discover.Response' }, payload: { endpoints: [] } } });
    expect(skillProblems('LaunchRequest', await send(skillRequest('LaunchRequest')))).toEqual([]);
  });

  it('never wrote the token of a directive, in all these tests', () => {
    expect(subject.lines.length).toBeGreaterThan(1_000);
    expect(subject.output().includes(SECRET_TOKEN)).toBe(false);
  });
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}
