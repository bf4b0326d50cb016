/** Integrations that the configuration sets up, and the kinds of entities that the demo adds. */
export const integrations: readonly string[] = [
  ...['alexa', 'api', 'auth', 'conversation', 'demo', 'http', 'intent_script', 'manual', 'sun'],
  ...[
    'air_quality',
    'alarm_control_panel',
    'binary_sensor',
    'button',
    'calendar',
    'camera',
    'climate',
    'cover',
    'date',
  ],
  ...['datetime', 'device_tracker', 'event', 'fan', 'humidifier', 'image_processing', 'light', 'lock', 'mailbox'],
  ...[
    'media_player',
    'notify',
    'number',
    'select',
    'sensor',
    'siren',
    'stt',
    'switch',
    'text',
    'time',
    'tts',
    'update',
  ],
  ...['vacuum', 'valve', 'water_heater', 'weather'],
];

/** A sentence in the language of the home that takes longer than anybody waits, and what the home says at last. */
export const slowSentence = { text: 'take your time', seconds: 20 } as const;

/** The code of the vault's alarm. */
export const panelCode = '4321';

const ALEXA = `alexa:
  smart_home:
    locale: en-US
`;

/**
 * The whole `configuration.yaml`: the demo's entities, and of those kinds that the demo lacks one each. Nothing that asks
 * the internet, so no `default_config`; the integration for Alexa where it is wanted.
 */
export function configurationYaml(port: number, isForAlexa: boolean): string {
  return `
homeassistant:
  name: Real home
  unit_system: metric
  time_zone: UTC
  country: DE
  language: en
http:
  server_host: 127.0.0.1
  server_port: ${port}
api:
auth:
demo:
${isForAlexa ? ALEXA : ''}conversation:
  intents:
    TakeYourTime:
      - ${slowSentence.text}
intent_script:
  TakeYourTime:
    action:
      - delay: ${slowSentence.seconds}
    speech:
      text: Here I am.
input_boolean:
  guests:
    name: Guests
input_number:
  level:
    name: Level
    min: 0
    max: 10
    initial: 4
input_button:
  bell:
    name: Bell
timer:
  tea:
    name: Tea
    duration: "00:10:00"
alarm_control_panel:
  - platform: manual
    name: House alarm
    arming_time: 0
    delay_time: 0
    trigger_time: 0
    code_arm_required: false
  - platform: manual
    name: Vault alarm
    code: "${panelCode}"
    arming_time: 0
    delay_time: 0
    trigger_time: 0
    code_arm_required: false
automation:
  - id: welcome
    alias: Welcome
    trigger: []
    action: []
script:
  evening:
    alias: Evening
    sequence:
      - service: input_boolean.turn_on
        target:
          entity_id: input_boolean.guests
  long_goodbye:
    alias: Long goodbye
    sequence:
      - delay: 30
      - service: input_boolean.turn_off
        target:
          entity_id: input_boolean.guests
scene:
  - name: Reading
    entities:
      light.bed_light:
        state: "on"
        brightness: 90
`;
}
