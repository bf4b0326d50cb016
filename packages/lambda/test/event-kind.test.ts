import { describe, expect, it } from 'vitest';
import { classify } from '../src/serving/event-kind.ts';
import { directive, httpEvent, skillRequest } from './set-up.ts';

const apiRequest = { httpMethod: 'GET', path: '/pay', requestContext: { stage: 'prod' }, headers: {} };

describe('the kind of an event', () => {
  it.each([
    ['alexa-smart-home', directive()],
    ['alexa-skill', skillRequest()],
    ['alexa-skill', { request: { type: 'LaunchRequest' }, version: '1.0' }],
    ['alexa-skill', { request: { type: 'AlexaSkillEvent.SkillDisabled' }, context: { System: {} } }],
    ['http', httpEvent('GET', '/')],
    ['http', apiRequest],
    ['diagnostics', { hearthgate: 'diagnostics', detail: 'full' }],
  ])('is %s', (kind, event) => {
    expect(classify(event)).toBe(kind);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'directive'],
    ['a list', [directive()]],
    ['a queue', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
    ['a directive without header', { directive: {} }],
    ['a directive with a list as header', { directive: { header: [] } }],
    ['a request without a type', { version: '1.0', request: { type: 7 } }],
    ['a request without an envelope', { request: { type: 'LaunchRequest' } }],
    ['other diagnostics', { hearthgate: 'something' }],
    [
      'an authorizer that is asked (payload 1.0)',
      { ...apiRequest, type: 'REQUEST', methodArn: 'arn:aws:execute-api:x' },
    ],
    ['an authorizer that is asked (payload 2.0)', { ...httpEvent('GET', '/'), type: 'REQUEST', routeArn: 'arn:aws:x' }],
    ['members of the prototype', Object.create({ hearthgate: 'diagnostics' })],
  ])('is unknown for %s', (_, event) => {
    expect(classify(event)).toBe('unknown');
  });

  it('is told of objects that throw when they are read', () => {
    const trap = () => {
      throw new Error('trapped');
    };
    const hostile = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const getter = Object.defineProperty({}, 'directive', { get: trap, enumerable: true });
    for (const event of [
      hostile,
      proxy,
      getter,
      { directive: { header: hostile } },
      { directive: { header: proxy } },
    ]) {
      expect(['unknown', 'alexa-smart-home']).toContain(classify(event));
    }
  });
});
