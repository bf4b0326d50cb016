import { Invocation } from '@hearthgate/kernel';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { createParts, createTurn } from '../bridge/support/parts.ts';
import { ADDRESS, ask, request } from './support/requests.ts';

const LINKED_TOKEN = 'linked-access-token-5d2b7c';
const NOTHING = { version: '1.0', response: {} };

/** What was logged, without the lines that say which operation began. */
const lines = (output: string) => output.split('\n').filter((line) => line !== '' && !line.includes('"DEBUG"'));

describe('An event of the skill', () => {
  test.each([
    ['SkillEnabled', {}],
    ['SkillDisabled', {}],
    ['SkillAccountLinked', { body: { accessToken: LINKED_TOKEN } }],
    ['SkillPermissionAccepted', { body: { acceptedPermissions: [{ scope: 'alexa::devices:all:address:read' }] } }],
    ['SkillPermissionChanged', { body: {} }],
  ])('is taken without a word and told in the log without what it carries: %s', async (name, more) => {
    const { answer, requests, causes, output } = await ask(request(`AlexaSkillEvent.${name}`, more));
    expect([answer, requests, causes]).toEqual([NOTHING, [], []]);
    expect(lines(output())).toEqual([expect.stringContaining(`"message":"Alexa tells of the skill: ${name}."`)]);
    expect(output()).not.toContain(LINKED_TOKEN);
  });

  test('has its token hidden in all that this invocation writes', async () => {
    const parts = createParts(undefined, ADDRESS);
    const invocation = new Invocation({ correlationId: 'c' }, parts.environment.clock);
    await parts.environment.invocations.run(invocation, async () => {
      const event = request('AlexaSkillEvent.SkillAccountLinked', { body: { accessToken: LINKED_TOKEN } });
      await createExtension(parts).skill(event, createTurn());
      parts.gateways.logging.operations.info({
        message: `the request was ${JSON.stringify(event)}, with ${LINKED_TOKEN} in it`,
      });
    });
    expect(parts.output()).toContain('the request was');
    expect(parts.output()).not.toContain(LINKED_TOKEN);
  });

  test.each([
    'AlexaSkillEvent.Two\nLines',
    'AlexaSkillEvent.',
    `AlexaSkillEvent.${'x'.repeat(100)}`,
    'Other.SkillEnabled',
  ])('that is none is not told in the log: %j', async (type) => {
    const { answer, output } = await ask(request(type));
    expect([answer, lines(output())]).toEqual([NOTHING, []]);
  });
});

describe('A failure that Alexa reports', () => {
  const error = { type: 'INVALID_RESPONSE', message: 'The reprompt\nmay not  be empty' };

  test.each(['System.ExceptionEncountered', 'SessionEndedRequest'])(
    'is told in the log, as it says what was wrong with an answer: %s',
    async (type) => {
      const { answer, causes, output } = await ask(request(type, { error, reason: 'ERROR' }));
      expect([answer, causes]).toEqual([NOTHING, []]);
      expect(lines(output())).toEqual([
        expect.stringMatching(
          /"WARN".*\(INVALID_RESPONSE: The reprompt may not be empty\); the request before this one/,
        ),
      ]);
    },
  );

  test.each([[{}], [{ error: null }], [{ error: 'x' }], [{ error: { type: undefined } }], [{ error: [] }]])(
    'is not told when there is none: %j',
    async (more) => {
      const { output } = await ask(request('SessionEndedRequest', more));
      expect(lines(output())).toEqual([]);
    },
  );

  test('is short in the log whatever it says, and holds no token', async () => {
    const long = { type: { deep: 1 }, message: `token ${'x'.repeat(100_000)}` };
    const { output } = await ask(request('System.ExceptionEncountered', { error: long }));
    expect(lines(output())).toHaveLength(1);
    expect(lines(output())[0]?.length).toBeLessThan(800);
  });

  test('is not told on the word of a sender for whom nobody vouches', async () => {
    for (const type of ['System.ExceptionEncountered', 'AlexaSkillEvent.SkillEnabled']) {
      const { answer, output } = await ask(request(type, { error }), { trusted: false });
      expect([answer, lines(output())]).toEqual([NOTHING, []]);
    }
  });
});
