import type { AlexaIdentity } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { own, ownMember, ownText } from './own-member.ts';

/** Who an Alexa request comes from, and what in it must never be written anywhere. */
export interface AlexaRequest {
  readonly identity: AlexaIdentity;
  readonly secrets: readonly (string | undefined)[];
}

/**
 * What a request says of its sender.
 *
 * @throws GatewayError `SECURITY_NOT_ALEXA`
 */
export function readAlexaRequest(request: unknown): AlexaRequest {
  const found = readDirective(request) ?? readSkillRequest(request);
  if (found !== undefined) return found;
  const message =
    'The request is none of Alexa: it has neither directive.header nor request.type with context.System or session.';
  throw new GatewayError('SECURITY_NOT_ALEXA', message);
}

/**
 * Lets pass what carries an allowed skill id, and smart-home directives, which carry none: there the trigger's
 * permission is the check. An empty list allows every skill.
 *
 * @throws GatewayError `SECURITY_UNKNOWN_SKILL`
 */
export function checkSkill({ kind, skillId }: AlexaIdentity, allowedSkillIds: readonly string[] = []): void {
  if (kind === 'smart-home' || allowedSkillIds.length === 0) return;
  if (skillId !== undefined && allowedSkillIds.includes(skillId)) return;
  const what =
    skillId === undefined ? 'The request names no skill' : `The skill ${skillId.slice(0, 200)} is not allowed`;
  throw new GatewayError('SECURITY_UNKNOWN_SKILL', `${what}; add the id to the allowed skills if it is yours.`);
}

/**
 * Smart Home v3: the token lies in `endpoint.scope` of a directive to a device, in `payload.scope` of Discover and in
 * `payload.grantee` of AcceptGrant, whose `grant.code` is as secret. Such directives carry no skill id.
 */
function readDirective(request: unknown): AlexaRequest | undefined {
  const directive = own(request, 'directive');
  const header = own(directive, 'header');
  if (!isText(own(header, 'namespace')) || !isText(own(header, 'name'))) return undefined;
  const payload = own(directive, 'payload');
  const token =
    ownText(own(directive, 'endpoint'), 'scope', 'token') ??
    ownText(payload, 'scope', 'token') ??
    ownText(payload, 'grantee', 'token');
  return { identity: { kind: 'smart-home', token }, secrets: [token, ownText(payload, 'grant', 'code')] };
}

/**
 * A custom-skill request. `context.System` comes first: requests outside a session (CanFulfillIntentRequest, skill events)
 * have nothing else. `session` stands in where an old test event lacks the context.
 */
function readSkillRequest(request: unknown): AlexaRequest | undefined {
  if (ownText(request, 'request', 'type') === undefined) return undefined;
  const system = ownMember(request, 'context', 'System');
  const session = ownMember(request, 'session');
  if (!isObject(system) && !isObject(session)) return undefined;
  const skillId = ownText(system, 'application', 'applicationId') ?? ownText(session, 'application', 'applicationId');
  const token = ownText(system, 'user', 'accessToken') ?? ownText(session, 'user', 'accessToken');
  const secrets = [token, ownText(session, 'user', 'accessToken'), ownText(system, 'apiAccessToken')];
  return { identity: { kind: 'custom-skill', skillId, token }, secrets };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
