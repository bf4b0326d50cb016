import {
  controllersIn,
  entityIdOf,
  type HomeEntity,
  kindsOf,
  type Mode,
  modes,
  openRealHome,
  type RealHome,
  type Step,
  stepsFor,
  variablesOf,
} from '@hearthgate/ha-extension/real-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOW_TO_GET_DATA, hasSharedData, schemaProblems } from '../support/alexa-schema.ts';
import { directive, SECRET_TOKEN } from '../support/directives.ts';
import { type FunctionAtHome, type Loose, startFunctionAt } from './support/function-at-home.ts';
import { discover, kindOf, toInstance } from './support/messages.ts';

/** Interfaces that report and take no directives of a device. */
const REPORTING = [
  'Alexa',
  'Alexa.ContactSensor',
  'Alexa.EndpointHealth',
  'Alexa.EventDetectionSensor',
  'Alexa.MotionSensor',
  'Alexa.TemperatureSensor',
];

describe.each(modes)('the built function in front of a real home, in the mode %s', (mode) => {
  let home: RealHome;
  let built: FunctionAtHome;
  let discovery: Loose;
  const all: Tried[] = [];

  beforeAll(async () => {
    home = await openRealHome({ isForAlexa: mode === 'alexa' });
    built = await startFunctionAt(home, variablesOf(mode));
    discovery = (await built.invoke(discover())).answer;
  });

  afterAll(async () => {
    await built?.stop();
    await home?.close();
  });

  const endpoints = (): readonly Loose[] => discovery.event.payload.endpoints;

  it('asks a home that has an integration for Alexa in that mode only', async () => {
    const asked = home.api.post('/api/alexa/smart_home', discover());
    if (mode === 'direct') await expect(asked).rejects.toThrow('404');
    else expect(kindOf(await asked)).toBe('Alexa.Discovery Discover.Response');
  });

  it('discovers devices of every kind that the home has for Alexa', () => {
    const kinds = new Set(endpoints().map(({ endpointId }) => endpointId.split('#')[0]));
    expect([...kinds].sort()).toEqual(expect.arrayContaining([...kindsOf[mode]].sort()));
  });

  it.skipIf(!hasSharedData)(`discovers as Amazon's schema wants it [${HOW_TO_GET_DATA}]`, () => {
    expect(schemaProblems(discovery)).toEqual([]);
  });

  it('offers no interface that is not tried here', () => {
    const found = new Set(endpoints().flatMap(({ capabilities }) => capabilities.map((one: Loose) => one.interface)));
    const untried = [...found].filter((name) => !controllersIn(mode).includes(name) && !REPORTING.includes(name));
    expect(untried).toEqual([]);
  });

  it('reports the state of every device', async () => {
    const reports = await Promise.all(
      endpoints().map(async ({ endpointId }) =>
        kindOf(await built.send(directive('Alexa', 'ReportState', {}, endpointId))),
      ),
    );
    expect(reports).toEqual(endpoints().map(() => 'Alexa StateReport'));
  });

  it.each(controllersIn(mode))('has every device with %s do what each of its directives says', async (name) => {
    const devices = endpoints().flatMap(({ endpointId, capabilities }) =>
      capabilities
        .filter((one: Loose) => one.interface === name)
        .map((capability: Loose) => ({ endpointId, capability })),
    );
    // Devices at once, as some take seconds; the directives of each one after the other.
    const outcomes = await Promise.all(
      devices.map(({ endpointId, capability }) => driveAll({ home, built, mode }, endpointId, capability)),
    );
    const tried = outcomes.flat();
    expect(tried.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(tried.length).toBeGreaterThan(0);
    all.push(...tried);
  });

  it('saw most of it in the home itself', () => {
    expect(all.filter(({ isSeen }) => isSeen).length).toBeGreaterThan(all.length * 0.8);
    const refused = [...new Set(all.map(({ refusal }) => refusal))].filter((one) => one !== undefined);
    console.log(`${all.length} directives to ${endpoints().length} devices of ${home.version}; it refused:`, refused);
  });

  it('never writes a token', () => {
    expect(built.lines.length).toBeGreaterThan(100);
    const all = built.lines.join('\n');
    for (const token of [SECRET_TOKEN, home.token]) expect(all.includes(token)).toBe(false);
  });
});

interface Tried {
  readonly what: string;
  /** Whether the home was seen to have done it. */
  readonly isSeen: boolean;
  /** Why the home itself refused, where that is known of it. */
  readonly refusal?: string;
  readonly problem?: string;
}

interface Place {
  readonly home: RealHome;
  readonly built: FunctionAtHome;
  readonly mode: Mode;
}

async function driveAll(
  { home, built, mode }: Place,
  endpointId: string,
  capability: Loose,
): Promise<readonly Tried[]> {
  const entityId = entityIdOf(endpointId);
  const tried: Tried[] = [];
  for (const step of stepsFor(capability, await home.state(entityId), mode)) {
    const { name, payload } = step;
    const what = `${entityId} ${capability.interface} ${capability.instance ?? ''} ${name} ${JSON.stringify(payload)}`;
    const before = await home.state(entityId);
    const event = toInstance(capability, name, payload, endpointId);
    const answer = await built.send(event).catch((error: Error) => error);
    tried.push({ what, ...(await outcomeOf(home, step, answer, before)) });
  }
  return tried;
}

async function outcomeOf(home: RealHome, step: Step, answer: Loose, before: HomeEntity): Promise<Omit<Tried, 'what'>> {
  const { answer: wanted = 'Alexa Response', isReached, refusal } = step;
  if (answer instanceof Error) return { isSeen: false, problem: answer.message };
  const { payload } = answer.event;
  const kind = kindOf(answer);
  if (kind === 'Alexa ErrorResponse' && payload.type === refusal?.type) {
    return { isSeen: false, refusal: `${payload.type}: ${refusal?.defect}` };
  }
  if (kind !== wanted) return { isSeen: false, problem: `answered ${kind} ${JSON.stringify(payload)}` };
  if (isReached === undefined) return { isSeen: false };
  const now = await home.settle(before.entity_id, (entity) => isReached(entity, before));
  if (isReached(now, before)) return { isSeen: true };
  return { isSeen: false, problem: `is ${now.state} ${JSON.stringify(now.attributes)}` };
}
