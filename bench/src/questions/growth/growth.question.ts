import { createCacheGateway } from '@hearthgate/cache';
import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import { createHttpGateway } from '@hearthgate/http-client';
import { createMetricsGateway } from '@hearthgate/metrics';
import { createSecurityGateway } from '@hearthgate/security';
import { createUtilityGateway } from '@hearthgate/utility';
import { grow } from '../../measure/grow.ts';
import type { Question } from '../../result.ts';
import { startServer } from '../http/server.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { httpEvent, lambdaContext } from '../invocation/events.ts';
import { discover, discoveryAnswer } from '../invocation/smart-home.ts';
import { wholeFunction } from '../invocation/whole-function.ts';
import { silent } from '../silent.ts';

const PAYLOADS = [1_000, 10_000, 100_000, 1_000_000, 6_000_000];
const GIB = 1024 ** 3;
const LEFT_OUT = 'Beyond 20,000 values the rest is left out, so that a log line cannot take all of the time.';

/** How the cost of a call grows with what there is. */
export const question: Question = {
  title: 'Growth',
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const server = await startServer();
      const http = createHttpGateway({ maxResponseBytes: 8_000_000 }, { environment }).operations;
      const { parseJson, sanitizeData } = createUtilityGateway({}, { environment }).operations;
      const { filterSensitive } = createSecurityGateway({}, { environment }).operations;
      const cacheOf = async (size: number) => {
        const { operations } = createCacheGateway({ maxBytes: GIB, defaultTtlMs: Infinity }, { environment });
        for (let number = 0; number < size; number += 1) await operations.set({ key: `k${number}`, value: number });
        return operations;
      };
      // A stride that is prime to all sizes: neighbours in time are none in memory.
      const walk = (size: number) => {
        let at = 0;
        return () => {
          at = (at + 7_919) % size;
          return at;
        };
      };
      const entries = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
      try {
        return {
          curves: [
            await grow(
              {
                id: 'growth-cache-get',
                title: 'A cache hit',
                of: 'entries',
                sizes: entries,
                async make(size) {
                  const cache = await cacheOf(size);
                  const next = walk(size);
                  return () => cache.get({ key: `k${next()}` });
                },
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-cache-set',
                title: 'Setting a cache entry',
                of: 'entries',
                sizes: entries,
                async make(size) {
                  const cache = await cacheOf(size);
                  const next = walk(size);
                  return () => cache.set({ key: `k${next()}`, value: 1 });
                },
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-breakers',
                title: 'A call through one breaker of many',
                of: 'breakers',
                sizes: [1, 10, 100, 1_000],
                async make(size) {
                  const { call } = createCircuitBreakerGateway({ maxBreakers: size }, { environment }).operations;
                  const run = async () => 7;
                  const names = Array.from({ length: size }, (_, number) => `b${number}`);
                  for (const name of names) await call({ name, run });
                  const next = walk(size);
                  return () => call({ name: names[next()] ?? '', run });
                },
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-series',
                title: 'Recording a value of one series of many',
                of: 'series',
                sizes: [1, 10, 100, 1_000, 10_000],
                make(size) {
                  const metrics = createMetricsGateway({ maxSeries: 20_000, destination: silent }, { environment });
                  const { recordMetric } = metrics.operations;
                  const names = Array.from({ length: size }, (_, number) => `Series${number}`);
                  const next = walk(size);
                  let recorded = 0;
                  return () => {
                    recordMetric({ name: names[next()] ?? '', value: 1 });
                    recorded += 1;
                    // Values wait in memory for their document; it leaves before they are many.
                    if (recorded % 1_000 === 0) metrics.operations.publish();
                  };
                },
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-endpoints',
                title: 'A whole discovery without the network',
                of: 'endpoints',
                sizes: [10, 30, 100, 300],
                make(size) {
                  const answer = discoveryAnswer(size);
                  const { eventHandler } = wholeFunction(() => answer).gateways.lambda.operations;
                  const context = lambdaContext();
                  return () => eventHandler({ event: discover, context });
                },
                batchMs: 20,
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-http',
                title: 'A GET over a kept connection',
                of: 'bytes of the body',
                sizes: PAYLOADS,
                make: (size) => () => http.makeRequest({ method: 'GET', url: `${server.url}/${size}` }),
                clock: 'elapsed',
                batchMs: 30,
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-event',
                title: 'A whole HTTP invocation, the body sent back',
                of: 'bytes of the body',
                sizes: PAYLOADS,
                async make(size) {
                  const { gateways } = wholeFunction(() => '', 2 * size);
                  const { registerRoute, eventHandler } = gateways.lambda.operations;
                  registerRoute({ kind: 'http', method: 'POST', path: '/echo', handler: ({ body }) => ({ body }) });
                  const event = httpEvent('POST', '/echo', { body: 'x'.repeat(size) });
                  const context = lambdaContext();
                  const { length } = JSON.stringify(await eventHandler({ event, context }));
                  if (length < size) throw new Error(`What came back has ${length} bytes.`);
                  return () => eventHandler({ event, context });
                },
                batchMs: 20,
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-parse',
                title: 'Parsing JSON',
                of: 'bytes of text',
                sizes: PAYLOADS,
                make(size) {
                  const text = JSON.stringify(states(size));
                  return () => parseJson({ text });
                },
                batchMs: 20,
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-sanitize',
                title: 'Making plain data',
                of: 'bytes as JSON',
                note: LEFT_OUT,
                sizes: PAYLOADS,
                make(size) {
                  const data = states(size);
                  return () => sanitizeData({ data });
                },
                batchMs: 20,
              },
              asking,
            ),
            await grow(
              {
                id: 'growth-redact',
                title: 'Taking secrets out of data',
                of: 'bytes as JSON',
                note: LEFT_OUT,
                sizes: PAYLOADS,
                make(size) {
                  const data = states(size);
                  return () => filterSensitive({ data });
                },
                batchMs: 20,
              },
              asking,
            ),
          ],
        };
      } finally {
        await http.resetPool();
        server.stop();
      }
    }),
};

/** States of devices that make so many bytes of JSON, about. */
function states(bytes: number): readonly object[] {
  const one = { id: 'light.kitchen_0000', state: 'on', attributes: { brightness: 128, name: 'Kitchen' } };
  return Array.from({ length: Math.ceil(bytes / (JSON.stringify(one).length + 1)) }, (_, number) => ({
    ...one,
    id: `light.kitchen_${String(number).padStart(4, '0')}`,
  }));
}
