import type { LogMessageParams, SecurityOperations } from '@hearthgate/contracts';
import { createGateway, knownSecrets, redact } from '@hearthgate/kernel';
import { createRecorder, createTestEnvironment, runInInvocation } from '@hearthgate/testing';
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

  it('end by themselves when the log asks for redaction in turn, and hide what was registered all the same', async () => {
    const { environment, security, written } = createLogged();
    security.operations.registerSecret({ value: 'planted-value-0001', scope: 'composition' });
    await security.operations.checkUrl({ url: 'https://planted-value-0001.example/', allowedHosts: ['home.example'] });
    await runInInvocation(environment, {}, async () => {
      security.operations.registerSecret({ value: 'planted-value-0002', scope: 'invocation' });
      security.operations.authorizeResource({ action: 'read', resource: 'planted-value-0002 and planted-value-0001' });
    });
    expect(written).toEqual([
      { message: expect.stringMatching(/^Refused a URL: \[redacted\]\.example is not among/) },
      { message: expect.stringMatching(/^Refused an action: .*read on \[redacted\] and \[redacted\]/) },
    ]);
  });

  it('hide what was registered also when security stands between two other gateways', () => {
    const { environment, security, written } = createLogged();
    security.operations.registerSecret({ value: 'planted-value-0001' });
    const caller = createGateway<{ run(): void }, { readonly security: Pick<SecurityOperations, 'authorizeResource'> }>(
      {
        name: 'lambda',
        alone: { security: { authorizeResource: () => expect.unreachable() } },
        operations: {
          run: (_params, call) => void call.peers.security.authorizeResource({ action: 'planted-value-0001' }),
        },
      },
      { environment, peers: { security: security.operations } },
    );
    caller.operations.run();
    expect(JSON.stringify(written)).toContain('[redacted]');
    expect(JSON.stringify(written)).not.toContain('planted');
  });
});

describe('what is kept', () => {
  it('is kept under hashes that the utility gateway makes', async () => {
    const utility = createRecorder({ hash: (_params: { readonly value: unknown }) => 'the-hash' });
    const keys: string[] = [];
    const cache = {
      get: async ({ key }: { readonly key: string }) => void keys.push(key),
      set: async () => {},
    };
    const { execute } = createSecurityGateway({}, { peers: { utility: utility.operations, cache: cache as never } });
    await execute('enforceRateLimit', { key: 'ada', limit: 1, windowMs: 1_000 });
    await execute('authenticateToken', { token: 'a.b.c', secret: 'x'.repeat(32) });
    expect(keys).toEqual(['security:rate:the-hash', 'security:token:the-hash']);
    expect(utility.paramsOf('hash')).toHaveLength(2);
  });
});

/** Security with a logging gateway that redacts as the real one does: by security, or by the kernel where that is on the chain. */
function createLogged() {
  const environment = createTestEnvironment();
  const written: unknown[] = [];
  const late: { logging?: LoggingLike } = {};
  const security = createSecurityGateway(
    {},
    {
      environment,
      peers: {
        get logging() {
          return late.logging as LoggingLike;
        },
      },
    },
  );
  const logging = createGateway<LoggingLike, { readonly security: Pick<SecurityOperations, 'filterSensitive'> }>(
    {
      name: 'logging',
      alone: { security: { filterSensitive: ({ data }) => redact(data, knownSecrets(environment)) as typeof data } },
      operations: {
        warning: (params, call) => void written.push(call.peers.security.filterSensitive({ data: params })),
      },
    },
    { environment, peers: { security: security.operations } },
  );
  late.logging = logging.operations;
  return { environment, security, written };
}

interface LoggingLike {
  warning(params: LogMessageParams): void;
}
