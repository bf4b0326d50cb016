import { startDemoHome } from '@hearthgate/ha-extension/demo-home';
import { directiveKinds, isForHome } from '../messages/directive-kinds.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a home answers when all is well. */
export interface Corpus {
  /** Messages by namespace and name of the directive. */
  readonly messages: ReadonlyMap<string, readonly unknown[]>;
  /** Every message, for answers that belong to another directive. */
  readonly all: readonly unknown[];
  readonly states: readonly Members[];
  readonly config: unknown;
  readonly sentences: readonly unknown[];
}

/** Kinds of devices that the demo home lacks. */
const moreStates: readonly Members[] = [
  { entity_id: 'fan.ceiling', state: 'on', attributes: { percentage: 50, oscillating: true, supported_features: 63 } },
  {
    entity_id: 'alarm_control_panel.house',
    state: 'disarmed',
    attributes: { supported_features: 63, code_format: null },
  },
  {
    entity_id: 'vacuum.robot',
    state: 'docked',
    attributes: { supported_features: 16_383, fan_speed_list: ['low', 'max'] },
  },
  { entity_id: 'script.good_night', state: 'off', attributes: { friendly_name: 'Good night' } },
  { entity_id: 'light.gone', state: 'unavailable', attributes: { supported_color_modes: ['hs'] } },
];

/** Answers that the demo home lacks. */
const moreMessages: readonly (readonly [
  kind: string,
  payload: object,
  header: object,
  properties?: readonly unknown[],
])[] = [
  [
    'Alexa.SecurityPanelController Arm',
    { exitDelayInSeconds: 30 },
    { namespace: 'Alexa.SecurityPanelController', name: 'Arm.Response' },
    [],
  ],
  ['Alexa.LockController Lock', { estimatedDeferralInSeconds: 7 }, { name: 'DeferredResponse' }],
  [
    'Alexa.CameraStreamController InitializeCameraStreams',
    {
      cameraStreams: [
        {
          uri: 'rtsp://camera:554/live',
          protocol: 'RTSP',
          resolution: { width: 640, height: 480 },
          authorizationType: 'NONE',
          videoCodec: 'H264',
          audioCodec: 'AAC',
          idleTimeoutSeconds: 30,
          expirationTime: '2026-11-23T12:00:00Z',
        },
      ],
    },
    { namespace: 'Alexa.CameraStreamController' },
  ],
  [
    'Alexa.SeekController AdjustSeekPosition',
    { properties: [{ name: 'positionMilliseconds', value: 1_000 }] },
    { namespace: 'Alexa.SeekController', name: 'StateReport' },
  ],
  [
    'Alexa.RTCSessionController InitiateSessionWithOffer',
    { answer: { format: 'SDP', value: 'v=0' } },
    { namespace: 'Alexa.RTCSessionController', name: 'AnswerGeneratedForSession' },
  ],
];

let recorded: Promise<Corpus> | undefined;

/** What the demo home answers to everything that the bridge would ask it, with fixed time and ids; asked once a process. */
export function recordCorpus(): Promise<Corpus> {
  recorded ??= record();
  return recorded;
}

async function record(): Promise<Corpus> {
  let drawn = 0;
  const home = await startDemoHome({
    token: 'corpus',
    clock: () => Date.UTC(2026, 0, 1),
    random: () => {
      drawn = (drawn + 7) % 97;
      return drawn / 97;
    },
  });
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answered = await fetch(home.url + path, { ...post, headers: { authorization: 'Bearer corpus' } });
    return answered.json();
  };
  try {
    const messages = new Map<string, unknown[]>();
    for (const { kind, event } of directivesFor(home.entities().map(({ entity_id }) => entity_id))) {
      messages.set(kind, [...(messages.get(kind) ?? []), await ask('/api/alexa/smart_home', event)]);
    }
    for (const [kind, payload, header, properties] of moreMessages) {
      messages.set(kind, [messageOf(payload, header, properties), ...(messages.get(kind) ?? [])]);
    }
    for (const [kind, answers] of messages) messages.set(kind, mostlyGood(answers));
    const texts = ['turn on the hallway light', 'are any lights on', 'schalte das Licht im Flur an', 'gibberish'];
    const sentences = [];
    for (const text of texts) sentences.push(await ask('/api/conversation/process', { text, language: 'en' }));
    sentences.push({ ...(sentences[0] as object), continue_conversation: true, conversation_id: 'conversation-1' });
    // More than Alexa takes of one answer, and in letters of three bytes.
    sentences.push({
      ...(sentences[0] as object),
      response: { speech: { plain: { speech: '明かり。'.repeat(3_000) } } },
    });
    const states = [...((await ask('/api/states')) as readonly Members[]), ...moreStates];
    return { messages, all: [...messages.values()].flat(), states, config: await ask('/api/config'), sentences };
  } finally {
    await home.close();
  }
}

/** Without the errors of most devices, which cannot do most things. */
function mostlyGood(answers: readonly unknown[]): unknown[] {
  const isError = (answer: unknown) => JSON.stringify(answer).includes('"ErrorResponse"');
  const good = answers.filter((answer) => !isError(answer));
  return [...good, ...answers.filter(isError).slice(0, good.length > 0 ? 1 : 3)];
}

function* directivesFor(entityIds: readonly string[]) {
  const scope = { type: 'BearerToken', token: 'corpus' };
  for (const [namespace, name, payload = {}, instance] of directiveKinds) {
    const header = { namespace, name, messageId: 'm', payloadVersion: '3', correlationToken: 'corpus', instance };
    const endpoints = isForHome(namespace) ? [undefined] : entityIds.map((id) => id.replace('.', '#'));
    for (const endpointId of endpoints) {
      const endpoint = endpointId === undefined ? {} : { endpoint: { endpointId, scope, cookie: {} } };
      yield {
        kind: `${namespace} ${name}`,
        event: { directive: { header, ...endpoint, payload: { ...payload, scope } } },
      };
    }
  }
}

function messageOf(payload: object, header: object, properties?: readonly unknown[]): object {
  const event = {
    header: { namespace: 'Alexa', name: 'Response', messageId: 'reply-1', payloadVersion: '3', ...header },
    endpoint: { endpointId: 'light#hallway' },
    payload,
  };
  return properties === undefined ? { event } : { event, context: { properties } };
}
