import { afterEach, describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { type LocalHome, openLocalHome } from '../../src/local-home/index.ts';
import { createNetworkParts, createTurn } from '../bridge/support/parts.ts';

// biome-ignore lint/suspicious/noExplicitAny: events and answers of many shapes
type Loose = any;

let home: LocalHome | undefined;
afterEach(async () => {
  await home?.close();
  home = undefined;
});

async function open(variables: Readonly<Record<string, string>> = {}): Promise<LocalHome> {
  home = await openLocalHome(variables);
  return home;
}

/** Sends events through the extension as the function would, and answers what was answered and noted. */
async function sendAll(variables: Readonly<Record<string, string>>, events: readonly unknown[]) {
  const parts = createNetworkParts(variables);
  const extension = createExtension(parts);
  const answers: Loose[] = [];
  const turn = createTurn();
  for (const event of events as Loose[]) {
    answers.push(await (event.directive ? extension.smartHome(event, turn) : extension.skill(event, turn)));
  }
  await parts.gateways['http-client'].operations.resetPool();
  return { answers, causes: turn.causes };
}

describe('Without an address', () => {
  test.each([{}, { HOME_ASSISTANT_URL: '' }, { HOME_ASSISTANT_URL: ' ' }, { HOME_ASSISTANT_TOKEN: 'of-another-home' }])(
    'and with %j a demo home is started and described',
    async (variables) => {
      const { description, variables: made, secrets } = await open(variables as Record<string, string>);
      expect(description.join(' ')).toMatch(/demo home at http:\/\/127\.0\.0\.1:\d+ with \d+ entities: .*Hallway/);
      expect(made.HOME_ASSISTANT_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(secrets).toEqual([made.HOME_ASSISTANT_TOKEN]);
      expect(made.HOME_ASSISTANT_TOKEN).not.toBe('of-another-home');
    },
  );

  test('the token is not in the description', async () => {
    const { description, secrets } = await open();
    expect(secrets[0]?.length).toBeGreaterThan(8);
    expect(description.join(' ')).not.toContain(secrets[0]);
  });

  test('other settings of the home are kept', async () => {
    const { variables } = await open({ HOME_ASSISTANT_ENABLED: 'no', LOG_LEVEL: 'debug' });
    expect(variables).toMatchObject({ HOME_ASSISTANT_ENABLED: 'no' });
    expect(variables).not.toHaveProperty('LOG_LEVEL');
  });

  test('closing ends the demo home', async () => {
    const { variables, close } = await openLocalHome({});
    await close();
    await expect(fetch(`${variables.HOME_ASSISTANT_URL}/api/`)).rejects.toThrow();
  });
});

describe('The tour of the demo home', () => {
  test('touches each kind of device and is answered without an error', async () => {
    const { variables, discovery, samples } = await open();
    const discovered = await sendAll(variables, [discovery.event]);
    const tour = samples(discovered.answers[0]);
    expect(tour.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^switch on: \S/),
      expect.stringMatching(/^dim to 40 %: \S/),
      expect.stringMatching(/^make it blue: \S/),
      expect.stringMatching(/^set 21\.5 degrees: \S/),
      expect.stringMatching(/^lock: \S/),
      expect.stringMatching(/^play: \S/),
      expect.stringMatching(/^activate the scene: \S/),
      expect.stringMatching(/^ask the state: \S/),
      'say a sentence',
      'ask the function for its health',
    ]);
    const { answers, causes } = await sendAll(
      variables,
      tour.slice(0, -1).map(({ event }) => event),
    );
    expect(causes).toEqual([]);
    const names = answers.map((answer) => answer.event?.header.name ?? answer.response.outputSpeech.text);
    expect(names.slice(0, 8)).toEqual([...Array(6).fill('Response'), 'ActivationStarted', 'StateReport']);
    expect(names[8]).toBe('Yes');
  });

  test('works too with the token of the directive as the source', async () => {
    const { variables, discovery } = await open({ HOME_ASSISTANT_TOKEN_SOURCE: 'directive' });
    const { answers, causes } = await sendAll(variables, [discovery.event]);
    expect([answers[0].event.payload.endpoints.length > 8, causes]).toEqual([true, []]);
  });

  test.each([[undefined], [null], [{ event: { payload: {} } }], [{ event: { payload: { endpoints: [null, 7] } } }]])(
    'is short when nothing was discovered: %j',
    async (answer) => {
      const { samples } = await open();
      expect(samples(answer).map(({ title }) => title)).toEqual(['say a sentence', 'ask the function for its health']);
    },
  );

  test('leaves out what no device can do', async () => {
    const { samples } = await open();
    const lamp = { endpointId: 'a', friendlyName: 'A', capabilities: [{ interface: 'Alexa.PowerController' }, null] };
    const titles = samples({
      event: { payload: { endpoints: [{ friendlyName: 'B' }, lamp, { endpointId: 'c' }] } },
    }).map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual(['switch on: A', 'ask the state: A']);
  });
});
