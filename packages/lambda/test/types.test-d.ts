import type { AlexaResponse, HttpAnswer, StandardResponse } from '@hearthgate/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import {
  AlexaResponseType,
  createLambdaGateway,
  type EventBridgeEvent,
  genericLambdaOperation,
  LambdaOperation,
  type LambdaPorts,
  type RouteContext,
  type SnsMessage,
  type SqsMessage,
} from '../src/index.ts';

describe('the lambda gateway', () => {
  it('infers results from the operation', () => {
    const { operations } = createLambdaGateway();
    expectTypeOf(
      genericLambdaOperation(LambdaOperation.CREATE_ALEXA_RESPONSE, { type: AlexaResponseType.SIMPLE, speech: 'Hi' }),
    ).toEqualTypeOf<StandardResponse<AlexaResponse>>();
    expectTypeOf(operations.gatewayHandler({ event: {} })).toEqualTypeOf<Promise<HttpAnswer>>();
    operations.registerRoute({
      kind: 'http',
      method: 'GET',
      path: '/health',
      handler: (request, context) => {
        expectTypeOf(request.headers).toEqualTypeOf<Readonly<Record<string, string>>>();
        expectTypeOf(context).toEqualTypeOf<RouteContext>();
        return { body: { ok: true } };
      },
    });
  });

  it('tells the handler of each kind what it gets', () => {
    const { registerRoute } = createLambdaGateway().operations;
    registerRoute({ kind: 'sqs', handler: (message) => expectTypeOf(message).toEqualTypeOf<SqsMessage>() });
    registerRoute({ kind: 'sns', handler: (message) => expectTypeOf(message).toEqualTypeOf<SnsMessage>() });
    registerRoute({ kind: 'event-bridge', handler: (event) => expectTypeOf(event).toEqualTypeOf<EventBridgeEvent>() });
    registerRoute({ kind: 'diagnostics', handler: (event) => expectTypeOf(event).toBeUnknown() });
    registerRoute({
      kind: 'sqs',
      idempotency: {
        key: (message) => {
          expectTypeOf(message).toEqualTypeOf<SqsMessage>();
          return message.messageId;
        },
      },
      handler() {},
    });
    // @ts-expect-error a queue is no part of a topic's route
    registerRoute({ kind: 'sns', queue: 'orders', handler() {} });
  });

  it('refuses what its contract does not have', () => {
    // @ts-expect-error a simple answer has speech
    genericLambdaOperation('createAlexaResponse', { type: 'simple' });
    // @ts-expect-error no such operation
    genericLambdaOperation('handle', { event: {} });
    // @ts-expect-error a route for http has a path
    genericLambdaOperation('registerRoute', { kind: 'http', method: 'GET', handler: () => ({}) });
    expectTypeOf<LambdaPorts['logging']>().not.toHaveProperty('debug');
    expectTypeOf<LambdaPorts>().not.toHaveProperty('http-client');
  });
});
