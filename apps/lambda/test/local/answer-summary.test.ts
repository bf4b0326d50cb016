import { describe, expect, it } from 'vitest';
import { summariseAnswer } from '../../src/local/terminal/answer-summary.ts';

const smartHome = (name: string, payload: unknown = {}) => ({
  event: { header: { namespace: 'Alexa', name }, payload },
});
const skill = (response: unknown) => ({ version: '1.0', response });

describe('an answer is summed up as', () => {
  it.each<[string, unknown, string, boolean]>([
    ['the name of the event', smartHome('Response'), 'Response', true],
    ['a state report', smartHome('StateReport'), 'StateReport', true],
    ['the number of endpoints', smartHome('Discover.Response', { endpoints: [1, 2, 3] }), '3 endpoints', true],
    ['a single endpoint', smartHome('Discover.Response', { endpoints: [1] }), '1 endpoint', true],
    [
      'the type of an error',
      smartHome('ErrorResponse', { type: 'ENDPOINT_UNREACHABLE' }),
      'ErrorResponse ENDPOINT_UNREACHABLE',
      false,
    ],
    ['an error without type', smartHome('ErrorResponse'), 'ErrorResponse without a type', false],
    [
      'plain speech',
      skill({ outputSpeech: { type: 'PlainText', text: 'The light is on.' } }),
      'speech "The light is on."',
      true,
    ],
    [
      'speech without its marks',
      skill({ outputSpeech: { type: 'SSML', ssml: '<speak>It is <b>on</b></speak>' } }),
      'speech "It is on"',
      true,
    ],
    ['shortened speech', skill({ outputSpeech: { text: 'a'.repeat(80) } }), `speech "${'a'.repeat(59)}…"`, true],
    [
      'speech and card',
      skill({ outputSpeech: { text: 'Hi' }, card: { type: 'LinkAccount' } }),
      'speech "Hi", card LinkAccount',
      true,
    ],
    ['what can be fulfilled', skill({ canFulfillIntent: { canFulfill: 'YES' } }), 'can fulfill: YES', true],
    ['an empty reply', skill({}), 'empty reply', true],
    ['a status', { statusCode: 200, body: '' }, '200', true],
    ['a bad status', { statusCode: 503 }, '503', false],
    ['a batch that is done', { batchItemFailures: [] }, 'every record done', true],
    ['failures of a batch', { batchItemFailures: [{}, {}] }, '2 failed', false],
    ['a standard failure', { success: false, error: { code: 'LAMBDA_UNKNOWN_EVENT' } }, 'LAMBDA_UNKNOWN_EVENT', false],
    ['its members', { a: 1, b: 2 }, 'answer with a, b', true],
    ['an empty object', {}, '{}', true],
    ['a list', [1, 2], 'a list of 2', true],
    ['nothing', null, 'nothing', true],
    ['a text', 'private', 'a string', true],
  ])('%s', (_, answer, text, ok) => {
    expect(summariseAnswer({ kind: 'response', payload: JSON.stringify(answer) })).toEqual({ text, ok });
  });

  it('what went wrong, when there is none', () => {
    const error = { errorType: 'TypeError', errorMessage: 'no', trace: [] };
    expect(summariseAnswer({ kind: 'function-error', ...error })).toEqual({ text: 'threw TypeError: no', ok: false });
    expect(summariseAnswer({ kind: 'init-error', ...error }).text).toBe('did not start, TypeError: no');
    expect(summariseAnswer({ kind: 'timed-out', timeoutMs: 1500 }).text).toBe('timed out after 1.50 s');
    expect(summariseAnswer({ kind: 'runtime-exited', reason: 'Runtime exited' }).text).toBe('Runtime exited');
  });
});
