import { createHttpGateway, type HttpOperations } from '@hearthgate/http-client';
import type { Environment } from '@hearthgate/kernel';
import type { Samples } from './sample.ts';

export function httpSamples(environment: Environment, url: string): Samples<HttpOperations> {
  const { operations } = createHttpGateway({}, { environment });
  const other = createHttpGateway({}, { environment }).operations;
  const get = { method: 'GET', url } as const;
  return {
    makeRequest: () => operations.makeRequest(get),
    openStream: async () => {
      const { body } = await operations.openStream(get);
      for await (const _chunk of body) {
      }
    },
    openWebSocket: {
      maxCalls: 20,
      run: async () => {
        const socket = await operations.openWebSocket({ url });
        await socket.close();
      },
    },
    preconnect: () => operations.preconnect({ url }),
    getAwsClient: () => operations.getAwsClient({ service: 'ssm', region: 'eu-central-1' }),
    configure: () => operations.configure({ retries: 0 }),
    resetPool: () => other.resetPool(),
    getStatus: () => operations.getStatus(),
  };
}
