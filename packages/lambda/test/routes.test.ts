import { describe, expect, it } from 'vitest';
import type { RegisterRouteParams } from '../src/index.ts';
import { setUp } from './set-up.ts';

const handler = () => ({});

describe('registering a route', () => {
  it('makes it show in the status', () => {
    const { registerRoute, getStatus } = setUp();
    expect(getStatus()).toMatchObject({
      state: 'degraded',
      reasons: [expect.stringContaining('No handler')],
      routes: [],
    });
    registerRoute({ kind: 'http', method: 'GET', path: '/health', handler });
    registerRoute({ kind: 'http', method: 'POST', path: '/health', handler });
    registerRoute({ kind: 'alexa-skill', handler });
    expect(getStatus()).toMatchObject({
      state: 'healthy',
      reasons: [],
      routes: ['alexa-skill', 'GET /health', 'POST /health'],
    });
  });

  it('refuses a route that has a handler', () => {
    const { registerRoute } = setUp();
    registerRoute({ kind: 'alexa-skill', handler });
    registerRoute({ kind: 'http', method: 'GET', path: '/', handler });
    const taken = expect.objectContaining({ code: 'LAMBDA_ROUTE_EXISTS' });
    expect(() => registerRoute({ kind: 'alexa-skill', handler })).toThrow(taken);
    expect(() => registerRoute({ kind: 'http', method: 'GET', path: '/', handler })).toThrow(taken);
  });

  it.each([
    ['kind', { kind: 'sms', handler }],
    ['kind', { kind: 'constructor', handler }],
    ['handler', { kind: 'alexa-skill' }],
    ['method', { kind: 'http', method: 'get', path: '/', handler }],
    ['path', { kind: 'http', method: 'GET', path: 'health', handler }],
    ['path', { kind: 'http', method: 'GET', path: '/a?b', handler }],
    ['path', { kind: 'http', method: 'GET', handler }],
  ])('says that %s is wrong', (what, params) => {
    expect(() => setUp().registerRoute(params as RegisterRouteParams)).toThrow(
      expect.objectContaining({ code: 'LAMBDA_INVALID_ROUTE', message: expect.stringContaining(what) }),
    );
  });
});
