import { describe, expect, it } from 'vitest';
import { describeOutcome, describeRequest } from '../src/serving/describe.ts';
import { readIncoming } from '../src/serving/incoming.ts';
import { directive, discover, done, httpEvent, skillRequest } from './set-up.ts';

const words = (event: unknown) =>
  describeRequest(readIncoming(event, 'event'), (text) => text.replaceAll('known-secret', '[redacted]'));

describe('a request in words', () => {
  it.each([
    ['PowerController.TurnOn light#kitchen', directive()],
    ['ReportState light#kitchen', directive('Alexa', 'ReportState')],
    ['Discovery.Discover', discover],
    ['IntentRequest Weather', skillRequest()],
    ['LaunchRequest', skillRequest('LaunchRequest', {})],
    ['IntentRequest AMAZON.HelpIntent', skillRequest('IntentRequest', { intent: { name: 'AMAZON.HelpIntent' } })],
    ['GET /health', httpEvent('GET', '/health', { rawQueryString: 'token=abc' })],
    ['diagnostics', { hearthgate: 'diagnostics' }],
    ['unknown event', { token: 'abc' }],
    ['unknown event from aws.events', { source: 'aws.events' }],
    ['unknown event from aws:sns', { Records: [{ EventSource: 'aws:sns' }] }],
  ])('is %s', (expected, event) => {
    expect(words(event)).toBe(expected);
  });

  it('shows no part of a secret through which it is cut', () => {
    const path = `/${'a'.repeat(190)}/known-secret/b`;
    expect(words(httpEvent('GET', path))).toBe(`GET /${'a'.repeat(190)}/[redacte`);
    expect(words(httpEvent('GET', path))).not.toContain('known');
  });

  it('repeats no name that is none', () => {
    expect(words(directive('Alexa.Power\nController', 'Turn On'))).toBe('directive light#kitchen');
    expect(words(skillRequest('Intent Request', { intent: { name: 'a b' } }))).toBe('request intent');
    expect(words({ source: 'my secret' })).toBe('unknown event');
    expect(words(httpEvent('GET', '/a\r\nb\u202e'))).toBe('GET /ab');
    expect(words(httpEvent('GET', `/${'a'.repeat(500)}`))).toHaveLength(204);
  });
});

describe('an outcome in words', () => {
  const message = (name: string, payload: object = {}) => ({ event: { header: { name }, payload } });

  it.each([
    ['smart-home', 'Response', done],
    ['smart-home', 'ErrorResponse BRIDGE_UNREACHABLE', message('ErrorResponse', { type: 'BRIDGE_UNREACHABLE' })],
    ['smart-home', 'Discover.Response 2 endpoints', message('Discover.Response', { endpoints: [{}, {}] })],
    ['skill', 'speech', { response: { outputSpeech: { type: 'PlainText' } } }],
    ['skill', 'speech, LinkAccount card', { response: { outputSpeech: {}, card: { type: 'LinkAccount' } } }],
    ['skill', 'canFulfillIntent', { response: { canFulfillIntent: {} } }],
    ['skill', 'directives', { response: { directives: [] } }],
    ['skill', 'empty', { response: {} }],
    ['http', '404', { statusCode: 404 }],
    ['plain', 'LAMBDA_NO_ROUTE', { error: { code: 'LAMBDA_NO_ROUTE' } }],
    ['plain', 'answered', undefined],
  ] as const)('of %s is %s', (shape, expected, answer) => {
    expect(describeOutcome(shape, answer)).toBe(expected);
  });
});
