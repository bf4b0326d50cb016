import type {
  GenericOperation,
  HttpAnswer,
  LambdaGateway,
  LambdaOperations,
  ResponseStream,
} from '@hearthgate/contracts';
import { createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { alexaResponse } from './alexa/alexa-response.ts';
import { checkRoutes, healthReport, reasonsOf } from './health/checks.ts';
import { type HealthOptions, reportHealth } from './health/report.ts';
import { httpAnswer } from './http/http-answer.ts';
import { createAlone, type LambdaPorts } from './ports.ts';
import { RouteTable } from './routes/route-table.ts';
import { Idempotency } from './serving/idempotency.ts';
import { Protection } from './serving/protection.ts';
import { createServer } from './serving/serve.ts';
import { Tally } from './serving/tally.ts';

export interface LambdaOptions {
  /** Milliseconds before the deadline at which the gateway answers in a slow handler's place. Default 500. */
  readonly marginMs?: number | undefined;
  /** How long Alexa waits for an answer, in milliseconds from the invocation's start. Default 8,000. */
  readonly alexaTimeoutMs?: number | undefined;
  /** Ids of custom skills (`amzn1.ask.skill....`) that may call. Default: any. */
  readonly allowedSkillIds?: readonly string[] | undefined;
  /** Largest event that is accepted, in bytes. Default: the security peer's own. */
  readonly maxRequestBytes?: number | undefined;
  /** Deepest event that is accepted. Default: the security peer's own. */
  readonly maxRequestDepth?: number | undefined;
  /** What the health report may ask besides the peers. */
  readonly health?: HealthOptions | undefined;
}

/** @throws GatewayError `KERNEL_INVALID_PARAMS` when an option is out of range. */
export function createLambdaGateway(options: LambdaOptions = {}, wiring: Wiring<LambdaPorts> = {}): LambdaGateway {
  const environment = wiring.environment ?? createEnvironment();
  const routes = new RouteTable();
  const tally = new Tally();
  const serve = createServer({
    environment,
    routes,
    tally,
    idempotency: new Idempotency(),
    protection: new Protection(),
    options: {
      marginMs: milliseconds('marginMs', options.marginMs ?? 500),
      alexaTimeoutMs: milliseconds('alexaTimeoutMs', options.alexaTimeoutMs ?? 8_000),
      allowedSkillIds: [...(options.allowedSkillIds ?? [])],
      maxRequestBytes: options.maxRequestBytes,
      maxRequestDepth: options.maxRequestDepth,
    },
  });
  const ownChecks = () => [checkRoutes(routes.list()), tally.check()];

  return createGateway<LambdaOperations, LambdaPorts>(
    {
      name: 'lambda',
      alone: createAlone(environment),
      operations: {
        registerRoute: (params) => routes.register(params),
        eventHandler: (params, { peers }) => promised(() => serve(params, 'event', peers)),
        alexaHandler: (params, { peers }) => promised(() => serve(params, 'alexa', peers)),
        gatewayHandler: (params, { peers }) => promised(() => serve(params, 'http', peers) as Promise<HttpAnswer>),
        streamHandler: async (params, { peers }) => {
          checkStream(params?.stream);
          await serve(params, 'event', peers, params.stream);
        },
        createAlexaResponse: (params, { peers: { utility } }) =>
          alexaResponse(
            params,
            () => utility.generateCorrelationId(),
            () => utility.getTimestamp(),
          ),
        createHttpResponse: (params) => httpAnswer(params),
        healthCheck: async (_, { peers }) =>
          reportHealth({ environment, tally, routes: routes.list(), options: options.health ?? {} }, peers),
        getStatus: () => {
          const checks = ownChecks();
          return {
            gateway: 'lambda',
            state: healthReport(checks).state,
            reasons: reasonsOf(checks),
            routes: routes.list(),
            invocations: tally.invocations,
            failures: tally.failures,
            cold: tally.isCold,
          };
        },
      },
    },
    { ...wiring, environment },
  );
}

/** Any operation of a gateway that stands alone, made on first use. */
export const genericLambdaOperation: GenericOperation<LambdaOperations> = standalone(() => createLambdaGateway());

/** A promise whatever happens, without another one around it. */
function promised<Result>(serve: () => Promise<Result>): Promise<Result> {
  try {
    return serve();
  } catch (error) {
    return Promise.reject(error);
  }
}

function checkStream(stream: unknown): void {
  if (typeof (stream as ResponseStream | undefined)?.write === 'function') return;
  throw new GatewayError(
    'KERNEL_INVALID_PARAMS',
    'streamHandler needs stream, what the runtime hands over to write to.',
  );
}

function milliseconds(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `${name} is a number of milliseconds from 0.`);
}
