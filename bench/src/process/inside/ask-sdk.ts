// A custom skill as the SDK's documentation writes it.
import { type HandlerInput, SkillBuilders } from 'ask-sdk-core';
import type { RequestEnvelope } from 'ask-sdk-model';

const TEXT = 'You can ask for the state of your home, or tell it what to do. What would you like?';

const skill = SkillBuilders.custom()
  .addRequestHandlers({
    canHandle: ({ requestEnvelope: { request } }: HandlerInput) =>
      request.type === 'IntentRequest' && request.intent.name === 'AMAZON.HelpIntent',
    handle: ({ responseBuilder }: HandlerInput) => responseBuilder.speak(TEXT).reprompt(TEXT).getResponse(),
  })
  .addErrorHandlers({
    canHandle: () => true,
    handle: ({ responseBuilder }: HandlerInput) => responseBuilder.speak('Sorry.').getResponse(),
  })
  .create();

// Not its `lambda()`, which takes a callback: Lambda's Node.js 24 calls none.
export const handler = (event: RequestEnvelope, context: object): Promise<unknown> => skill.invoke(event, context);
