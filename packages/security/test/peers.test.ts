import { createGateway } from '@hearthgate/kernel';
import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSecurityGateway } from '../src/index.ts';
import { turnOn } from './requests.ts';

describe('refusals', () => {
  it('leave a line and a count each, without what was refused', async () => {
    const environment = createTestEnvironment();
    const logging = createRecorder({ warning: (_params: { readonly message: string }) => {} });
    const metrics = createRecorder({
      recordMetric: (_params: { readonly name: string; readonly value: number }) => {},
    });
    const peers = { logging: logging.operations, metrics: metrics.operations };
    const { execute } = createSecurityGateway({}, { environment, peers });

    execute('validateRequest', { request: 'planted-value-0001', maxBytes: 3 });
    execute('authenticateAlexa', { request: { directive: 'planted-value-0001' } });
    await execute('validateInput', { schema: z.object({ a: z.number() }), input: { a: 'planted-value-0001' } });
    await execute('checkUrl', { url: 'https://user:planted-value-0001@home.example/?token=planted-value-0001' });

    const lines = logging.paramsOf('warning') as readonly { readonly message: string }[];
    expect(lines.map(({ message }) => message.split(':')[0])).toEqual([
      'Refused a request',
      'Refused a request',
      'Refused an input',
      'Refused a URL',
    ]);
    expect(JSON.stringify(lines)).not.toContain('planted');
    expect(metrics.paramsOf('recordMetric')).toEqual(new Array(4).fill({ name: 'SecurityRefusals', value: 1 }));
  });

  it('leave none when nothing is refused', async () => {
    const logging = createRecorder({ warning: () => {} });
    const { operations } = createSecurityGateway({}, { peers: { logging: logging.operations } });
    operations.authenticateAlexa({ request: turnOn('planted-value-0001') });
    operations.validateRequest({ request: {} });
    await operations.checkUrl({ url: 'https://home.example/' });
    expect(logging.calls).toEqual([]);
  });

  it('end by themselves when the log asks for redaction in turn', () => {
    const environment = createTestEnvironment();
    const written: unknown[] = [];
    const security = createSecurityGateway(
      {},
      {
        environment,
        peers: {
          get logging() {
            return logging.operations;
          },
        },
      },
    );
    const logging = createGateway<
      { warning(params: { readonly message: string }): void },
      { readonly security: { filterSensitive(params: { readonly data: unknown }): unknown } }
    >(
      {
        name: 'logging',
        alone: { security: { filterSensitive: ({ data }) => data } },
        operations: {
          warning: (params, call) => void written.push(call.peers.security.filterSensitive({ data: params })),
        },
      },
      { environment, peers: { security: security.operations as never } },
    );
    security.execute('validateRequest', { request: 'long', maxBytes: 1 });
    expect(written).toHaveLength(1);
  });
});
