import type { RouteKind } from '@hearthgate/contracts';
import { isEventBridge } from '../events/event-bridge.ts';
import { recordsOf } from '../events/records.ts';
import { isRecord, member, own, ownText, textMember } from '../member.ts';

/** What an event is; `unknown` is an answer too. */
export type EventKind = RouteKind | 'unknown';

/**
 * Tells kinds of events apart by the members that each always has. Smart Home v3: `directive.header`. Custom skill:
 * `request.type` with a version, context or session. HTTP: `requestContext` with `http` or `elb`, or with `httpMethod`
 * beside it, unless it is for an authorizer. SQS and SNS: the first of `Records`. EventBridge: `source` and `detail-type`.
 */
export function classify(event: unknown): EventKind {
  if (isRecord(own(own(event, 'directive'), 'header'))) return 'alexa-smart-home';
  if (ownText(own(event, 'request'), 'type') !== undefined && isSkillEnvelope(event)) return 'alexa-skill';
  if (isHttp(event)) return 'http';
  const records = recordsOf(event);
  if (records !== undefined) return records;
  if (isEventBridge(event)) return 'event-bridge';
  return member(event, 'hearthgate') === 'diagnostics' ? 'diagnostics' : 'unknown';
}

function isSkillEnvelope(event: unknown): boolean {
  if (textMember(event, 'version') !== undefined) return true;
  return isRecord(member(event, 'context', 'System')) || isRecord(member(event, 'session'));
}

function isHttp(event: unknown): boolean {
  // What an authorizer is asked looks like the request itself, and would reach its handler before anybody was let in.
  if (ownText(event, 'methodArn') !== undefined || ownText(event, 'routeArn') !== undefined) return false;
  const context = own(event, 'requestContext');
  if (ownText(own(context, 'http'), 'method') !== undefined) return true;
  const isOlder = isRecord(context) && ownText(event, 'httpMethod') !== undefined;
  return isOlder && ownText(event, 'path') !== undefined;
}
