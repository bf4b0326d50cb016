import type { Gateways } from '@hearthgate/contracts';
import { compose } from '@hearthgate/kernel';
import { createLambdaGateway } from '@hearthgate/lambda';
import { awsPrices, createMetricsGateway } from '@hearthgate/metrics';
import { createManualClock } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';

const GB_MS = 1_000;

/** Lambda and metrics as they are, in one composition, for a function of 1 GB: a second is a GB-second. */
function composed() {
  const clock = createManualClock();
  const metrics = { cost: { strongestProtection: 'stop' as const }, destination: { write() {} } };
  const { gateways } = compose<Pick<Gateways, 'lambda' | 'metrics'>>(
    {
      lambda: (wiring) => createLambdaGateway({}, wiring),
      metrics: (wiring) => createMetricsGateway(metrics, wiring),
    },
    { variables: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024' }, clock },
  );
  const { registerRoute, gatewayHandler, healthCheck } = gateways.lambda.operations;
  for (const importance of ['required', 'normal', 'optional'] as const) {
    registerRoute({ kind: 'http', method: 'GET', path: `/${importance}`, importance, handler: () => ({}) });
  }
  const get = async (importance: string) => {
    const event = { rawPath: `/${importance}`, requestContext: { http: { method: 'GET', path: `/${importance}` } } };
    return (await gatewayHandler({ event })).statusCode;
  };
  const use = (part: number) => {
    gateways.metrics.operations.countInvocation({
      durationMs: part * awsPrices.freeGbSeconds * GB_MS,
      failed: false,
      coldStart: false,
    });
    // What was used is looked at once a second.
    return clock.advance(1_000);
  };
  return { use, healthCheck, answers: async () => [await get('required'), await get('normal'), await get('optional')] };
}

describe('the free tier', () => {
  it('is protected by the lambda gateway as far as the metrics gateway has counted that it is used', async () => {
    const { use, answers, healthCheck } = composed();
    expect(await answers()).toEqual([200, 200, 200]);
    expect(await healthCheck()).toMatchObject({ protection: 'none', score: 100 });
    await use(0.8);
    expect(await answers()).toEqual([200, 200, 503]);
    expect(await healthCheck()).toMatchObject({ protection: 'reduce' });
    await use(0.2);
    expect(await answers()).toEqual([200, 503, 503]);
    const { protection, deductions } = await healthCheck();
    expect(protection).toBe('stop');
    expect(deductions).toContainEqual({ points: 10, reason: expect.stringContaining('stop') });
  });
});
