import { among, closed, flag, integer, list, open, type Rule, set, text } from '../answer/rule.ts';
import {
  detectionConfiguration,
  modeConfiguration,
  panelConfiguration,
  rangeConfiguration,
  resources,
  semantics,
} from './capability-rules.ts';

/** What a capability of an interface has beside type, interface and version. */
export interface InterfaceRules {
  /** Names of the properties that may be listed; any when absent. */
  readonly properties?: readonly string[];
  /** Members without which the capability is invalid. */
  readonly required?: Readonly<Record<string, Rule>>;
  readonly optional?: Readonly<Record<string, Rule>>;
}

const NO_RULES: InterfaceRules = {};
const instance = text();
const streamConfiguration = open({
  authorizationTypes: set(among('BASIC', 'DIGEST', 'NONE')),
  resolutions: set(closed({ width: integer(1), height: integer(1) })),
  videoCodecs: set(among('H264', 'MPEG2', 'MJPEG', 'JPG')),
  audioCodecs: set(among('G711', 'AAC', 'NONE')),
  protocols: set(among('RTSP', 'WEBRTC')),
});
const names = set(closed({ name: text() }));
const equalizer = closed(
  {},
  {
    bands: closed({ supported: names }, { range: closed({}, { minimum: integer(), maximum: integer() }) }),
    modes: closed({ supported: names }),
  },
);
const OPERATIONS = 'Play Pause Stop StartOver Previous Next Rewind FastForward Resume Skip'.split(' ');
const DETECTIONS = 'animalPresence babyCry dogBark glassBreak humanPresence smokeSiren vehiclePresence'.split(' ');

/**
 * Interfaces that a device may have, all of version 3 (`alexa_smart_home_message_schema.json` of
 * alexa-samples/alexa-smarthome, `endpoint.capabilities`, 2025-07). Without those of ovens, stocks, launchers and
 * networks, which Home Assistant does not have.
 */
export const interfaces: ReadonlyMap<unknown, InterfaceRules> = new Map<unknown, InterfaceRules>([
  ['Alexa', NO_RULES],
  ['Alexa.BrightnessController', { properties: ['brightness'] }],
  ['Alexa.CameraStreamController', { required: { cameraStreamConfigurations: set(streamConfiguration) } }],
  ['Alexa.ChannelController', { properties: ['channel'] }],
  ['Alexa.ColorController', { properties: ['color'] }],
  ['Alexa.ColorTemperatureController', { properties: ['colorTemperatureInKelvin'] }],
  ['Alexa.ContactSensor', { properties: ['detectionState'] }],
  ['Alexa.DoorbellEventSource', { optional: { proactivelyReported: flag } }],
  ['Alexa.EndpointHealth', { properties: ['connectivity'] }],
  ['Alexa.EqualizerController', { properties: ['bands', 'mode'], optional: { configurations: equalizer } }],
  [
    'Alexa.EventDetectionSensor',
    {
      properties: [...DETECTIONS.map((name) => `${name}DetectionState`), 'detectionModes', 'enablementMode'],
      optional: { configuration: detectionConfiguration },
    },
  ],
  [
    'Alexa.InputController',
    { properties: ['input'], optional: { inputs: list(open({}, { name: text(), friendlyNames: list(text()) })) } },
  ],
  ['Alexa.LockController', { properties: ['lockState'] }],
  ['Alexa.MediaMetadata', NO_RULES],
  [
    'Alexa.ModeController',
    {
      properties: ['mode'],
      required: { instance },
      optional: { capabilityResources: resources, configuration: modeConfiguration, semantics },
    },
  ],
  ['Alexa.MotionSensor', { properties: ['detectionState'] }],
  ['Alexa.PercentageController', { properties: ['percentage'] }],
  ['Alexa.PlaybackController', { optional: { supportedOperations: set(among(...OPERATIONS)) } }],
  ['Alexa.PowerController', { properties: ['powerState'] }],
  ['Alexa.PowerLevelController', { properties: ['powerLevel'] }],
  [
    'Alexa.RTCSessionController',
    { optional: { configuration: open({}, { isFullDuplexAudioSupported: flag, isEndToEndEncryptionEnabled: flag }) } },
  ],
  [
    'Alexa.RangeController',
    {
      properties: ['rangeValue'],
      required: { instance, capabilityResources: resources, configuration: rangeConfiguration },
      optional: { semantics },
    },
  ],
  ['Alexa.RecordController', { properties: ['RecordingState'] }],
  ['Alexa.RemoteVideoPlayer', NO_RULES],
  ['Alexa.SceneController', { optional: { supportsDeactivation: flag } }],
  [
    'Alexa.SecurityPanelController',
    {
      properties: ['armState', 'burglaryAlarm', 'carbonMonoxideAlarm', 'fireAlarm', 'waterAlarm'],
      optional: { configuration: panelConfiguration },
    },
  ],
  ['Alexa.SeekController', NO_RULES],
  ['Alexa.Speaker', { properties: ['muted', 'volume'] }],
  ['Alexa.StepSpeaker', NO_RULES],
  ['Alexa.TemperatureSensor', { properties: ['temperature'] }],
  [
    'Alexa.ThermostatController',
    {
      properties: ['lowerSetpoint', 'targetSetpoint', 'thermostatMode', 'upperSetpoint'],
      optional: {
        configuration: closed(
          {},
          { supportsScheduling: flag, supportedModes: list(among('AUTO', 'COOL', 'HEAT', 'ECO', 'OFF')) },
        ),
      },
    },
  ],
  ['Alexa.TimeHoldController', { properties: ['holdStartTime', 'holdEndTime'] }],
  ['Alexa.ToggleController', { properties: ['toggleState'], required: { instance }, optional: { semantics } }],
]);
