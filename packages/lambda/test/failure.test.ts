import { GatewayError } from '@hearthgate/kernel';
import { describe, expect, it, vi } from 'vitest';
import { createLambdaGateway, type EventHandler } from '../src/index.ts';
import { httpApiEvent } from './samples.ts';
import { acceptGrant, directive, discover, done, httpEvent, setUp, skillRequest, TOKEN } from './set-up.ts';

const error = (type: string) => ({
  event: {
    header: { namespace: 'Alexa', name: 'ErrorResponse', payloadVersion: '3', correlationToken: 'ct==' },
    endpoint: { endpointId: 'light#kitchen' },
    payload: { type },
  },
});
const spoken = (text: RegExp) => ({
  version: '1.0',
  response: { outputSpeech: { type: 'PlainText', text: expect.stringMatching(text) }, shouldEndSession: true },
});
const failing: EventHandler = () => {
  throw new GatewayError('HTTP_CONNECT_REFUSED', 'Nothing listens there.');
};

/** Answers of one gateway to one event of each kind. */
async function answersOf({ eventHandler }: Pick<ReturnType<typeof setUp>, 'eventHandler'>) {
  const ask = (event: unknown) => eventHandler({ event });
  return {
    smartHome: await ask(directive()),
    discovery: await ask(discover),
    grant: await ask(acceptGrant),
    skill: await ask(skillRequest()),
    http: await ask(httpEvent('GET', '/x')),
    diagnostics: await ask({ hearthgate: 'diagnostics' }),
  };
}

function register({ registerRoute }: ReturnType<typeof setUp>, handler: EventHandler) {
  registerRoute({ kind: 'alexa-smart-home', handler });
  registerRoute({ kind: 'alexa-skill', handler });
  registerRoute({ kind: 'diagnostics', handler });
  registerRoute({ kind: 'http', method: 'GET', path: '/x', handler: handler as never });
}

