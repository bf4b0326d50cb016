import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORRELATION_TOKEN, directive, directiveForHome, errorReply, reply } from './messages.ts';

/** A valid answer with the directive that it answers. */
export interface Exchange {
  readonly title: string;
  readonly event: unknown;
  readonly answer: unknown;
}

const SAMPLES = fileURLToPath(
  new URL('../../../../../../shared/data/alexa-smarthome/sample_messages', import.meta.url),
);

const DIRECTIVE_OF: Readonly<Record<string, string>> = {
  'Alexa.Authorization AcceptGrant.Response': 'Alexa.Authorization AcceptGrant',
  'Alexa.Discovery Discover.Response': 'Alexa.Discovery Discover',
  'Alexa.SceneController ActivationStarted': 'Alexa.SceneController Activate',
  'Alexa.SceneController DeactivationStarted': 'Alexa.SceneController Deactivate',
  'Alexa.Authorization ErrorResponse': 'Alexa.Authorization AcceptGrant',
  'Alexa StateReport': 'Alexa ReportState',
};

/** A directive that this answer may be given to. */
function directiveFor({ namespace, name }: { readonly namespace: string; readonly name: string }): unknown {
  const [space = '', kind = ''] = (DIRECTIVE_OF[`${namespace} ${name}`] ?? 'Alexa.PowerController TurnOn').split(' ');
  const isForHome = space === 'Alexa.Discovery' || space === 'Alexa.Authorization';
  return isForHome ? directiveForHome(space, kind, {}) : directive(space, kind);
}

/** Amazon's sample answers; none where they do not lie beside the repository. */
export function sampleAnswers(): readonly Exchange[] {
  if (!existsSync(SAMPLES)) return [];
  return globSync('**/*.json', { cwd: SAMPLES })
    .map((file) => ({ title: basename(file), answer: JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) }))
    .filter(({ answer }) => answer.event?.header !== undefined)
    .map(({ title, answer }) => ({ title, answer, event: directiveFor(answer.event.header) }));
}

const sampled = { timeOfSample: '2026-11-23T12:00:00Z', uncertaintyInMilliseconds: 0 };
const capability = (name: string, more: object = {}) => ({
  type: 'AlexaInterface',
  interface: name,
  version: '3',
  ...more,
});
const resources = {
  friendlyNames: [
    { '@type': 'asset', value: { assetId: 'Alexa.Setting.Opening' } },
    { '@type': 'text', value: { text: 'Öffnung', locale: 'de-DE' } },
  ],
};
const blind = {
  endpointId: 'cover#blind',
  friendlyName: 'Rollo',
  description: 'cover.blind via Home Assistant',
  manufacturerName: 'Home Assistant',
  displayCategories: ['INTERIOR_BLIND'],
  cookie: {},
  additionalAttributes: { manufacturer: 'x', model: 'y' },
  capabilities: [
    capability('Alexa'),
    capability('Alexa.RangeController', {
      instance: 'cover.position',
      capabilityResources: resources,
      configuration: { supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 }, presets: [] },
      properties: { supported: [{ name: 'rangeValue' }], proactivelyReported: true, retrievable: true },
      semantics: {
        actionMappings: [
          { '@type': 'ActionsToDirective', actions: ['Alexa.Actions.Open'], directive: { name: 'SetRangeValue' } },
        ],
        stateMappings: [{ '@type': 'StatesToValue', states: ['Alexa.States.Closed'], value: 0 }],
      },
    }),
    capability('Alexa.ModeController', {
      instance: 'cover.tilt',
      capabilityResources: resources,
      configuration: { ordered: false, supportedModes: [{ value: 'a', modeResources: resources }] },
      properties: { supported: [{ name: 'mode' }], proactivelyReported: true, retrievable: true },
    }),
    capability('Alexa.PlaybackController', { supportedOperations: ['Play', 'Stop'] }),
    capability('Alexa.SecurityPanelController', {
      configuration: { supportedArmStates: [{ value: 'DISARMED' }], supportsArmInstant: true },
    }),
    capability('Alexa.EndpointHealth', {
      properties: { supported: [{ name: 'connectivity' }], proactivelyReported: true, retrievable: true },
    }),
  ],
};

const discovered = {
  event: {
    header: { namespace: 'Alexa.Discovery', name: 'Discover.Response', messageId: 'd-1', payloadVersion: '3' },
    payload: { endpoints: [blind, { ...blind, endpointId: 'cover#other' }] },
  },
};
const stream = {
  uri: 'rtsp://user:secret@192.168.1.5:554/live?x=1',
  protocol: 'RTSP',
  resolution: { width: 640, height: 480 },
  authorizationType: 'BASIC',
  videoCodec: 'H264',
  audioCodec: 'AAC',
  idleTimeoutSeconds: 30,
  expirationTime: '2026-11-23T12:00:00Z',
};

/** Valid answers of the kinds that Amazon's samples lack. */
export const ownAnswers: readonly Exchange[] = [
  { title: 'discovery', event: directiveForHome('Alexa.Discovery', 'Discover', {}), answer: discovered },
  {
    title: 'properties with instances',
    event: directive('Alexa.RangeController', 'SetRangeValue'),
    answer: reply({}, {}, [
      { namespace: 'Alexa.RangeController', name: 'rangeValue', instance: 'a', value: 7.5, ...sampled },
      {
        namespace: 'Alexa.ColorController',
        name: 'color',
        value: { hue: 1, saturation: 1, brightness: 0 },
        ...sampled,
      },
      { namespace: 'Alexa.EndpointHealth', name: 'connectivity', value: { value: 'OK' }, ...sampled },
      {
        namespace: 'Alexa.ThermostatController',
        name: 'targetSetpoint',
        value: { value: 20, scale: 'CELSIUS' },
        ...sampled,
      },
    ]),
  },
  {
    title: 'arming',
    event: directive('Alexa.SecurityPanelController', 'Arm'),
    answer: reply({ namespace: 'Alexa.SecurityPanelController', name: 'Arm.Response' }, { exitDelayInSeconds: 30 }, []),
  },
  {
    title: 'seeking',
    event: directive('Alexa.SeekController', 'AdjustSeekPosition'),
    answer: reply(
      { namespace: 'Alexa.SeekController', name: 'StateReport' },
      { properties: [{ name: 'positionMilliseconds', value: 1_000 }] },
    ),
  },
  {
    title: 'camera',
    event: directive('Alexa.CameraStreamController', 'InitializeCameraStreams'),
    answer: reply(
      { namespace: 'Alexa.CameraStreamController' },
      { cameraStreams: [stream], imageUri: 'https://home.example.com/a.jpg?token=%20x' },
    ),
  },
  {
    title: 'error of the mode',
    event: directive('Alexa.ColorController', 'SetColor'),
    answer: errorReply({ type: 'NOT_SUPPORTED_IN_CURRENT_MODE', message: 'x', currentDeviceMode: 'COLOR' }),
  },
  {
    title: 'put off',
    event: directive('Alexa.LockController', 'Lock'),
    answer: {
      event: {
        header: {
          namespace: 'Alexa',
          name: 'DeferredResponse',
          messageId: 'd-1',
          payloadVersion: '3',
          correlationToken: CORRELATION_TOKEN,
        },
        payload: { estimatedDeferralInSeconds: 7 },
      },
    },
  },
];
