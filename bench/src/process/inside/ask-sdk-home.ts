// A custom skill that lets a home answer, as the SDK's documentation writes it, with the logger and the metrics of Powertools.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { getIntentName, getSlotValue, type HandlerInput, SkillBuilders } from 'ask-sdk-core';
import type { RequestEnvelope } from 'ask-sdk-model';
import { Agent, request } from 'undici';

const serviceName = 'bench';
const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: 'bench', serviceName });
const { BASE_URL = '', BASE_CA = '' } = process.env;
const dispatcher = new Agent({ connect: { ca: BASE_CA } });

interface Conversation {
  readonly response: { readonly speech: { readonly plain: { readonly speech: string } } };
}

const skill = SkillBuilders.custom()
  .addRequestHandlers({
    canHandle: ({ requestEnvelope }: HandlerInput) =>
      requestEnvelope.request.type === 'IntentRequest' && getIntentName(requestEnvelope) === 'GetTextIntent',
    async handle({ requestEnvelope, responseBuilder }: HandlerInput) {
      const { accessToken } = requestEnvelope.context.System.user;
      metrics.addMetric('Sentences', MetricUnit.Count, 1);
      const { statusCode, body } = await request(`${BASE_URL}/api/conversation/process`, {
        method: 'POST',
        dispatcher,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ text: getSlotValue(requestEnvelope, 'Text'), language: 'en' }),
      });
      const { response } = (await body.json()) as Conversation;
      logger.info('Sentence', { status: statusCode });
      return responseBuilder.speak(response.speech.plain.speech).withShouldEndSession(true).getResponse();
    },
  })
  .addErrorHandlers({
    canHandle: () => true,
    handle: ({ responseBuilder }: HandlerInput) => responseBuilder.speak('Sorry.').getResponse(),
  })
  .create();

metrics.captureColdStartMetric();

export async function handler(event: RequestEnvelope, context: never): Promise<unknown> {
  logger.addContext(context);
  try {
    return await skill.invoke(event, context);
  } finally {
    metrics.publishStoredMetrics();
  }
}
