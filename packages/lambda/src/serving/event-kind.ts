import type { RouteKind } from '@hearthgate/contracts';
import { isRecord, member, textMember } from '../member.ts';

/** What an event is; `unknown` is an answer too. */
export type EventKind = RouteKind | 'unknown';

/**
 * Tells kinds of events apart by the members that each always has. Smart Home v3: `directive.header`. Custom skill:
 * `request.type` with a version, context or session. API Gateway payload 2.0 and Function URL: `requestContext.http`.
 */
export function classify(event: unknown): EventKind {
  if (isRecord(member(event, 'directive', 'header'))) return 'alexa-smart-home';
  if (textMember(event, 'request', 'type') !== undefined && isSkillEnvelope(event)) return 'alexa-skill';
  if (textMember(event, 'requestContext', 'http', 'method') !== undefined) return 'http';
  return member(event, 'hearthgate') === 'diagnostics' ? 'diagnostics' : 'unknown';
}

function isSkillEnvelope(event: unknown): boolean {
  if (textMember(event, 'version') !== undefined) return true;
  return isRecord(member(event, 'context', 'System')) || isRecord(member(event, 'session'));
}
