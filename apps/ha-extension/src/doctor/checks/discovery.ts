import { acceptAnswer } from '../../bridge/answer/accept-answer.ts';
import { failureOfError } from '../../bridge/classify.ts';
import { MAX_ENDPOINTS } from '../../bridge/discovery/discovery-repair.ts';
import { member } from '../../bridge/json.ts';
import { isDirect } from '../../direct/direct-home.ts';
import { type Check, failed, ok, warning } from '../check.ts';

/** Lambda hands on no longer an answer (docs.aws.amazon.com, Lambda quotas). */
const MAX_BYTES = 6 * 1024 * 1024;

/** How many devices Alexa would find, and what the bridge has to mend or leave out for it. */
export const discovery: Check = {
  name: 'discovery',
  needs: ['smart-home'],
  async run({ facts, environment, settings, settingName }) {
    const { event, answer } = facts.discovery ?? { event: {}, answer: undefined };
    const filter = isDirect(settings)
      ? `narrow ${settingName('EXPOSE')} or widen ${settingName('HIDE')}`
      : 'narrow the filter in configuration.yaml (alexa: smart_home: filter:)';
    try {
      const { message, note } = await acceptAnswer(answer, { event, nowMs: environment.clock.now() });
      const given = countIn(answer);
      const found = countIn(message);
      const bytes = Buffer.byteLength(JSON.stringify(message));
      const saw = `${found} devices for Alexa out of ${given}, ${Math.ceil(bytes / 1024)} KB.`;
      if (bytes > MAX_BYTES) {
        return failed(saw, 'Lambda hands on no answer of more than 6 MB.', `Show fewer entities: ${filter}.`);
      }
      if (found === 0) {
        return warning(
          saw,
          'Alexa would find no device.',
          isDirect(settings)
            ? `Look at ${settingName('EXPOSE')} and ${settingName('HIDE')}.`
            : 'Look at the filter in configuration.yaml (alexa: smart_home: filter:), and whether the home has devices that Alexa knows.',
        );
      }
      if (given > MAX_ENDPOINTS && found === MAX_ENDPOINTS) {
        return warning(
          saw,
          `Alexa takes ${MAX_ENDPOINTS} devices of one skill; the others are left out in the order of their ids.`,
          `Choose yourself which are shown: ${filter}.`,
        );
      }
      if (note === undefined) return ok(saw, 'All of it is valid for Alexa.');
      const lost = given - found;
      if (lost === 0)
        return ok(`${saw} Left out: ${note}.`, 'Alexa finds all devices; what it does not know of them is left out.');
      return warning(
        `${saw} Left out: ${note}.`,
        `${lost} ${lost === 1 ? 'device is' : 'devices are'} not valid for Alexa, and would make it refuse all of them.`,
        'Mend them in Home Assistant (name, id, type), or hide them from Alexa.',
      );
    } catch (error) {
      return failed(
        failureOfError(error).message,
        'The home answered, but with no list of devices.',
        "Look into the home's log, and update Home Assistant.",
      );
    }
  },
};

function countIn(message: unknown): number {
  const { endpoints } = member(message, 'event', 'payload');
  return Array.isArray(endpoints) ? endpoints.length : 0;
}
