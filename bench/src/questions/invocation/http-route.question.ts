import { Router } from '@aws-lambda-powertools/event-handler/http';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { MIDDY_PEERS } from './beside-middy.ts';
import { httpEvent, lambdaContext } from './events.ts';
import { WHOLE_INVOCATIONS } from './sampling.ts';
import { turnOnAnswer } from './smart-home.ts';
import { wholeFunction } from './whole-function.ts';
import { withMiddy } from './with-middy.ts';

/** An event of HTTP whose route answers at once. */
export const question: Question = {
  title: 'A route of HTTP',
  peers: [...MIDDY_PEERS, '@aws-lambda-powertools/event-handler'],
  async ask(asking) {
    const context = lambdaContext();
    const event = httpEvent('GET', '/rooms/kitchen');
    const { registerRoute, eventHandler } = wholeFunction(() => turnOnAnswer).gateways.lambda.operations;
    registerRoute({
      kind: 'http',
      method: 'GET',
      path: '/rooms/:room',
      handler: ({ params }) => ({ body: params }),
    });
    const { logger, wrap, close } = withMiddy();
    const router = new Router({ logger });
    router.get('/rooms/:room', ({ params }) => ({ room: params.room }));
    const resolve = (given: unknown, about: unknown) => router.resolve(given, about as never);
    const watched = wrap(async (given, about) => {
      const startedMs = performance.now();
      const answer = await resolve(given, about);
      close('http', startedMs);
      return answer;
    });
    const isRoom = ({ statusCode, body }: { statusCode: number; body: string }) =>
      statusCode === 200 && body === '{"room":"kitchen"}';
    const comparison = {
      id: 'invocation-http',
      title: 'A whole HTTP invocation through a route with a parameter',
      reference: 'hearthgate',
      ...WHOLE_INVOCATIONS,
      tasks: [
        { name: 'hearthgate', side: 'ours', holds: isRoom, run: () => eventHandler({ event, context }) },
        {
          name: 'Powertools event-handler, no log, no metrics',
          side: 'peer',
          holds: isRoom,
          run: () => resolve(event, context),
        },
        {
          name: 'middy + Powertools logger + metrics + event-handler',
          side: 'peer',
          holds: isRoom,
          run: () => watched(event, context),
        },
      ],
    } as const;
    return { tables: [await compare(comparison, asking)] };
  },
};
