import { httpEvent, skillRequest } from '../questions/invocation/events.ts';
import { TOKEN, turnOn } from '../questions/invocation/smart-home.ts';

/** A directive as Alexa sends it. */
export const DIRECTIVE: object = turnOn('light#kitchen');

/** What asks for the health over a Function URL. */
export const HEALTH: object = httpEvent('GET', '/health');

/** A custom-skill request that is answered without the home's help. */
export const HELP: object = skillRequest({ name: 'AMAZON.HelpIntent' }, TOKEN);

/** One that the home answers. */
export const SENTENCE: object = skillRequest(
  {
    name: 'GetTextIntent',
    slots: { Text: { name: 'Text', value: 'turn on the kitchen light', confirmationStatus: 'NONE' } },
  },
  TOKEN,
);
