import { failureOfError } from '../../bridge/classify.ts';
import { conversationRequest, readConversationReply } from '../../skill/conversation.ts';
import { type Check, failed, ok, skipped, warning } from '../check.ts';
import { trouble } from '../trouble.ts';

/** No sentence of any language that the home could act on: no device, no verb, no question. */
const SENTENCE = 'hearthgate doctor xyzzy';

/** Whether the home takes sentences, which the custom skill needs. */
export const conversation: Check = {
  name: 'conversation',
  needs: ['token', 'api'],
  async run({ facts, settings, ask, settingName }) {
    const components = facts.config?.components;
    if (Array.isArray(components) && !components.includes('conversation')) {
      return skipped(
        'The home has no conversation integration.',
        'Smart Home does not need it; the custom skill does.',
        'For the custom skill, add conversation: (or default_config:) to configuration.yaml and restart.',
      );
    }
    const { agentId } = settings.conversation;
    const configured = facts.config?.language;
    const language = settings.conversation.language ?? (typeof configured === 'string' ? configured : 'en');
    const body = conversationRequest(SENTENCE, language, agentId, undefined);
    const answer = await ask({ path: '/api/conversation/process', body, withToken: true });
    const sent = `"${SENTENCE}" (${language}), which asks for nothing,`;
    if (answer.failure?.kind === 'bad-request') {
      return failed(
        `${sent} was answered with status 400.`,
        agentId === undefined
          ? 'The home does not take sentences in this form.'
          : `The home knows no such agent, or not this language.`,
        agentId === undefined
          ? 'Update Home Assistant.'
          : `Check ${settingName('AGENT_ID')} and ${settingName('LANGUAGE')}.`,
      );
    }
    if (answer.failure?.kind === 'not-found') {
      return warning(
        `${sent} was answered with status 404.`,
        'The home has no conversation, which only the custom skill needs.',
        'Add conversation: (or default_config:) to configuration.yaml and restart.',
      );
    }
    if (answer.failure !== undefined) return trouble(answer, 'POST /api/conversation/process');
    try {
      readConversationReply(answer.json);
      return ok(`${sent} was answered in ${answer.durationMs} ms.`, 'The custom skill can talk with the home.');
    } catch (error) {
      return failed(
        failureOfError(error).message,
        'The home answered, but not as a conversation.',
        'Update Home Assistant.',
      );
    }
  },
};
