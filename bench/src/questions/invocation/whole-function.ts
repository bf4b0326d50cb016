import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import type { Gateways, HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { createExtension, type Extension, settingDescriptions } from '@hearthgate/ha-extension';
import { createHttpGateway } from '@hearthgate/http-client';
import { createInitializationGateway } from '@hearthgate/initialization';
import { type Composition, compose } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway, defaultMetrics } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import { createSingletonGateway } from '@hearthgate/singleton';
import { createUtilityGateway } from '@hearthgate/utility';
import { silent } from '../silent.ts';
import { TOKEN } from './smart-home.ts';

/**
 * The ten gateways and the extension as the function composes them, in front of a home that answers at once: everything that
 * a directive goes through except the network.
 */
export function wholeFunction(homeAnswers: () => string, maxRequestBytes?: number): Composition<Gateways> {
  const variables = {
    [settingName('ENABLED')]: 'true',
    [settingName('URL')]: 'https://home.example',
    [settingName('TOKEN')]: TOKEN,
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
  };
  const preconnect = async () => false;
  const makeRequest = async (_params: HttpRequestParams): Promise<HttpResponse> => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: homeAnswers(),
    fromCache: false,
    durationMs: 0,
  });
  const composition: Composition<Gateways> = compose<Gateways>(
    {
      cache: (wiring) => createCacheGateway({}, wiring),
      singleton: (wiring) => createSingletonGateway({}, wiring),
      security: (wiring) => createSecurityGateway({}, wiring),
      logging: (wiring) =>
        createLoggingGateway({ destination: silent, maxLinesPerInvocation: Number.MAX_SAFE_INTEGER }, wiring),
      metrics: (wiring) => createMetricsGateway({ publishedMetrics: defaultMetrics, destination: silent }, wiring),
      'http-client': (wiring) => {
        const real = createHttpGateway({}, wiring);
        return {
          ...real,
          name: real.name,
          execute: real.execute,
          operations: { ...real.operations, makeRequest, preconnect },
        };
      },
      utility: (wiring) => createUtilityGateway({}, wiring),
      initialization: (wiring) => createInitializationGateway({}, wiring),
      lambda: (wiring) => createLambdaGateway({ marginMs: 250, maxRequestBytes }, wiring),
      'circuit-breaker': (wiring) => createCircuitBreakerGateway({}, wiring),
    },
    { variables },
  );
  const extension: Extension = createExtension(composition);
  composition.gateways.lambda.operations.registerRoute({
    kind: 'alexa-smart-home',
    handler: (event, { remainingMs, noteCause, identity }) =>
      extension.smartHome(event, { remainingMs, noteCause, trusted: true, identity }),
  });
  return composition;
}

/** The variable of a setting of the home, by how its name ends; the beginning is the business of the extension. */
function settingName(end: string): string {
  const name = Object.keys(settingDescriptions).find((one) => one.endsWith(`_${end}`));
  if (name === undefined) throw new Error(`There is no setting that ends in ${end}.`);
  return name;
}
