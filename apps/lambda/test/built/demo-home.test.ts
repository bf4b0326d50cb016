import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSharedData, schemaProblems } from '../support/alexa-schema.ts';
import { type BuiltFunction, startBuiltFunction } from '../support/built-function.ts';
import { directive, SECRET_TOKEN, skillRequest } from '../support/directives.ts';

interface Message {
  readonly event: {
    readonly header: { readonly name: string };
    readonly payload: { readonly endpoints?: readonly Endpoint[]; readonly type?: string };
  };
  readonly context?: { readonly properties: readonly { readonly name: string; readonly value: unknown }[] };
}

interface Endpoint {
  readonly endpointId: string;
  readonly friendlyName: string;
  readonly capabilities: readonly { readonly interface: string }[];
}

let built: BuiltFunction;
let endpoints: readonly Endpoint[];

beforeAll(async () => {
  built = await startBuiltFunction({ LOG_LEVEL: 'debug' });
  const discovered = (await built.send(directive('Alexa.Discovery', 'Discover'))) as Message;
  endpoints = discovered.event.payload.endpoints ?? [];
  if (hasSharedData) expect(schemaProblems(discovered)).toEqual([]);
});

afterAll(() => built.stop());

const supporting = (name: string) => {
  const found = endpoints.find(({ capabilities }) => capabilities.some((one) => one.interface === name));
  if (found === undefined) throw new Error(`The demo home has nothing with ${name}.`);
  return found.endpointId;
};

async function send(message: object): Promise<Message> {
  const answer = (await built.send(message)) as Message;
  if (hasSharedData) expect(schemaProblems(answer)).toEqual([]);
  return answer;
}

async function reportedValue(endpointId: string, property: string): Promise<unknown> {
  const report = await send(directive('Alexa', 'ReportState', {}, endpointId));
  expect(report.event.header.name).toBe('StateReport');
  return report.context?.properties.find(({ name }) => name === property)?.value;
}

describe('the built function in front of the demo home', () => {
  it('discovers at least nine devices of different kinds', () => {
    expect(endpoints.length).toBeGreaterThanOrEqual(9);
    const interfaces = new Set(endpoints.flatMap(({ capabilities }) => capabilities.map((one) => one.interface)));
    for (const name of [
      'PowerController',
      'ColorController',
      'ThermostatController',
      'LockController',
      'SceneController',
    ]) {
      expect(interfaces).toContain(`Alexa.${name}`);
    }
  });

  it.each([
    ['Alexa.PowerController', 'TurnOn', {}, 'powerState', 'ON'],
    ['Alexa.PowerController', 'TurnOff', {}, 'powerState', 'OFF'],
    ['Alexa.BrightnessController', 'SetBrightness', { brightness: 42 }, 'brightness', 42],
    ['Alexa.LockController', 'Lock', {}, 'lockState', 'LOCKED'],
    [
      'Alexa.ThermostatController',
      'SetTargetTemperature',
      { targetSetpoint: { value: 21.5, scale: 'CELSIUS' } },
      'targetSetpoint',
      { value: 21.5, scale: 'CELSIUS' },
    ],
  ])('carries out %s.%s %j and reports the new %s', async (namespace, name, payload, property, expected) => {
    const endpointId = supporting(namespace);
    const answer = await send(directive(namespace, name, payload, endpointId));
    expect(answer.event.header.name).toBe('Response');
    expect(await reportedValue(endpointId, property)).toEqual(expected);
  });

  it('activates a scene', async () => {
    const endpointId = supporting('Alexa.SceneController');
    const answer = await send(directive('Alexa.SceneController', 'Activate', {}, endpointId));
    expect(answer.event.header.name).toBe('ActivationStarted');
  });

  it('passes on that a device is unknown', async () => {
    const answer = await send(directive('Alexa.PowerController', 'TurnOn', {}, 'light#nowhere'));
    expect(answer.event).toMatchObject({ header: { name: 'ErrorResponse' }, payload: { type: 'NO_SUCH_ENDPOINT' } });
  });

  it('holds a conversation in the language of the request and keeps its id in the session', async () => {
    const launch = (await built.send(skillRequest('LaunchRequest', { locale: 'de-DE' }))) as SkillAnswer;
    expect(launch.response.shouldEndSession).toBe(false);
    const reply = (await built.send(
      skillRequest('AssistIntent', {
        slots: { query: 'schalte das Licht im Flur ein' },
        locale: 'de-DE',
        attributes: launch.sessionAttributes,
      }),
    )) as SkillAnswer;
    expect(reply.response.outputSpeech.text).not.toBe('');
    expect(reply.sessionAttributes?.conversationId).toMatch(/\S/);
    expect(reply.response.shouldEndSession).toBe(false);
  });

  it('answers the end of a session with nothing', async () => {
    expect(await built.send(skillRequest('SessionEndedRequest'))).toEqual({ version: '1.0', response: {} });
  });

  it('closes each invocation with one line and one EMF document, and never writes a token', () => {
    const lines = built.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const closing = lines.filter((line) => line.event === 'invocation');
    const documents = lines.filter((line) => line._aws !== undefined);
    expect(closing.length).toBeGreaterThan(10);
    expect(documents.length).toBe(closing.length);
    for (const line of closing) {
      expect(line).toMatchObject({
        correlation_id: expect.stringMatching(/\S/),
        gateways: expect.arrayContaining(['lambda', 'logging', 'metrics', 'security', 'initialization', 'utility']),
        gateway_chain: ['lambda', 'logging'],
        duration_ms: expect.any(Number),
        memory_used_mb: expect.any(Number),
      });
    }
    const all = built.logLines.join('\n');
    for (const token of [SECRET_TOKEN, ...built.home.secrets]) expect(all.includes(token)).toBe(false);
  });

  it('uses all ten gateways for a directive', () => {
    const lines = built.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const seen = lines.filter((line) => line.event === 'invocation').flatMap((line) => line.gateways);
    expect(new Set(seen).size).toBe(10);
  });
});

interface SkillAnswer {
  readonly sessionAttributes?: Readonly<Record<string, unknown>>;
  readonly response: { readonly outputSpeech: { readonly text: string }; readonly shouldEndSession: boolean };
}
