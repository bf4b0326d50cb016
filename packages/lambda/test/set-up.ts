import type { CostProtection, CostReport } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import { createRecorder, createTestEnvironment, type ManualClock, type Recorder } from '@hearthgate/testing';
import { createLambdaGateway, type LambdaOperations, type LambdaOptions, type LambdaPorts } from '../src/index.ts';

export interface SetUp extends LambdaOperations {
  readonly environment: Environment;
  readonly clock: ManualClock;
  readonly logging: Recorder<LambdaPorts['logging']>;
  readonly metrics: Recorder<Pick<LambdaPorts['metrics'], 'countInvocation' | 'publish'>>;
}

export const TOKEN = 'planted-token-0123456789';

/** Metrics that advise nothing. */
export const quietMetrics: Pick<LambdaPorts['metrics'], 'monitorCost' | 'getHealthMetrics'> = {
  monitorCost: () => costReport('none'),
  getHealthMetrics: () => ({
    errorRate: 0,
    memory: { usedBytes: 0 },
    cacheHitRate: 0.75,
    impaired: [],
    protection: 'none',
  }),
};

export function costReport(protection: CostProtection): CostReport {
  const prices = { asOf: '2026-01-01', sources: [] };
  return { month: '2026-01', items: [], costUsd: 0, usedRatio: 0, protection, reason: 'planted reason', prices };
}

/** A gateway on a clock moved by hand, with a log and metrics that can be asked what they were told. */
export function setUp(options: LambdaOptions = {}, peers: Partial<LambdaPorts> = {}, clock?: ManualClock): SetUp {
  const made = createTestEnvironment();
  const environment = clock === undefined ? made : { ...made, clock };
  const logging = createRecorder<LambdaPorts['logging']>({
    recordRequest() {},
    recordError() {},
    flush: async () => {},
  });
  const metrics = createRecorder<Pick<LambdaPorts['metrics'], 'countInvocation' | 'publish'>>({
    countInvocation() {},
    publish: () => 4,
  });
  const { operations } = createLambdaGateway(options, {
    environment,
    peers: { logging: logging.operations, metrics: { ...quietMetrics, ...metrics.operations }, ...peers },
  });
  return { ...operations, environment, clock: environment.clock, logging, metrics };
}

/** A directive to one endpoint, with a token that must not get out. */
export function directive(namespace = 'Alexa.PowerController', name = 'TurnOn', header: object = {}): object {
  return {
    directive: {
      header: { namespace, name, messageId: 'm-1', payloadVersion: '3', correlationToken: 'ct==', ...header },
      endpoint: { endpointId: 'light#kitchen', scope: { type: 'BearerToken', token: TOKEN } },
      payload: {},
    },
  };
}

export const discover = {
  directive: {
    header: { namespace: 'Alexa.Discovery', name: 'Discover', messageId: 'm-2', payloadVersion: '3' },
    payload: { scope: { type: 'BearerToken', token: 'planted-token-0123456789' } },
  },
};

export const acceptGrant = {
  directive: {
    header: { namespace: 'Alexa.Authorization', name: 'AcceptGrant', messageId: 'm-3', payloadVersion: '3' },
    payload: {
      grant: { type: 'OAuth2.AuthorizationCode', code: 'planted-code-0123456789' },
      grantee: { type: 'BearerToken', token: 'planted-token-0123456789' },
    },
  },
};

/** What a handler answers that did what was asked. */
export const done = {
  event: {
    header: { namespace: 'Alexa', name: 'Response', messageId: 'm-9', payloadVersion: '3', correlationToken: 'ct==' },
    endpoint: { endpointId: 'light#kitchen' },
    payload: {},
  },
};

/** A custom-skill request. */
export function skillRequest(type = 'IntentRequest', request: object = { intent: { name: 'Weather' } }): object {
  return {
    version: '1.0',
    session: { sessionId: 's', application: { applicationId: 'amzn1.ask.skill.mine' }, user: { accessToken: TOKEN } },
    context: { System: { application: { applicationId: 'amzn1.ask.skill.mine' }, user: { accessToken: TOKEN } } },
    request: { type, requestId: 'r', locale: 'en-US', ...request },
  };
}

/** An event of API Gateway (payload 2.0) or a Function URL. */
export function httpEvent(method: string, path: string, more: object = {}): object {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method, path }, stage: '$default' },
    isBase64Encoded: false,
    ...more,
  };
}
