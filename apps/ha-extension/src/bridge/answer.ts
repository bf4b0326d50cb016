import { mendError } from './error-repair.ts';
import { HomeFailure } from './failure.ts';
import { isObject, type JsonObject } from './json.ts';

/**
 * The home's answer to a directive, passed on as it is but for defects of Home Assistant that make it invalid against
 * Amazon's schema: properties without the time of their sample, and errors in the wrong namespace or without a required
 * detail. Throws `HomeFailure` when it is no Smart Home message at all.
 */
export function acceptAnswer(answer: unknown, nowMs: number): JsonObject {
  const event = isObject(answer) ? answer.event : undefined;
  const header = isObject(event) ? event.header : undefined;
  if (!isObject(answer) || !isObject(event) || !isObject(header) || !isObject(event.payload)) {
    throw new HomeFailure('unexpected-answer', 'no event with header and payload');
  }
  const { namespace, name, messageId, payloadVersion } = header;
  if (
    ![namespace, name, messageId].every((part) => typeof part === 'string' && part !== '') ||
    payloadVersion !== '3'
  ) {
    throw new HomeFailure('unexpected-answer', 'the header is incomplete');
  }
  const mended = { ...answer, event: mendError(event, header, event.payload) };
  const context = answer.context;
  if (!isObject(context) || !Array.isArray(context.properties)) return mended;
  const sampledAt = new Date(nowMs).toISOString();
  const properties = context.properties.map((property: unknown) =>
    isObject(property) ? withSample(property, sampledAt) : property,
  );
  return { ...mended, context: { ...context, properties } };
}

/** What a handler vouches for leaves Home Assistant without both members that say when and how exactly it was sampled. */
function withSample(property: JsonObject, sampledAt: string): JsonObject {
  const { timeOfSample = sampledAt, uncertaintyInMilliseconds = 0 } = property;
  return { ...property, timeOfSample, uncertaintyInMilliseconds };
}
