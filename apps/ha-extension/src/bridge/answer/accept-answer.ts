import { HomeFailure } from '../failure.ts';
import { isObject, type JsonObject } from '../json.ts';
import { answerKinds, fitsDirective } from './answer-kind.ts';
import { type Asked, isEndpointId, readAsked } from './asked.ts';
import { mendContext } from './context-repair.ts';
import { describeError, mendError } from './error-repair.ts';
import { createNotes, type Notes } from './notes.ts';
import { open, text } from './rule.ts';

/** What was asked, and when. */
export interface Question {
  /** The directive in its event, as it was sent to the home. */
  readonly event: unknown;
  /** What is known of it, where somebody has read it already. */
  readonly asked?: Asked | undefined;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** A message that Amazon's schema takes. */
export interface Accepted {
  readonly message: JsonObject;
  /** What was taken from the home's answer, in words for the log; undefined when nothing was. */
  readonly note: string | undefined;
}

/**
 * The home's answer to a directive as Amazon's schema takes it. A valid one stays as it is, but that the correlation token
 * is always the directive's own. What Home Assistant does not know better is mended: times, errors, ids that are echoed;
 * what Amazon does not know is left out and noted. Throws `HomeFailure` when it is no message at all, none that answers
 * this directive, or an error where Alexa knows none. Only discovery has to be waited for.
 */
export function acceptAnswer(answer: unknown, question: Question): Accepted | Promise<Accepted> {
  const { nowMs, asked = readAsked(question.event) } = question;
  const { event, header, payload, context } = partsOf(answer);
  const notes = createNotes();
  const accepted = (message: JsonObject): Accepted => ({ message, note: notes.text() });
  if (header.name === 'ErrorResponse') {
    return accepted({ event: acceptError(event, header, payload, asked, notes) });
  }
  const name = `${header.namespace} ${header.name}`;
  const kind = answerKinds.get(name);
  if (kind === undefined || !fitsDirective(name, asked.kind)) {
    throw new HomeFailure(
      'unexpected-answer',
      `${kind === undefined ? 'an unknown message' : name} is no answer to it`,
    );
  }
  const sampledAt = () => new Date(nowMs).toISOString();
  const finish = (mended: JsonObject | undefined): Accepted => {
    if (mended === undefined) throw new HomeFailure('unexpected-answer', `the payload of ${name} is not complete`);
    const mendedContext = kind.bare ? undefined : mendContext(context, sampledAt, notes);
    const endpoint = kind.bare ? undefined : endpointOf(event, asked, notes);
    const told = messageOf(headerOf(header, header.namespace, asked), mended, endpoint);
    return accepted(mendedContext === undefined ? { event: told } : { event: told, context: mendedContext });
  };
  const mended = kind.payload(payload, { sampledAt, notes });
  return mended instanceof Promise ? mended.then(finish) : finish(mended);
}

// Spreads of what may be missing take longer than the rest of a message.
function messageOf(header: JsonObject, payload: JsonObject, endpoint: JsonObject | undefined): JsonObject {
  return endpoint === undefined ? { header, payload } : { header, payload, endpoint };
}

function partsOf(answer: unknown) {
  const event = isObject(answer) ? answer.event : undefined;
  const header = isObject(event) ? event.header : undefined;
  if (!isObject(answer) || !isObject(event) || !isObject(header) || !isObject(event.payload)) {
    throw new HomeFailure('unexpected-answer', 'no event with header and payload');
  }
  const { namespace, name, messageId, payloadVersion } = header;
  if (!isName(namespace) || !isName(name) || !isName(messageId) || payloadVersion !== '3') {
    throw new HomeFailure('unexpected-answer', 'the header is incomplete');
  }
  return { event, header, payload: event.payload, context: answer.context };
}

function isName(part: unknown): boolean {
  return typeof part === 'string' && part !== '';
}

/** Discovery knows no error, and account linking only its own: for those of the home there is no message of Alexa's. */
function acceptError(
  event: JsonObject,
  header: JsonObject,
  payload: JsonObject,
  asked: Asked,
  notes: Notes,
): JsonObject {
  const isGrant = asked.kind === 'Alexa.Authorization AcceptGrant';
  if (isGrant && header.namespace === 'Alexa.Authorization' && payload.type === 'ACCEPT_GRANT_FAILED') {
    const { type, message } = payload;
    if (typeof message === 'string') {
      const told = headerOf(header, header.namespace, asked);
      return messageOf(told, { type, message }, endpointOf(event, asked, notes));
    }
  }
  if (isGrant || asked.kind === 'Alexa.Discovery Discover') throw new HomeFailure('home-error', describeError(payload));
  const mended = mendError(payload);
  return messageOf(headerOf(header, mended.namespace, asked), mended.payload, endpointOf(event, asked, notes));
}

function headerOf({ name, messageId }: JsonObject, namespace: unknown, { correlationToken }: Asked): JsonObject {
  const id = String(messageId)
    .replace(/[^a-zA-Z0-9-]/g, '-')
    .slice(0, 127);
  return correlationToken === undefined
    ? { namespace, name, messageId: id, payloadVersion: '3' }
    : { namespace, name, messageId: id, payloadVersion: '3', correlationToken };
}

const isScope = open({ type: (type) => type === 'BearerToken', token: text(1) });

/** The endpoint as it was echoed; with the directive's own id where that cannot be one. */
function endpointOf({ endpoint }: JsonObject, asked: Asked, notes: Notes): JsonObject | undefined {
  if (endpoint === undefined) return undefined;
  // As nearly all are, and then there is nothing to copy.
  if (isObject(endpoint) && !('scope' in endpoint) && isEndpointId(endpoint.endpointId)) return endpoint;
  const { scope, ...rest } = isObject(endpoint) ? endpoint : {};
  const endpointId = isEndpointId(rest.endpointId) ? rest.endpointId : asked.endpointId;
  if (endpointId !== rest.endpointId) notes.add('the endpoint that was answered');
  if (endpointId === undefined) return undefined;
  return { ...rest, endpointId, ...(isScope(scope) && { scope }) };
}