describe('a handler that throws or rejects', () => {
  it.each([
    ['throws', failing],
    ['rejects', async (...params: Parameters<EventHandler>) => failing(...params)],
  ])('is answered for in the form of each kind when it %s', async (_, handler) => {
    const context = setUp();
    register(context, handler);
    const { smartHome, discovery, grant, skill, http, diagnostics } = await answersOf(context);
    expect(smartHome).toMatchObject(error('INTERNAL_ERROR'));
    expect(discovery).toMatchObject({ event: { header: { name: 'Discover.Response' }, payload: { endpoints: [] } } });
    expect(grant).toMatchObject({
      event: { header: { namespace: 'Alexa.Authorization' }, payload: { type: 'ACCEPT_GRANT_FAILED' } },
    });
    expect(skill).toEqual(spoken(/^Sorry/));
    expect(http).toMatchObject({ statusCode: 500, body: expect.stringContaining('LAMBDA_HANDLER_FAILED') });
    expect(diagnostics).toMatchObject({ success: false, error: { code: 'LAMBDA_HANDLER_FAILED', retryable: false } });
    expect(context.metrics.paramsOf('countInvocation')).toHaveLength(6);
    expect(context.metrics.paramsOf('countInvocation')).toMatchObject(Array(6).fill({ failed: true }));
  });

  it('leaves its cause in the closing line and the error itself in a line of its own', async () => {
    const context = setUp({}, { security: { ...passing, sanitizeError: () => safe } });
    register(context, failing);
    await context.eventHandler({ event: directive() });
    expect(context.logging.paramsOf('recordRequest')).toEqual([
      {
        request: 'PowerController.TurnOn light#kitchen',
        outcome: 'ErrorResponse INTERNAL_ERROR',
        cause: 'SAFE_CODE: safe words',
        durationMs: 0,
      },
    ]);
    expect(context.logging.paramsOf('recordError')).toMatchObject([{ during: 'PowerController.TurnOn light#kitchen' }]);
  });

  it('writes a redacted line also when the gateway stands alone', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      const { operations } = createLambdaGateway();
      const handler = () => Promise.reject(new Error(`refused ${TOKEN}`));
      operations.registerRoute({ kind: 'alexa-smart-home', handler });
      operations.registerRoute({ kind: 'http', method: 'GET', path: '/reset/:token', handler });
      await operations.eventHandler({ event: directive() });
      const token = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${'a'.repeat(43)}`;
      await operations.eventHandler({ event: httpApiEvent('GET', `/reset/${token}`) });
      const lines = written.mock.calls.map(String);
      expect(lines).toHaveLength(2);
      expect(lines[0]).toContain('refused [redacted]');
      expect(lines.join()).not.toContain('eyJ');
    } finally {
      written.mockRestore();
    }
  });
});

describe('a handler that answers what cannot be sent', () => {
  const cyclic: Record<string, unknown> = { ...done };
  cyclic.self = cyclic;
  it.each([
    ['nothing', undefined],
    ['a text', 'Response'],
    ['no header', { event: {} }],
    ['a cycle', cyclic],
    ['a bigint', { ...done, context: 7n }],
    ['more than Lambda sends', { ...done, context: 'x'.repeat(6 * 1_048_576) }],
  ])('is answered for: %s', async (_, answer) => {
    const context = setUp();
    register(context, () => answer);
    expect(await context.eventHandler({ event: directive() })).toMatchObject(error('INTERNAL_ERROR'));
    expect(context.logging.paramsOf('recordRequest')).toMatchObject([{ cause: expect.stringContaining('answer') }]);
  });

  it('is answered for when a skill gets no envelope, and may say nothing to the end of a session', async () => {
    const context = setUp();
    register(context, () => undefined);
    expect(await context.eventHandler({ event: skillRequest() })).toEqual(spoken(/^Sorry/));
    const ended = await context.eventHandler({ event: skillRequest('SessionEndedRequest', {}) });
    expect(ended).toEqual({ version: '1.0', response: {} });
    expect(context.metrics.paramsOf('countInvocation')).toMatchObject([{ failed: true }, { failed: false }]);
  });
});

describe('an event that nobody handles', () => {
  it('is answered in the form of its kind', async () => {
    const { smartHome, discovery, skill, http, diagnostics } = await answersOf(setUp());
    expect(smartHome).toMatchObject(error('BRIDGE_UNREACHABLE'));
    expect(smartHome).toMatchObject({
      event: { payload: { message: expect.stringContaining('No handler is installed') } },
    });
    expect(discovery).toMatchObject({ event: { payload: { endpoints: [] } } });
    expect(skill).toEqual(spoken(/nothing is set up/));
    expect(http).toMatchObject({ statusCode: 404 });
    expect(diagnostics).toMatchObject({ error: { code: 'LAMBDA_NO_ROUTE' } });
  });

  it('is told which kinds are understood when it is of none', async () => {
    const { eventHandler, logging, clock } = setUp();
    const event = { Records: [{ eventSource: 'aws:sqs' }] };
    expect(await eventHandler({ event, context: { awsRequestId: 'r-1' } })).toEqual({
      success: false,
      error: { code: 'LAMBDA_UNKNOWN_EVENT', message: expect.stringContaining('custom-skill'), retryable: false },
      correlationId: 'r-1',
      timestamp: new Date(clock.now()).toISOString(),
    });
    expect(logging.paramsOf('recordRequest')).toMatchObject([
      { request: 'unknown event from aws:sqs', outcome: 'LAMBDA_UNKNOWN_EVENT' },
    ]);
  });

  it.each([
    ['SessionEndedRequest'],
    ['AudioPlayer.PlaybackStarted'],
    ['PlaybackController.PlayCommandIssued'],
    ['System.ExceptionEncountered'],
    ['AlexaSkillEvent.SkillDisabled'],
  ])('gets no speech when it is a %s', async (type) => {
    const answer = await setUp().eventHandler({ event: skillRequest(type, {}) });
    expect(answer).toEqual({ version: '1.0', response: {} });
  });

  it('is told NO when it asks what the skill can do', async () => {
    const event = skillRequest('CanFulfillIntentRequest', { intent: { name: 'A', slots: { room: { name: 'room' } } } });
    expect(await setUp().eventHandler({ event })).toEqual({
      version: '1.0',
      response: {
        canFulfillIntent: { canFulfill: 'NO', slots: { room: { canUnderstand: 'NO', canFulfill: 'NO' } } },
      },
    });
  });

  it('is refused as a directive when its header is incomplete', async () => {
    const { eventHandler } = setUp();
    for (const header of [{ payloadVersion: '2' }, { namespace: '' }, { name: 7 }]) {
      const answer = await eventHandler({ event: directive('Alexa.PowerController', 'TurnOn', header) });
      expect(answer).toMatchObject(error('INVALID_DIRECTIVE'));
    }
  });
});

const safe = { name: 'E', message: 'safe words', code: 'SAFE_CODE', causes: [] };
const passing = {
  validateRequest: () => ({ accepted: true }),
  authenticateAlexa: () => ({ kind: 'smart-home' }) as const,
  registerSecret() {},
};
