import type { JsonObject } from '../json.ts';
import { type ErrorType, errorTypes } from './error-types.ts';

/** An error in the namespace of its type. */
export interface MendedError {
  readonly namespace: string;
  readonly payload: JsonObject;
}

const NO_MESSAGE = 'Home Assistant gave no reason.';

/**
 * An error of Home Assistant's as Amazon's schema wants it: in the namespace of its type, with the detail that the type
 * requires and no others. A type that Amazon does not know becomes `INTERNAL_ERROR`, and one whose detail nobody knows
 * `INVALID_VALUE`; the message then names it.
 */
export function mendError(payload: JsonObject): MendedError {
  const { type } = payload;
  const rules = errorTypes.get(type);
  if (rules === undefined) return renamed('INTERNAL_ERROR', payload);
  const required = requiredOf(rules, payload);
  if (required === undefined) return renamed('INVALID_VALUE', payload);
  const { optional } = rules;
  const detail = optional?.rule(payload[optional.name]) ? { [optional.name]: payload[optional.name] } : {};
  // The general namespace alone requires a message.
  const message = messageOf(payload) ?? (rules.namespace === 'Alexa' ? NO_MESSAGE : undefined);
  return {
    namespace: rules.namespace,
    payload: {
      type,
      ...(message !== undefined && { message }),
      ...required,
      ...detail,
    },
  };
}

/** The type and message of an error in words, for people. */
export function describeError(payload: JsonObject): string {
  const message = messageOf(payload) ?? NO_MESSAGE;
  return typeof payload.type === 'string' && /^\w{1,64}$/.test(payload.type) ? `${payload.type}: ${message}` : message;
}

function renamed(type: string, payload: JsonObject): MendedError {
  return { namespace: 'Alexa', payload: { type, message: describeError(payload) } };
}

function messageOf({ message }: JsonObject): string | undefined {
  return typeof message === 'string' ? message : undefined;
}

/** The required detail, which may stand in the message; undefined when nobody knows it. */
function requiredOf({ required }: ErrorType, payload: JsonObject): JsonObject | undefined {
  if (required === undefined) return {};
  const { name, rule } = required;
  if (rule(payload[name])) return { [name]: payload[name] };
  return name === 'currentDeviceMode' ? { [name]: modeIn(payload.message) } : undefined;
}

/** Home Assistant drops the mode from the payload, but its sentence says it: `Not supported while in COLOR mode`. */
function modeIn(message: unknown): string {
  const named = typeof message === 'string' ? /\b(COLOR|ASLEEP|NOT_PROVISIONED)\b/.exec(message)?.[1] : undefined;
  return named ?? 'OTHER';
}
