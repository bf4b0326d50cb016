import { setpoint, temperature } from './property-values.ts';
import { among, closed, list, number, open, type Rule, text } from './rule.ts';

/** What Amazon's schema wants of an error beside its type and message. */
export interface ErrorType {
  readonly namespace: string;
  /** A detail without which the error is invalid. */
  readonly required?: { readonly name: string; readonly rule: Rule };
  readonly optional?: { readonly name: string; readonly rule: Rule };
}

const GENERAL = { namespace: 'Alexa' };
const THERMOSTAT = { namespace: 'Alexa.ThermostatController' };
const SECURITY_PANEL = { namespace: 'Alexa.SecurityPanelController' };

/**
 * Types of errors with the namespace that each belongs to and the details that it may have
 * (`alexa_smart_home_message_schema.json` of alexa-samples/alexa-smarthome, ErrorResponse, 2025-07). Without those of
 * ovens, which Home Assistant does not have, and of account linking, which is no answer to a directive of a device.
 */
export const errorTypes: ReadonlyMap<unknown, ErrorType> = new Map<unknown, ErrorType>([
  ['ALREADY_IN_OPERATION', GENERAL],
  ['BRIDGE_UNREACHABLE', GENERAL],
  ['CLOUD_CONTROL_DISABLED', GENERAL],
  ['ENDPOINT_BUSY', GENERAL],
  ['ENDPOINT_LOW_POWER', { ...GENERAL, optional: { name: 'percentageState', rule: number() } }],
  ['ENDPOINT_UNREACHABLE', GENERAL],
  ['EXPIRED_AUTHORIZATION_CREDENTIAL', GENERAL],
  ['FIRMWARE_OUT_OF_DATE', GENERAL],
  ['HARDWARE_MALFUNCTION', GENERAL],
  ['HDMI_CEC_DISABLED_ON_DEVICE', GENERAL],
  ['HDMI_CEC_NOT_PRESENT', GENERAL],
  ['INSUFFICIENT_PERMISSIONS', GENERAL],
  ['INTERNAL_ERROR', GENERAL],
  ['INVALID_AUTHORIZATION_CREDENTIAL', GENERAL],
  ['INVALID_DIRECTIVE', GENERAL],
  ['INVALID_VALUE', GENERAL],
  ['NOT_CALIBRATED', GENERAL],
  ['NOT_IN_OPERATION', GENERAL],
  [
    'NOT_SUPPORTED_IN_CURRENT_MODE',
    { ...GENERAL, required: { name: 'currentDeviceMode', rule: among('COLOR', 'ASLEEP', 'NOT_PROVISIONED', 'OTHER') } },
  ],
  ['NO_SUCH_ENDPOINT', GENERAL],
  ['PARTNER_OUTAGE', GENERAL],
  ['POWER_LEVEL_NOT_SUPPORTED', GENERAL],
  ['RATE_LIMIT_EXCEEDED', GENERAL],
  [
    'TEMPERATURE_VALUE_OUT_OF_RANGE',
    {
      ...GENERAL,
      optional: { name: 'validRange', rule: open({}, { minimumValue: temperature, maximumValue: temperature }) },
    },
  ],
  ['TOO_MANY_FAILED_ATTEMPTS', GENERAL],
  [
    'VALUE_OUT_OF_RANGE',
    {
      ...GENERAL,
      optional: { name: 'validRange', rule: open({}, { minimumValue: number(), maximumValue: number() }) },
    },
  ],
  ['DUAL_SETPOINTS_UNSUPPORTED', THERMOSTAT],
  ['REQUESTED_SETPOINTS_TOO_CLOSE', { ...THERMOSTAT, required: { name: 'minimumTemperatureDelta', rule: setpoint } }],
  ['THERMOSTAT_IS_OFF', THERMOSTAT],
  ['TRIPLE_SETPOINTS_UNSUPPORTED', THERMOSTAT],
  ['UNSUPPORTED_THERMOSTAT_MODE', THERMOSTAT],
  ['UNWILLING_TO_SET_SCHEDULE', THERMOSTAT],
  ['UNWILLING_TO_SET_VALUE', THERMOSTAT],
  ['AUTHORIZATION_REQUIRED', SECURITY_PANEL],
  [
    'BYPASS_NEEDED',
    {
      ...SECURITY_PANEL,
      optional: {
        name: 'endpointsNeedingBypass',
        rule: list(closed({ friendlyName: text() }, { endpointId: text() })),
      },
    },
  ],
  ['NOT_READY', SECURITY_PANEL],
  ['NO_ACTIVE_MONITORABLE_DEVICES', SECURITY_PANEL],
  ['UNAUTHORIZED', SECURITY_PANEL],
  ['UNCLEARED_ALARM', SECURITY_PANEL],
  ['UNCLEARED_TROUBLE', SECURITY_PANEL],
]);
