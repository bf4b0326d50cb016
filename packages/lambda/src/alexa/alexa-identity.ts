import type { AlexaIdentity, AuthenticateAlexaParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { textMember } from '../member.ts';
import { classify } from '../serving/event-kind.ts';

/** Where directives carry the access token: control, discovery, account linking. */
const directiveTokens = [
  ['endpoint', 'scope', 'token'],
  ['payload', 'scope', 'token'],
  ['payload', 'grantee', 'token'],
];

/**
 * Who calls, for a gateway that has no security peer: an allow-list that nobody looked at would be worse than none.
 *
 * @throws GatewayError `SECURITY_NOT_ALEXA`, `SECURITY_UNKNOWN_SKILL`
 */
export function identify({ request, allowedSkillIds = [] }: AuthenticateAlexaParams): AlexaIdentity {
  const kind = classify(request);
  if (kind === 'alexa-smart-home') {
    const tokens = directiveTokens.map((path) => textMember(request, 'directive', ...path));
    return { kind: 'smart-home', token: tokens.find((token) => token !== undefined) };
  }
  if (kind !== 'alexa-skill') throw new GatewayError('SECURITY_NOT_ALEXA', 'This is no message from Alexa.');
  const read = (...path: readonly string[]) =>
    textMember(request, 'context', 'System', ...path) ?? textMember(request, 'session', ...path);
  const skillId = read('application', 'applicationId');
  if (allowedSkillIds.length > 0 && (skillId === undefined || !allowedSkillIds.includes(skillId))) {
    throw new GatewayError('SECURITY_UNKNOWN_SKILL', 'The skill is not among allowedSkillIds.');
  }
  return { kind: 'custom-skill', skillId, token: read('user', 'accessToken') };
}
