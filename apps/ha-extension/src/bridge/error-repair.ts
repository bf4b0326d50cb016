import type { JsonObject } from './json.ts';

/** Error types that belong to another namespace than the `Alexa` in which Home Assistant sends all of them. */
const NAMESPACE_OF_TYPE: ReadonlyMap<unknown, string> = new Map([
  ['DUAL_SETPOINTS_UNSUPPORTED', 'Alexa.ThermostatController'],
  ['REQUESTED_SETPOINTS_TOO_CLOSE', 'Alexa.ThermostatController'],
  ['THERMOSTAT_IS_OFF', 'Alexa.ThermostatController'],
  ['TRIPLE_SETPOINTS_UNSUPPORTED', 'Alexa.ThermostatController'],
  ['UNSUPPORTED_THERMOSTAT_MODE', 'Alexa.ThermostatController'],
  ['UNWILLING_TO_SET_SCHEDULE', 'Alexa.ThermostatController'],
  ['UNWILLING_TO_SET_VALUE', 'Alexa.ThermostatController'],
  ['AUTHORIZATION_REQUIRED', 'Alexa.SecurityPanelController'],
  ['BYPASS_NEEDED', 'Alexa.SecurityPanelController'],
  ['NOT_READY', 'Alexa.SecurityPanelController'],
  ['NO_ACTIVE_MONITORABLE_DEVICES', 'Alexa.SecurityPanelController'],
  ['UNAUTHORIZED', 'Alexa.SecurityPanelController'],
  ['UNCLEARED_ALARM', 'Alexa.SecurityPanelController'],
  ['UNCLEARED_TROUBLE', 'Alexa.SecurityPanelController'],
]);

/** Types that Home Assistant sends and Amazon's schema has in no namespace. */
const UNKNOWN_TO_AMAZON: ReadonlySet<unknown> = new Set(['ACTION_NOT_PERMITTED_FOR_CONTENT', 'INVALID_TARGET_STATE']);

/**
 * An event in which an error of Home Assistant's is valid against Amazon's schema: in the namespace of its type, with
 * the detail that the type requires, or as `INTERNAL_ERROR` that names a type which Amazon does not know. Every other
 * event is answered as it is.
 */
export function mendError(event: JsonObject, header: JsonObject, payload: JsonObject): JsonObject {
  if (header.name !== 'ErrorResponse' || header.namespace !== 'Alexa') return event;
  const { type, message } = payload;
  const namespace = NAMESPACE_OF_TYPE.get(type);
  if (namespace !== undefined) return { ...event, header: { ...header, namespace } };
  if (type === 'NOT_SUPPORTED_IN_CURRENT_MODE' && payload.currentDeviceMode === undefined) {
    return { ...event, payload: { ...payload, currentDeviceMode: modeIn(message) } };
  }
  if (UNKNOWN_TO_AMAZON.has(type)) {
    return { ...event, payload: { type: 'INTERNAL_ERROR', message: `${type}: ${message ?? ''}` } };
  }
  return event;
}

/** Home Assistant drops the mode from the payload, but its sentence says it: `Not supported while in COLOR mode`. */
function modeIn(message: unknown): string {
  const named = typeof message === 'string' ? /\b(COLOR|ASLEEP|NOT_PROVISIONED)\b/.exec(message)?.[1] : undefined;
  return named ?? 'OTHER';
}
