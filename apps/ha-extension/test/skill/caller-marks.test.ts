import { Invocation } from '@hearthgate/kernel';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { createParts, createTurn, type TestParts } from '../bridge/support/parts.ts';
import { ADDRESS, intent, request, said } from './support/requests.ts';

const DEVICE = 'amzn1.ask.device.AFRPJJGBRWZTXOJOLDRQGDSB2I6GKEC7';
const PERSON = 'amzn1.ask.person.ADGIK6E7WMHQ2XGCJ4VTNBBL';

interface Marks {
  readonly alexaDevice: string | undefined;
  readonly alexaPerson: string | undefined;
}

/** The marks on the line that the function writes of an invocation. */
async function marksOf(parts: TestParts, event: unknown): Promise<Marks> {
  const { invocations, clock } = parts.environment;
  const { logging } = parts.gateways;
  await invocations.run(new Invocation({ correlationId: 'c' }, clock), async () => {
    await createExtension(parts).skill(event, createTurn());
    logging.operations.recordRequest({ request: 'IntentRequest', outcome: 'Response', durationMs: 1 });
  });
  const last = parts.output().trim().split('\n').at(-1) ?? '';
  const { alexaDevice, alexaPerson } = JSON.parse(last) as Marks;
  return { alexaDevice, alexaPerson };
}

const partsAt = (HOME_ASSISTANT_URL: string) => createParts(() => said('Done'), { ...ADDRESS, HOME_ASSISTANT_URL });
const spokenOn = (deviceId: unknown, more: object = {}) =>
  intent('AssistIntent', { slots: { query: 'x' }, system: { device: { deviceId }, ...more } });

describe('A line of the log', () => {
  test('has marks of device and person, the same each time, and never their ids', async () => {
    const parts = partsAt('https://home.example.com');
    const first = await marksOf(parts, spokenOn(DEVICE, { person: { personId: PERSON } }));
    expect(first).toEqual({
      alexaDevice: expect.stringMatching(/^[0-9a-f]{8}$/),
      alexaPerson: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(await marksOf(parts, spokenOn(DEVICE, { person: { personId: PERSON } }))).toEqual(first);
    expect(await marksOf(parts, request('LaunchRequest', {}, { system: { device: { deviceId: DEVICE } } }))).toEqual({
      alexaDevice: first.alexaDevice,
      alexaPerson: expect.not.stringContaining(String(first.alexaPerson)),
    });
    expect(parts.output()).not.toMatch(/amzn1\.ask\.(device|person|account)/);
  });

  test('tells one device and one person from another', async () => {
    const parts = partsAt('https://home.example.com');
    const marks: Marks[] = [];
    for (const [deviceId, personId] of [
      [DEVICE, PERSON],
      [`${DEVICE}X`, PERSON],
      [DEVICE, `${PERSON}X`],
    ]) {
      marks.push(await marksOf(parts, spokenOn(deviceId, { person: { personId } })));
    }
    expect(new Set(marks.map(({ alexaDevice }) => alexaDevice)).size).toBe(2);
    expect(new Set(marks.map(({ alexaPerson }) => alexaPerson)).size).toBe(2);
  });

  test('of another home has other marks, so that nobody finds an id that he knows', async () => {
    const one = await marksOf(partsAt('https://one.example.com'), spokenOn(DEVICE));
    const other = await marksOf(partsAt('https://other.example.com'), spokenOn(DEVICE));
    expect(one.alexaDevice).not.toBe(other.alexaDevice);
  });

  test.each([undefined, '', 7, null, {}])('has no mark of a device without an id: %j', async (deviceId) => {
    const { alexaDevice } = await marksOf(partsAt('https://home.example.com'), spokenOn(deviceId));
    expect(alexaDevice).toBeUndefined();
  });

  test('has no marks of whoever spoke before', async () => {
    const parts = partsAt('https://home.example.com');
    await marksOf(parts, spokenOn(DEVICE));
    await createExtension(parts).skill(spokenOn(DEVICE), createTurn());
    expect(await marksOf(parts, request('SessionEndedRequest'))).toEqual({
      alexaDevice: undefined,
      alexaPerson: undefined,
    });
  });
});
