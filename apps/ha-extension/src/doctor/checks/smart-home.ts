import { isDirect } from '../../direct/direct-home.ts';
import type { Answer } from '../ask.ts';
import { type Check, type Finding, failed, ok } from '../check.ts';
import { askForDevices, discoverEvent } from '../discover.ts';
import type { Examination } from '../examination.ts';
import { adviceOf, trouble } from '../trouble.ts';

/** Whether the home answers directives: by its Alexa integration, or in direct mode by its states. */
export const smartHome: Check = {
  name: 'smart-home',
  needs: ['token', 'api'],
  async run(home) {
    const event = discoverEvent(home.settings.token ?? '');
    const answer = await askForDevices(home, event);
    const path = isDirect(home.settings) ? 'GET /api/states' : 'POST /api/alexa/smart_home';
    const { failure, json, durationMs } = answer;
    if (failure === undefined && json !== undefined) {
      home.facts.discovery = { event, answer: json, durationMs };
      return ok(`${path} was answered in ${durationMs} ms.`, 'The home takes directives.');
    }
    return missing(home, answer, path);
  },
};

function missing(home: Examination, answer: Answer, path: string): Finding {
  const { config } = home.facts;
  const components: readonly unknown[] = Array.isArray(config?.components) ? config.components : [];
  const kind = answer.failure?.kind;
  if (kind === 'not-found' && !isDirect(home.settings)) {
    return failed(
      `${path} was answered with status ${answer.response?.status}.`,
      components.includes('alexa')
        ? 'The Alexa integration is loaded, but not its Smart Home part.'
        : 'The home has no Alexa integration, or a proxy does not let the path through.',
      `Add "alexa:" with "smart_home:" below it to configuration.yaml and restart. Or set ${home.settingName('MODE')}=direct, which needs none.`,
    );
  }
  if (kind === 'answer-too-large') {
    return failed(
      `The answer to ${path} has more than 6 MB.`,
      'Lambda hands on no more, so that Alexa would find no device.',
      'Show fewer entities to Alexa: alexa: smart_home: filter: in configuration.yaml.',
    );
  }
  if (kind === 'too-slow') {
    return failed(
      `${path} was not answered within ${home.settings.timeoutMs} ms.`,
      adviceOf(answer).means,
      `Show fewer entities to Alexa, and look what slows the home down: ${path} has to be answered in less than 8 s.`,
    );
  }
  return trouble(answer, path);
}
