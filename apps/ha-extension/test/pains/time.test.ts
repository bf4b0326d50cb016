import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { startServer } from '../bridge/support/loopback.ts';
import { CONFIGURED_TOKEN, directive, reply, turnOn } from '../bridge/support/messages.ts';
import { bridgeWith, errorIn, turnEndingAfter } from './support/bridge.ts';

const FAST = { HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };
const silent = () => startServer(() => {});

test("Pain 1, Lambda's 3 s kill cold calls: the bridge answers before whatever time Lambda has left is over", async () => {
  const home = await silent();
  const turn = turnEndingAfter(1_200);
  const answered = await bridgeWith({ ...FAST, HOME_ASSISTANT_URL: home.url }).smartHome(turnOn, turn);
  expect(turn.leftMs()).toBeGreaterThan(0);
  expect(errorIn(answered)).toBe('ENDPOINT_UNREACHABLE');
});

test('Pain 2, "unresponsive" though it worked: a home that is late is told apart from one that is not there', async () => {
  const late = await startServer((response) => void setTimeout(() => response.end(JSON.stringify(reply({}))), 2_000));
  const settings = { ...FAST, HOME_ASSISTANT_TIMEOUT_MS: '500' };
  const slow = await bridgeWith({ ...settings, HOME_ASSISTANT_URL: late.url }).smartHome(turnOn);
  const gone = await bridgeWith({ ...settings, HOME_ASSISTANT_URL: 'http://127.0.0.1:9' }).smartHome(turnOn);
  expect([errorIn(slow), errorIn(gone)]).toEqual(['ENDPOINT_UNREACHABLE', 'BRIDGE_UNREACHABLE']);
  expect(slow.cause).toMatch(/did not finish in time; the command may still be carried out/);
  expect(slow.answer.event.payload.message).toMatch(/may still be carried out/);
  expect(gone.cause).toMatch(/Nothing listens at that address/);
});

test('Pain 3, scenes and scripts longer than 8 s: one that the home has got may count as started', async () => {
  const home = await silent();
  const settings = { ...FAST, HOME_ASSISTANT_URL: home.url, HOME_ASSISTANT_TIMEOUT_MS: '500' };
  const activate = directive('Alexa.SceneController', 'Activate');
  const optimistic = bridgeWith({ ...settings, HOME_ASSISTANT_OPTIMISTIC_SCENES: 'yes' });
  expect(errorIn(await optimistic.smartHome(activate))).toBe('ActivationStarted');
  expect(errorIn(await optimistic.smartHome(directive('Alexa.LockController', 'Unlock')))).toBe('ENDPOINT_UNREACHABLE');
  expect(errorIn(await bridgeWith(settings).smartHome(activate))).toBe('ENDPOINT_UNREACHABLE');
});

test('Pain 11, connections that never come: a short time for connecting, another try, and nothing sent twice', async () => {
  const sent: string[] = [];
  const dropping = await startServer((response, { body }) => {
    sent.push(body);
    response.destroy();
  });
  const lost = await bridgeWith({ ...FAST, HOME_ASSISTANT_URL: dropping.url }).smartHome(turnOn);
  expect([errorIn(lost), sent.length]).toEqual(['BRIDGE_UNREACHABLE', 1]);
  // TEST-NET-1 (RFC 5737) answers nobody, wherever this runs.
  const turn = turnEndingAfter(4_500);
  const never = await bridgeWith({ ...FAST, HOME_ASSISTANT_URL: 'http://192.0.2.1' }).smartHome(turnOn, turn);
  expect(errorIn(never)).toBe('BRIDGE_UNREACHABLE');
  expect(never.cause).toMatch(/^connect-/);
  expect(turn.leftMs()).toBeGreaterThan(0);
});

test('Pain 18, slow cold starts and new connections: all directives of an environment go over one connection', async () => {
  const sockets = new Set<Socket>();
  const home = await startServer((response) => {
    if (response.socket !== null) sockets.add(response.socket);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(reply({})));
  });
  const bridge = bridgeWith({ ...FAST, HOME_ASSISTANT_URL: home.url });
  for (let index = 0; index < 20; index += 1) expect(errorIn(await bridge.smartHome(turnOn))).toBe('Response');
  expect([home.seen.length, sockets.size]).toEqual([20, 1]);
});
