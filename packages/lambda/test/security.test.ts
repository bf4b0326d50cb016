import { describe, expect, it } from 'vitest';
import type { LambdaPorts } from '../src/index.ts';
import { acceptGrant, directive, discover, done, httpEvent, setUp, skillRequest, TOKEN } from './set-up.ts';

type Security = LambdaPorts['security'];

const security = (overrides: Partial<Security>): { readonly security: Security } => ({
  security: {
    validateRequest: () => ({ accepted: true }),
    authenticateAlexa: () => ({ kind: 'smart-home' }),
    registerSecret() {},
    sanitizeError: () => ({ name: 'Error', message: 'made safe', causes: [] }),
    ...overrides,
  },
});

describe('an event that is too large or too deep', () => {
  const reason = 'The request has 2000000 bytes; at most 1048576 are accepted.';

  it('is refused in the form of its kind before any handler sees it', async () => {
    const limits: unknown[] = [];
    const validateRequest: Security['validateRequest'] = ({ maxBytes, maxDepth }) => {
      limits.push({ maxBytes, maxDepth });
      return { accepted: false, reason };
    };
    const context = setUp({ maxRequestBytes: 1_000, maxRequestDepth: 9 }, security({ validateRequest }));
    context.registerRoute({ kind: 'alexa-smart-home', handler: () => expect.fail('reached the handler') });
    const ask = (event: unknown) => context.eventHandler({ event });
    expect(await ask(directive())).toMatchObject({
      event: { payload: { type: 'INVALID_DIRECTIVE', message: reason } },
    });
    expect(await ask(skillRequest())).toMatchObject({ response: { outputSpeech: { type: 'PlainText' } } });
    expect(await ask(httpEvent('POST', '/x'))).toMatchObject({ statusCode: 413 });
    expect(await ask('x')).toMatchObject({
      success: false,
      error: { code: 'LAMBDA_REQUEST_REFUSED', message: reason },
    });
    expect(limits).toEqual(Array(4).fill({ maxBytes: 1_000, maxDepth: 9 }));
    expect(context.logging.paramsOf('recordRequest')).toMatchObject(Array(4).fill({ cause: reason }));
  });
});

describe('the token of a message', () => {
  it.each([
    ['a directive', directive()],
    ['discovery', discover],
    ['account linking', acceptGrant],
    ['a skill request', skillRequest()],
  ])('is hidden for the rest of the invocation: %s', async (_, event) => {
    const { eventHandler, registerRoute, environment } = setUp();
    let hidden: readonly string[] = [];
    const handler = () => {
      hidden = [...(environment.invocations.current()?.secrets ?? [])];
      return done;
    };
    registerRoute({ kind: 'alexa-smart-home', handler });
    registerRoute({ kind: 'alexa-skill', handler });
    await eventHandler({ event });
    expect(hidden).toEqual([TOKEN]);
  });

  it('is registered with the security peer, for the invocation', async () => {
    const registered: unknown[] = [];
    const peers = security({
      authenticateAlexa: () => ({ kind: 'smart-home', token: TOKEN }),
      registerSecret: (params) => void registered.push(params),
    });
    await setUp({}, peers).eventHandler({ event: directive() });
    expect(registered).toEqual([{ value: TOKEN, scope: 'invocation' }]);
  });

  it('may be too short to be hidden', async () => {
    const peers = security({
      authenticateAlexa: () => ({ kind: 'smart-home', token: 'short' }),
      registerSecret: () => expect.fail('a short token was registered'),
    });
    const context = setUp({}, peers);
    context.registerRoute({ kind: 'alexa-smart-home', handler: () => done });
    expect(await context.eventHandler({ event: directive() })).toBe(done);
  });

  it('appears in no answer, log line or error of the gateway', async () => {
    const context = setUp();
    const handler = () => Promise.reject(new Error(`Could not use ${TOKEN}`));
    context.registerRoute({ kind: 'alexa-smart-home', handler });
    context.registerRoute({ kind: 'alexa-skill', handler });
    for (const event of [directive(), discover, acceptGrant, skillRequest()]) {
      expect(JSON.stringify(await context.eventHandler({ event }))).not.toContain('planted');
    }
    expect(JSON.stringify(context.logging.paramsOf('recordRequest'))).not.toContain('planted');
  });
});

describe('allowed skill ids', () => {
  it('let their skills in and no other, also without a security peer', async () => {
    const mine = setUp({ allowedSkillIds: ['amzn1.ask.skill.mine'] });
    const others = setUp({ allowedSkillIds: ['amzn1.ask.skill.other'] });
    const answer = { version: '1.0', response: {} };
    for (const { registerRoute } of [mine, others]) registerRoute({ kind: 'alexa-skill', handler: () => answer });
    expect(await mine.eventHandler({ event: skillRequest() })).toBe(answer);
    expect(await others.eventHandler({ event: skillRequest() })).toMatchObject({
      response: { outputSpeech: { text: expect.stringContaining('not allowed') } },
    });
  });

  it('do not concern directives, which carry none', async () => {
    const asked: unknown[] = [];
    const peers = security({
      authenticateAlexa: ({ allowedSkillIds }) => {
        asked.push(allowedSkillIds);
        return { kind: 'smart-home' };
      },
    });
    const { eventHandler } = setUp({ allowedSkillIds: ['amzn1.ask.skill.other'] }, peers);
    await eventHandler({ event: directive() });
    await eventHandler({ event: skillRequest() });
    expect(asked).toEqual([[], ['amzn1.ask.skill.other']]);
  });

  it('refuse whoever the security peer cannot tell', async () => {
    const fail = () => {
      throw new Error('who?');
    };
    const { eventHandler, logging } = setUp({}, security({ authenticateAlexa: fail }));
    expect(await eventHandler({ event: directive() })).toMatchObject({
      event: { payload: { type: 'INVALID_DIRECTIVE' } },
    });
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ cause: 'made safe' }]);
  });
});

describe('a security peer that fails', () => {
  it('lets nothing through and keeps nobody waiting', async () => {
    const fail = () => {
      throw new Error('broken');
    };
    const peers = security({ validateRequest: fail, authenticateAlexa: fail, sanitizeError: fail });
    const context = setUp({}, peers);
    context.registerRoute({ kind: 'alexa-smart-home', handler: () => expect.fail('reached the handler') });
    expect(await context.eventHandler({ event: directive() })).toMatchObject({
      event: { payload: { type: 'INTERNAL_ERROR' } },
    });
  });
});

describe('whom an event is from', () => {
  it('is told to the handler of a message of Alexa, as security has read it', async () => {
    const identity = { kind: 'smart-home', token: TOKEN } as const;
    const { eventHandler, registerRoute } = setUp({}, security({ authenticateAlexa: () => identity }));
    const told: unknown[] = [];
    registerRoute({
      kind: 'alexa-smart-home',
      handler: (_, context) => {
        told.push(context.identity);
        return done;
      },
    });
    await eventHandler({ event: directive() });
    expect(told).toEqual([identity]);
  });

  it('is not told of a request over HTTP', async () => {
    const { eventHandler, registerRoute } = setUp();
    const told: unknown[] = [];
    const handler = (_: unknown, { identity }: { readonly identity?: unknown }) => {
      told.push(identity);
      return {};
    };
    registerRoute({ kind: 'http', method: 'POST', path: '/x', handler });
    await eventHandler({ event: httpEvent('POST', '/x') });
    expect(told).toEqual([undefined]);
  });
});
