import { isObject, type JsonObject } from '../bridge/json.ts';

/** An event to send to the function, and what it is. */
export interface SampleEvent {
  readonly title: string;
  readonly event: unknown;
}

/** Asks for all devices. */
export function discovery(): SampleEvent {
  return { title: 'discover the devices', event: directive('Alexa.Discovery', 'Discover', { scope: bearer() }) };
}

/** A tour of a demo home: one event for each kind of device, a sentence, and the function's own health. */
export function demoSamples(discoveryAnswer: unknown): readonly SampleEvent[] {
  const devices = devicesOf(discoveryAnswer);
  const first = (name: string) => devices.find((device) => device.interfaces.includes(name));
  const control = (title: string, namespace: string, name: string, payload: object = {}): readonly SampleEvent[] => {
    const device = first(namespace);
    return device === undefined
      ? []
      : [{ title: `${title}: ${device.name}`, event: directive(namespace, name, payload, device.id) }];
  };
  return [
    ...control('switch on', 'Alexa.PowerController', 'TurnOn'),
    ...control('dim to 40 %', 'Alexa.BrightnessController', 'SetBrightness', { brightness: 40 }),
    ...control('make it blue', 'Alexa.ColorController', 'SetColor', {
      color: { hue: 240, saturation: 1, brightness: 1 },
    }),
    ...control('set 21.5 degrees', 'Alexa.ThermostatController', 'SetTargetTemperature', {
      targetSetpoint: { value: 21.5, scale: 'CELSIUS' },
    }),
    ...control('lock', 'Alexa.LockController', 'Lock'),
    ...control('play', 'Alexa.PlaybackController', 'Play'),
    ...control('activate the scene', 'Alexa.SceneController', 'Activate'),
    ...devices.slice(0, 1).map((device) => reportState(device)),
    { title: 'say a sentence', event: sentence('are any lights on') },
    health(),
  ];
}

/**
 * What a new execution environment is mostly asked for first, for a demo home: a device is switched, its state, a sentence,
 * and the function's health. Without the discovery, which is asked for seldom.
 */
export function firstEvents(): readonly SampleEvent[] {
  const light = { id: 'light#hallway', name: 'the light in the hallway' };
  return [
    { title: `switch on: ${light.name}`, event: directive('Alexa.PowerController', 'TurnOn', {}, light.id) },
    reportState(light),
    { title: 'say a sentence', event: sentence('are any lights on') },
    health(),
  ];
}

/** Events that only read: a real home is not switched by a demonstration. */
export function realSamples(discoveryAnswer: unknown): readonly SampleEvent[] {
  return [...devicesOf(discoveryAnswer).slice(0, 5).map(reportState), health()];
}

interface Device {
  readonly id: string;
  readonly name: string;
  readonly interfaces: readonly unknown[];
}

function devicesOf(answer: unknown): readonly Device[] {
  const event = isObject(answer) ? answer.event : undefined;
  const payload = isObject(event) ? event.payload : undefined;
  const endpoints = isObject(payload) ? payload.endpoints : undefined;
  if (!Array.isArray(endpoints)) return [];
  return endpoints.filter(isObject).flatMap((endpoint: JsonObject) => {
    const { endpointId: id, friendlyName } = endpoint;
    if (typeof id !== 'string') return [];
    const capabilities = Array.isArray(endpoint.capabilities) ? endpoint.capabilities.filter(isObject) : [];
    const interfaces = capabilities.map((capability) => capability.interface);
    return [{ id, name: typeof friendlyName === 'string' ? friendlyName : id, interfaces }];
  });
}

function reportState(device: Pick<Device, 'id' | 'name'>): SampleEvent {
  return { title: `ask the state: ${device.name}`, event: directive('Alexa', 'ReportState', {}, device.id) };
}

function directive(namespace: string, name: string, payload: object, endpointId?: string): unknown {
  const messageId = `sample-${namespace}-${name}`.replaceAll('.', '-');
  const endpoint = endpointId === undefined ? {} : { endpoint: { endpointId, scope: bearer(), cookie: {} } };
  const correlation = endpointId === undefined ? {} : { correlationToken: 'c2FtcGxl' };
  return {
    directive: { header: { namespace, name, messageId, payloadVersion: '3', ...correlation }, ...endpoint, payload },
  };
}

/** Gives the directive its shape: the token that is sent to the home is the configured one. */
function bearer(): object {
  return { type: 'BearerToken', token: 'from-the-directive' };
}

function sentence(text: string): unknown {
  const application = { applicationId: 'amzn1.ask.skill.sample' };
  const user = { userId: 'amzn1.ask.account.sample', accessToken: 'from-the-request' };
  return {
    version: '1.0',
    session: { new: true, sessionId: 'amzn1.echo-api.session.sample', application, user, attributes: {} },
    context: { System: { application, user, device: { deviceId: 'amzn1.ask.device.sample' } } },
    request: {
      type: 'IntentRequest',
      requestId: 'amzn1.echo-api.request.sample',
      timestamp: new Date().toISOString(),
      locale: 'en-US',
      intent: { name: 'AssistIntent', confirmationStatus: 'NONE', slots: { query: { name: 'query', value: text } } },
    },
  };
}

function health(): SampleEvent {
  return {
    title: 'ask the function for its health',
    event: {
      version: '2.0',
      rawPath: '/health',
      rawQueryString: '',
      headers: { host: 'localhost' },
      requestContext: { http: { method: 'GET', path: '/health' } },
      isBase64Encoded: false,
    },
  };
}
