import { createRecorder } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type PolicyStatement } from '../src/index.ts';
import { discover, launch, turnOn } from './requests.ts';

const { authorizeDirective, authorizeResource } = createSecurityGateway().operations;
const allow = (...actions: readonly string[]): PolicyStatement => ({ effect: 'allow', actions });

function unlock(endpointId: string) {
  const header = { namespace: 'Alexa.LockController', name: 'Unlock', payloadVersion: '3', messageId: 'm' };
  return { directive: { header, endpoint: { endpointId }, payload: {} } };
}

describe('a directive', () => {
  const policy: readonly PolicyStatement[] = [
    allow('Alexa.*', 'IntentRequest.*'),
    { effect: 'deny', actions: ['Alexa.LockController.Unlock'], resources: ['lock#front*'] },
  ];

  it('is allowed by a pattern', () => {
    expect(authorizeDirective({ request: turnOn('t'), policy })).toMatchObject({
      allowed: true,
      action: 'Alexa.PowerController.TurnOn',
      resource: expect.any(String),
      statement: 0,
    });
    expect(authorizeDirective({ request: discover('t'), policy })).toEqual({
      allowed: true,
      action: 'Alexa.Discovery.Discover',
      statement: 0,
    });
  });

  it('is denied for an endpoint, whatever else allows it', () => {
    expect(authorizeDirective({ request: unlock('lock#front_door'), policy })).toEqual({
      allowed: false,
      action: 'Alexa.LockController.Unlock',
      resource: 'lock#front_door',
      statement: 1,
      reason: expect.stringContaining('denied by statement 1'),
    });
    expect(authorizeDirective({ request: unlock('lock#shed'), policy }).allowed).toBe(true);
  });

  it('of a custom skill is known by its intent', () => {
    const intent = { ...launch({ system: {} }), request: { type: 'IntentRequest', intent: { name: 'OpenGate' } } };
    expect(authorizeDirective({ request: intent, policy })).toMatchObject({
      allowed: true,
      action: 'IntentRequest.OpenGate',
    });
    expect(authorizeDirective({ request: launch({ system: {} }), policy })).toMatchObject({
      allowed: false,
      action: 'LaunchRequest',
    });
  });

  it('has to be one', () => {
    expect(() => authorizeDirective({ request: { a: 1 }, policy })).toThrow(
      expect.objectContaining({ code: 'SECURITY_NOT_ALEXA' }),
    );
  });
});

describe('an action', () => {
  it('that no statement allows is refused, so an empty policy and none refuse everything', () => {
    for (const policy of [undefined, [], [allow('lights:write')]]) {
      expect(authorizeResource({ action: 'lights:read', resource: 'hall', policy })).toEqual({
        allowed: false,
        action: 'lights:read',
        resource: 'hall',
        reason: expect.stringContaining('No statement'),
      });
    }
  });

  it('goes by the policy of the gateway unless the call has one', () => {
    const { operations } = createSecurityGateway({ policy: [allow('lights:*')] });
    expect(operations.authorizeResource({ action: 'lights:read' }).allowed).toBe(true);
    expect(operations.authorizeResource({ action: 'lights:read', policy: [] }).allowed).toBe(false);
  });

  it('may need scopes, one of several roles, or a certain subject', () => {
    const policy: readonly PolicyStatement[] = [
      { effect: 'allow', actions: ['read'], when: { scopes: ['a', 'b'] } },
      { effect: 'allow', actions: ['write'], when: { roles: ['admin', 'owner'], subjects: ['user|*'] } },
    ];
    const may = (action: string, subject: object) => authorizeResource({ action, subject, policy }).allowed;
    expect(may('read', { scopes: ['b', 'c', 'a'] })).toBe(true);
    expect(may('read', { scopes: ['a'] })).toBe(false);
    expect(may('write', { subject: 'user|1', roles: ['owner'] })).toBe(true);
    expect(may('write', { subject: 'user|1', roles: ['guest'] })).toBe(false);
    expect(may('write', { subject: 'robot|1', roles: ['owner'] })).toBe(false);
    expect(may('write', { roles: ['owner'] })).toBe(false);
  });

  it.each([
    ['*', 'anything', true],
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'abcd', false],
    ['ab*bc', 'abc', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['a.c', 'abc', false],
    ['', '', false],
    ['Read', 'read', false],
  ])('the pattern %j on %j answers %j', (pattern, action, expected) => {
    if (action === '') expect(() => authorizeResource({ action, policy: [allow(pattern)] })).toThrow(/action/);
    else expect(authorizeResource({ action, policy: [allow(pattern)] }).allowed).toBe(expected);
  });

  it('matches patterns as the equal regular expression does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(letters, text, (pattern, action) => {
        const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
        expect(authorizeResource({ action, policy: [allow(pattern)] }).allowed).toBe(expected);
      }),
    );
  });

  it('never passes by a statement that is misspelt', () => {
    for (const statement of [
      { effect: 'Deny', actions: ['*'] },
      { effect: 'deny', actions: '*' },
      { effect: 'deny' },
      null,
      7,
    ]) {
      expect(() => authorizeResource({ action: 'a', policy: [allow('*'), statement as never] })).toThrow(
        expect.objectContaining({ code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining('Statement 1') }),
      );
    }
  });

  it('that is refused leaves a line and is counted', () => {
    const logging = createRecorder({ warning: () => {} });
    const metrics = createRecorder({ recordMetric: () => {} });
    const { operations } = createSecurityGateway(
      {},
      { peers: { logging: logging.operations, metrics: metrics.operations } },
    );
    operations.authorizeResource({ action: 'a' });
    operations.authorizeResource({ action: 'a', policy: [allow('a')] });
    expect(logging.calls).toHaveLength(1);
    expect(metrics.calls).toHaveLength(1);
  });
});
