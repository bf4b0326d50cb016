import { createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';
import { acceptGrant, discover, launch, turnOn } from './requests.ts';

const TOKEN = 'access-token-0001';
const SKILL = 'amzn1.ask.skill.3f2504e0-4f89-11d3-9a0c-0305e82c3301';

function createGateway() {
  const environment = createTestEnvironment();
  return { environment, gateway: createSecurityGateway({}, { environment }) };
}

describe('a smart-home directive', () => {
  it.each([
    ['to a device', turnOn(TOKEN)],
    ['of discovery', discover(TOKEN)],
    ['of account linking', acceptGrant(TOKEN, 'grant-code-0001')],
  ])('%s gives its token, whatever skills are allowed', (_what, request) => {
    const { gateway } = createGateway();
    const identity = gateway.operations.authenticateAlexa({ request, allowedSkillIds: [SKILL] });
    expect(identity).toEqual({ kind: 'smart-home', token: TOKEN });
  });

  it('without a token is known all the same', () => {
    const { gateway } = createGateway();
    expect(gateway.operations.authenticateAlexa({ request: turnOn('') })).toEqual({ kind: 'smart-home' });
  });
});

describe('a custom-skill request', () => {
  const user = { userId: 'amzn1.ask.account.A', accessToken: TOKEN };
  const application = { applicationId: SKILL };

  it.each([
    ['context', { system: { application, user }, session: { application: { applicationId: 'other' }, user: {} } }],
    ['session where there is no context', { session: { application, user } }],
    ['context outside a session', { system: { application, user, apiAccessToken: 'api-access-0001' } }],
  ])('gives skill and token of its %s', (_what, parts) => {
    const { gateway } = createGateway();
    const identity = gateway.operations.authenticateAlexa({ request: launch(parts), allowedSkillIds: [SKILL] });
    expect(identity).toEqual({ kind: 'custom-skill', skillId: SKILL, token: TOKEN });
  });

  it('of a person who has not linked an account has no token', () => {
    const { gateway } = createGateway();
    const request = launch({ system: { application, user: { userId: 'a' } } });
    expect(gateway.operations.authenticateAlexa({ request })).toEqual({ kind: 'custom-skill', skillId: SKILL });
  });

  it.each([
    [
      'another skill',
      { system: { application: { applicationId: 'amzn1.ask.skill.other' } } },
      /amzn1\.ask\.skill\.other/,
    ],
    ['no skill', { system: {} }, /names no skill/],
    [
      'a foreign context beside the own session',
      { system: { application: { applicationId: 'x' } }, session: { application } },
      /x/,
    ],
  ])('of %s is refused when skills are listed', (_what, parts, message) => {
    const { gateway } = createGateway();
    const response = gateway.execute('authenticateAlexa', { request: launch(parts), allowedSkillIds: [SKILL] });
    expect(response).toMatchObject({
      success: false,
      error: { code: 'SECURITY_UNKNOWN_SKILL', message: expect.stringMatching(message) },
    });
    expect(gateway.operations.getStatus()).toMatchObject({ rejectedRequests: 1 });
  });
});

describe('anything else', () => {
  const throwing = {
    get directive() {
      throw new Error('read');
    },
  };
  const inherited = Object.create({ directive: (turnOn(TOKEN) as { directive: object }).directive }) as object;
  it.each([
    undefined,
    null,
    'text',
    7,
    [],
    {},
    { directive: {} },
    { directive: { header: { namespace: 'Alexa' } } },
    { header: { namespace: 'Alexa.ConnectedHome.Control', name: 'TurnOnRequest', payloadVersion: '2' } },
    { request: { type: 'LaunchRequest' } },
    { Records: [{ eventSource: 'aws:sqs' }] },
    throwing,
    inherited,
  ])('is refused as not of Alexa: %#', (request) => {
    const { gateway } = createGateway();
    const response = gateway.execute('authenticateAlexa', { request });
    expect(response).toMatchObject({ success: false, error: { code: 'SECURITY_NOT_ALEXA', retryable: false } });
  });
});

describe('secrets of a request', () => {
  it('are hidden during its invocation and not after it', () => {
    const { environment, gateway } = createGateway();
    const { authenticateAlexa, filterSensitive, getStatus } = gateway.operations;
    const line = `${TOKEN} grant-code-0001`;
    runInInvocation(environment, {}, () => {
      authenticateAlexa({ request: acceptGrant(TOKEN, 'grant-code-0001') });
      expect(filterSensitive({ data: line })).toBe('[redacted] [redacted]');
      expect(getStatus().registeredSecrets).toBe(2);
    });
    runInInvocation(environment, {}, () => expect(filterSensitive({ data: line })).toBe(line));
    expect(getStatus().registeredSecrets).toBe(0);
  });

  it('are hidden also when the request is refused', () => {
    const { environment, gateway } = createGateway();
    const { authenticateAlexa, filterSensitive } = gateway.operations;
    const request = launch({
      system: {
        application: { applicationId: 'other' },
        user: { accessToken: TOKEN },
        apiAccessToken: 'api-access-0001',
      },
    });
    runInInvocation(environment, {}, () => {
      expect(() => authenticateAlexa({ request, allowedSkillIds: [SKILL] })).toThrow();
      expect(filterSensitive({ data: `${TOKEN}, api-access-0001` })).toBe('[redacted], [redacted]');
    });
  });

  it('of interleaved invocations do not mix', async () => {
    const { environment, gateway } = createGateway();
    const { authenticateAlexa, filterSensitive } = gateway.operations;
    const invoke = (token: string) =>
      runInInvocation(environment, { correlationId: token }, async () => {
        authenticateAlexa({ request: turnOn(token) });
        await new Promise((resolve) => setImmediate(resolve));
        return filterSensitive({ data: 'token-of-first token-of-second' });
      });
    const [first, second] = await Promise.all([invoke('token-of-first'), invoke('token-of-second')]);
    expect([first, second]).toEqual(['[redacted] token-of-second', 'token-of-first [redacted]']);
  });
});
