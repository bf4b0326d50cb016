import { among, anyObject, closed, either, flag, integer, list, number, open, type Rule, set, text } from './rule.ts';

const scale = among('FAHRENHEIT', 'CELSIUS', 'KELVIN');
export const temperature: Rule = closed({ scale }, { value: number() });
/** Temperatures that can be set are limited by the schema, whatever their scale. */
export const setpoint: Rule = closed({ scale }, { value: number(-100, 100) });

const percent = integer(0, 100);
const onOff = among('ON', 'OFF');
const detected = among('DETECTED', 'NOT_DETECTED');
const sensed = closed(
  { value: detected },
  {
    detectionMethods: list(among('AUDIO', 'VIDEO')),
    media: closed({ type: among('ALEXA.MEDIAMETADATA', 'DATAMART'), id: text() }),
  },
);
const alarm = closed({ value: among('ALARM', 'OK') });
const enablement = among('DISABLED', 'ENABLED');
const band = among('BASS', 'MIDRANGE', 'TREBLE');
const channelParts = { number: text(), callSign: text(), affiliateCallSign: text(), uri: text() };

function isModes(value: unknown): boolean {
  const mode = closed({}, { enablementMode: enablement, cloudVerificationMode: text() });
  return anyObject(value) && Object.values(value as object).every(mode);
}

/**
 * The values that a property may have, by interface and name (`alexa_smart_home_message_schema.json` of
 * alexa-samples/alexa-smarthome, `state.properties`, 2025-07). Without the interfaces of ovens, stocks, launchers and
 * networks, which Home Assistant does not have.
 */
export const propertyValues: ReadonlyMap<string, Rule> = new Map([
  ['Alexa.BrightnessController.brightness', percent],
  [
    'Alexa.ChannelController.channel',
    (value: unknown) => closed({}, channelParts)(value) && Object.keys(value as object).length > 0,
  ],
  ['Alexa.ColorController.color', closed({ hue: number(0, 360), saturation: number(0, 1), brightness: number(0, 1) })],
  ['Alexa.ColorTemperatureController.colorTemperatureInKelvin', integer(1_000, 10_000)],
  ['Alexa.ContactSensor.detectionState', detected],
  ['Alexa.EndpointHealth.connectivity', open({}, { value: among('OK', 'UNREACHABLE') })],
  [
    'Alexa.EqualizerController.bands',
    set(either(closed({ name: band, value: integer() }), closed({ name: band, level: integer() }))),
  ],
  ['Alexa.EqualizerController.mode', among('MOVIE', 'MUSIC', 'NIGHT', 'SPORT', 'TV')],
  ['Alexa.EventDetectionSensor.animalPresenceDetectionState', sensed],
  ['Alexa.EventDetectionSensor.babyCryDetectionState', sensed],
  ['Alexa.EventDetectionSensor.detectionModes', isModes],
  ['Alexa.EventDetectionSensor.dogBarkDetectionState', sensed],
  ['Alexa.EventDetectionSensor.enablementMode', enablement],
  ['Alexa.EventDetectionSensor.glassBreakDetectionState', sensed],
  ['Alexa.EventDetectionSensor.humanPresenceDetectionState', sensed],
  ['Alexa.EventDetectionSensor.smokeSirenDetectionState', sensed],
  ['Alexa.EventDetectionSensor.vehiclePresenceDetectionState', sensed],
  ['Alexa.InputController.input', text()],
  ['Alexa.LockController.lockState', among('LOCKED', 'UNLOCKED', 'JAMMED')],
  ['Alexa.ModeController.mode', text()],
  ['Alexa.MotionSensor.detectionState', detected],
  ['Alexa.PercentageController.percentage', percent],
  ['Alexa.PowerController.powerState', either(onOff, among('on', 'off'))],
  ['Alexa.PowerLevelController.powerLevel', percent],
  ['Alexa.RangeController.rangeValue', number()],
  ['Alexa.RecordController.RecordingState', among('RECORDING', 'NOT_RECORDING')],
  ['Alexa.SecurityPanelController.armState', among('ARMED_AWAY', 'ARMED_STAY', 'ARMED_NIGHT', 'DISARMED')],
  ['Alexa.SecurityPanelController.burglaryAlarm', alarm],
  ['Alexa.SecurityPanelController.carbonMonoxideAlarm', alarm],
  ['Alexa.SecurityPanelController.fireAlarm', alarm],
  ['Alexa.SecurityPanelController.waterAlarm', alarm],
  ['Alexa.Speaker.muted', flag],
  ['Alexa.Speaker.volume', percent],
  ['Alexa.TemperatureSensor.temperature', temperature],
  ['Alexa.ThermostatController.lowerSetpoint', setpoint],
  ['Alexa.ThermostatController.targetSetpoint', setpoint],
  ['Alexa.ThermostatController.thermostatMode', among('AUTO', 'COOL', 'HEAT', 'ECO', 'OFF')],
  ['Alexa.ThermostatController.upperSetpoint', setpoint],
  ['Alexa.ToggleController.toggleState', onOff],
]);

/** Interfaces of which one device may have several, told apart by their `instance`. */
export const interfacesWithInstance: ReadonlySet<string> = new Set([
  'Alexa.ModeController',
  'Alexa.RangeController',
  'Alexa.ToggleController',
]);
