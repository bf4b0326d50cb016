import { createLambdaGateway } from '@hearthgate/lambda';
import { createLoggingGateway } from '@hearthgate/logging';
import { createMetricsGateway } from '@hearthgate/metrics';
import { getIntentName, getRequestType, type RequestHandler, ResponseFactory, SkillBuilders } from 'ask-sdk-core';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { silent } from '../silent.ts';
import { MIDDY_PEERS } from './beside-middy.ts';
import { lambdaContext, skillRequest } from './events.ts';
import { withMiddy } from './with-middy.ts';

const SPEECH = 'The light in the kitchen is on.';

/** What a custom skill says: the answer by itself, and a whole request through one handler. */
export const question: Question = {
  title: 'Alexa responses',
  peers: ['ask-sdk-core', ...MIDDY_PEERS],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const peers = {
        logging: createLoggingGateway({ destination: silent, maxLinesPerInvocation: 1_000_000_000 }, { environment })
          .operations,
        metrics: createMetricsGateway({ destination: silent }, { environment }).operations,
      };
      const own = createLambdaGateway({}, { environment, peers }).operations;
      own.registerRoute({
        kind: 'alexa-skill',
        handler: async () => own.createAlexaResponse({ type: 'simple', speech: SPEECH }),
      });
      const hello: RequestHandler = {
        canHandle: ({ requestEnvelope }) =>
          getRequestType(requestEnvelope) === 'IntentRequest' && getIntentName(requestEnvelope) === 'HelloIntent',
        handle: ({ responseBuilder }) => responseBuilder.speak(SPEECH).withShouldEndSession(true).getResponse(),
      };
      const skill = SkillBuilders.custom().addRequestHandlers(hello).create();
      const event = skillRequest({ name: 'HelloIntent' });
      const { wrap, close } = withMiddy();
      const watched = wrap(async (given, about) => {
        const startedMs = performance.now();
        const answer = await skill.invoke(given as never, about);
        close('alexa-skill', startedMs);
        return answer;
      });
      const context = lambdaContext();
      const speaks = (answer: object) => JSON.stringify(answer).includes(SPEECH);
      return {
        tables: [
          await compare(
            {
              id: 'alexa-response',
              title: 'A spoken answer, made',
              reference: 'hearthgate',
              tasks: [
                {
                  name: 'hearthgate',
                  side: 'ours',
                  holds: speaks,
                  run: () => own.createAlexaResponse({ type: 'simple', speech: SPEECH }),
                },
                {
                  name: 'ask-sdk-core',
                  side: 'peer',
                  holds: speaks,
                  run: () => ResponseFactory.init().speak(SPEECH).withShouldEndSession(true).getResponse(),
                },
              ],
              note: 'Ours checks length and characters of what is said.',
            },
            asking,
          ),
          await compare(
            {
              id: 'alexa-skill',
              title: 'A whole request to a custom skill',
              reference: 'hearthgate',
              tasks: [
                { name: 'hearthgate', side: 'ours', holds: speaks, run: () => own.eventHandler({ event, context }) },
                {
                  name: 'ask-sdk-core + middy + Powertools logger + metrics',
                  side: 'peer',
                  holds: speaks,
                  run: () => watched(event, context),
                },
                {
                  name: 'ask-sdk-core, no log, no metrics',
                  side: 'peer',
                  holds: speaks,
                  run: () => skill.invoke(event as never, context),
                },
              ],
              note: 'Ours checks the event, and writes a log line and an EMF document.',
            },
            asking,
          ),
        ],
      };
    }),
};
