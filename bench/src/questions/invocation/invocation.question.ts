import { Router } from '@aws-lambda-powertools/event-handler/http';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { silence } from '../silent.ts';
import { httpEvent, lambdaContext } from './events.ts';
import { peersWork } from './peers-work.ts';
import { turnOn, turnOnAnswer } from './smart-home.ts';
import { wholeFunction } from './whole-function.ts';

/**
 * An invocation leaves so much garbage that collecting it has to be in what is measured: a batch has a few collections of the
 * young generation in it, which those of 6 ms have not.
 */
const BATCH_MS = 60;

/** Whole invocations without the network: from the event to the answer, with the closing log line and one EMF document. */
export const question: Question = {
  title: 'Whole invocations',
  peers: [
    '@middy/core',
    '@aws-lambda-powertools/logger',
    '@aws-lambda-powertools/metrics',
    '@aws-lambda-powertools/event-handler',
  ],
  async ask(asking) {
    const context = lambdaContext();
    const event = turnOn('light#kitchen');
    const { eventHandler } = wholeFunction(() => turnOnAnswer).gateways.lambda.operations;
    const like = peersWork(turnOnAnswer);
    const bare = wholeFunction(() => turnOnAnswer).gateways.lambda.operations;
    // The same gateways with a route that answers at once, which is all that the peers do.
    bare.registerRoute({
      kind: 'http',
      method: 'GET',
      path: '/rooms/:room',
      handler: ({ params }) => ({ body: params }),
    });

    const logger = silence(new Logger({ serviceName: 'bench', logLevel: 'INFO' }));
    const metrics = silence(new Metrics({ namespace: 'Bench', serviceName: 'bench' }));
    const closing = (kind: string, startedMs: number) => {
      const durationMs = performance.now() - startedMs;
      logger.info('invocation', { event: kind, outcome: 'Response', durationMs, coldStart: false });
      metrics.addMetric('Invocations', MetricUnit.Count, 1);
      metrics.addMetric('Errors', MetricUnit.Count, 0);
      metrics.addMetric('Duration', MetricUnit.Milliseconds, durationMs);
    };
    const watched = (handler: (event: unknown, context: unknown) => Promise<unknown>) =>
      middy(handler).use(injectLambdaContext(logger)).use(logMetrics(metrics));
    const peer = watched(async () => {
      const startedMs = performance.now();
      const answer: unknown = JSON.parse(turnOnAnswer);
      closing('alexa-smart-home', startedMs);
      return answer;
    });
    const router = new Router({ logger });
    router.get('/rooms/:room', ({ params }) => ({ room: params.room }));
    const watchedRouter = watched(async (given, about) => {
      const startedMs = performance.now();
      const answer = await router.resolve(given, about as never);
      closing('http', startedMs);
      return answer;
    });
    const request = httpEvent('GET', '/rooms/kitchen');
    const isDone = ({ event: { header } }: { event: { header: { name: string } } }) => header.name === 'Response';
    const isRoom = ({ statusCode, body }: { statusCode: number; body: string }) =>
      statusCode === 200 && body === '{"room":"kitchen"}';
    return {
      tables: [
        await compare(
          {
            id: 'invocation-smart-home',
            title: 'A whole Smart Home invocation without the network',
            reference: 'hearthgate',
            batchMs: BATCH_MS,
            tasks: [
              { name: 'hearthgate', side: 'ours', holds: isDone, run: () => eventHandler({ event, context }) },
              {
                name: "hearthgate, only the peer's work",
                side: 'ours',
                holds: isDone,
                run: () => like.eventHandler({ event, context }),
              },
              {
                name: 'middy + Powertools logger + metrics',
                side: 'peer',
                holds: isDone,
                run: () => peer(event as never, context as never),
              },
            ],
            note: 'Ours checks the event and the answer, chooses the home, goes through the breaker and redacts; the peer logs, counts and answers what was there.',
          },
          asking,
        ),
        await compare(
          {
            id: 'invocation-http',
            title: 'A whole HTTP invocation through a route with a parameter',
            reference: 'hearthgate',
            batchMs: BATCH_MS,
            tasks: [
              {
                name: 'hearthgate',
                side: 'ours',
                holds: isRoom,
                run: () => bare.eventHandler({ event: request, context }),
              },
              {
                name: 'Powertools event-handler, no log, no metrics',
                side: 'peer',
                holds: isRoom,
                run: () => router.resolve(request, context as never),
              },
              {
                name: 'middy + Powertools logger + metrics + event-handler',
                side: 'peer',
                holds: isRoom,
                run: () => watchedRouter(request as never, context as never),
              },
            ],
          },
          asking,
        ),
      ],
    };
  },
};
