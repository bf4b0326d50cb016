import { type DirectiveFacts, readDirective } from '../alexa/directive.ts';
import { readEventBridge } from '../events/event-bridge.ts';
import { readSns, readSqs } from '../events/records.ts';
import { readHttpFacts } from '../http/http-event.ts';
import { isRecord, member, own, ownText, textMember } from '../member.ts';
import type { Incoming, Shape } from './incoming.ts';

const MAX_PATH_LENGTH = 200;
const MAX_ENDPOINT_LENGTH = 80;

/** More of a text is neither shown nor searched. */
const MAX_SEARCHED_LENGTH = 8_192;

/** Takes the secrets out of a text. */
export type Hide = (text: string) => string;

/** Of printable characters only. */
const PLAIN = /^[\x20-\x7e]*$/;
/** Names of interfaces, directives, requests and intents. Whatever looks otherwise is not repeated in a log. */
const NAME = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;
/** What EventBridge calls an event: `EC2 Instance State-change Notification`. */
const TITLE = /^[A-Za-z][A-Za-z0-9 ._-]{0,99}$/;
/** Who sends events that are not handled, such as `aws:sqs` and `aws.events`. */
const AWS_SOURCE = /^aws[.:][a-z0-9.:-]{1,40}$/;

/**
 * What was asked, without a secret: `PowerController.TurnOn light#kitchen`, `IntentRequest Weather`, `GET /health`.
 *
 * @param hide takes the secrets out of a text; asked of what is cut, as half a secret is found by nobody
 */
export function describeRequest({ kind, event, directive, http }: Incoming, hide: Hide): string {
  switch (kind) {
    case 'alexa-smart-home':
      return describeDirective(directive ?? readDirective(event), hide);
    case 'alexa-skill': {
      const type = nameOr('request', textMember(event, 'request', 'type'));
      const intent = textMember(event, 'request', 'intent', 'name');
      return intent === undefined ? type : `${type} ${nameOr('intent', intent)}`;
    }
    case 'http': {
      const { method, path } = http ?? readHttpFacts(event);
      return `${nameOr('method', method)} ${cutTo(MAX_PATH_LENGTH, printable(path), hide)}`;
    }
    case 'diagnostics':
      return 'diagnostics';
    case 'sqs': {
      const messages = readSqs(event);
      return `${messages.length} messages of queue ${nameOr('unknown', messages[0]?.queue)}`;
    }
    case 'sns':
      return `notification of topic ${nameOr('unknown', readSns(event)[0]?.topic)}`;
    case 'event-bridge': {
      const { source, detailType } = readEventBridge(event);
      return `${nameOr('event', source)} ${TITLE.test(detailType) ? detailType : ''}`.trim();
    }
    default:
      return describeUnknown(event);
  }
}

/** What was answered: `Response`, `ErrorResponse BRIDGE_UNREACHABLE`, `Discover.Response 9 endpoints`, `speech`, `200`. */
export function describeOutcome(shape: Shape, answer: unknown): string {
  switch (shape) {
    case 'smart-home': {
      const event = own(answer, 'event');
      const payload = own(event, 'payload');
      const name = nameOr('message', ownText(own(event, 'header'), 'name'));
      if (name === 'ErrorResponse') return `${name} ${nameOr('', ownText(payload, 'type'))}`.trim();
      const endpoints = own(payload, 'endpoints');
      return Array.isArray(endpoints) ? `${name} ${endpoints.length} endpoints` : name;
    }
    case 'skill':
      return describeSkillAnswer(member(answer, 'response'));
    case 'http':
      return String(member(answer, 'statusCode'));
    case 'batch': {
      const failures = member(answer, 'batchItemFailures');
      const failed = Array.isArray(failures) ? failures.length : 0;
      return failed === 0 ? 'handled' : `handled, ${failed} failed`;
    }
    case 'unattended':
      return 'handled';
    default:
      return textMember(answer, 'error', 'code') ?? 'answered';
  }
}

function describeDirective({ namespace, name, endpointId }: DirectiveFacts, hide: Hide): string {
  const group = nameOr('', namespace === undefined ? undefined : withoutAlexa(namespace));
  const asked = nameOr('directive', name);
  const directive = group === '' ? asked : `${group}.${asked}`;
  return endpointId === undefined ? directive : `${directive} ${cutTo(MAX_ENDPOINT_LENGTH, endpointId, hide)}`;
}

/** `Alexa.PowerController` without what all of them begin with. */
function withoutAlexa(namespace: string): string {
  if (!namespace.startsWith('Alexa')) return namespace;
  return namespace.slice(namespace.startsWith('.', 5) ? 6 : 5);
}

function describeSkillAnswer(response: unknown): string {
  const card = textMember(response, 'card', 'type');
  const parts = [
    isRecord(member(response, 'outputSpeech')) ? 'speech' : '',
    card === undefined ? '' : `${nameOr('', card)} card`.trim(),
    isRecord(member(response, 'canFulfillIntent')) ? 'canFulfillIntent' : '',
    Array.isArray(member(response, 'directives')) ? 'directives' : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'empty' : parts.join(', ');
}

function describeUnknown(event: unknown): string {
  const record = member(event, 'Records', '0');
  const sources = [
    textMember(record, 'eventSource'),
    textMember(record, 'EventSource'),
    textMember(event, 'source'),
    textMember(event, 'eventSource'),
  ];
  const source = sources.find((one) => one !== undefined && AWS_SOURCE.test(one));
  return source === undefined ? 'unknown event' : `unknown event from ${source}`;
}

/** The beginning of a text; what is hidden in it is hidden before it is cut. */
export function cutTo(maxLength: number, text: string, hide: Hide): string {
  return text.length <= maxLength ? text : hide(text.slice(0, MAX_SEARCHED_LENGTH)).slice(0, maxLength);
}

function nameOr(otherwise: string, name: string | undefined): string {
  return name !== undefined && NAME.test(name) ? name : otherwise;
}

function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
