import { MIN_SECRET_LENGTH } from '@hearthgate/kernel';
import { member } from '../bridge/json.ts';
import type { ExtensionParts, Turn } from '../extension-parts.ts';

const SKILL_EVENT = /^AlexaSkillEvent\.([A-Za-z]{1,60})$/;
const MAX_DETAIL_LENGTH = 200;

/**
 * Logs what Alexa tells without waiting for words: what became of the skill in a person's account, and that an answer of
 * this function was of no use. A sender for whom nobody vouches writes no lines.
 */
export function noteNotice({ gateways, environment }: ExtensionParts, event: unknown, turn: Turn): void {
  const request = member(event, 'request');
  // SkillAccountLinked brings the person's access token, at a place where no other request has one.
  const { accessToken } = member(request, 'body');
  if (typeof accessToken === 'string' && accessToken.length >= MIN_SECRET_LENGTH) {
    environment.invocations.current()?.secrets.add(accessToken);
  }
  if (!turn.trusted) return;
  const [, skillEvent] = SKILL_EVENT.exec(String(request.type)) ?? [];
  if (skillEvent !== undefined) {
    gateways.logging.operations.info({ message: `Alexa tells of the skill: ${skillEvent}.` });
  }
  const error = member(request, 'error');
  if (error.type === undefined && error.message === undefined) return;
  const seen = gateways.security.operations.filterSensitive({
    data: [wordsOf(error.type), wordsOf(error.message)].join(': '),
  });
  const message = `Alexa reports a failure of the skill (${seen}); the request before this one is what to look at.`;
  gateways.logging.operations.warning({ message });
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, MAX_DETAIL_LENGTH) : 'not said';
}
