import { modes, openRealHome, type RealHome, variablesOf } from '@hearthgate/ha-extension/real-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directive, skillRequest } from '../support/directives.ts';
import { functionAt, proxyBefore } from './support/for-one-test.ts';
import { acceptGrant, discover, kindOf, withToken } from './support/messages.ts';

const turnOn = directive('Alexa.PowerController', 'TurnOn', {}, 'switch#ac');
const turnOff = directive('Alexa.PowerController', 'TurnOff', {}, 'switch#ac');

describe.each(modes)('the built function in the mode %s, when something is wrong with a real home', (mode) => {
  let home: RealHome;

  beforeAll(async () => {
    home = await openRealHome({ isForAlexa: mode === 'alexa' });
  });

  afterAll(() => home?.close());

  const functionInMode = (home: { readonly url: string; readonly token?: string }) =>
    functionAt(home, variablesOf(mode));

  it('says that the token is wrong, in words for the person in the skill', async () => {
    const built = await functionInMode({ url: home.url, token: 'wrong-token-of-the-owner' });
    const { event } = await built.send(turnOn);
    expect(event).toMatchObject({
      header: { namespace: 'Alexa', name: 'ErrorResponse' },
      endpoint: { endpointId: 'switch#ac' },
      payload: { type: 'INVALID_AUTHORIZATION_CREDENTIAL' },
    });
    expect((await built.send(discover())).event.payload).toEqual({ endpoints: [] });
    const { answer } = await built.invoke(skillRequest('AssistIntent', { slots: { query: 'turn on the ac' } }));
    expect(answer.response.outputSpeech.text).toMatch(/set up|link/i);
    expect(built.lines.join('\n')).not.toContain('wrong-token-of-the-owner');
  });

  it('lets in whoever brings a token of the home, and nobody else', async () => {
    const built = await functionInMode({ url: home.url });
    expect((await built.send(withToken(turnOff, home.token))).event.header.name).toBe('Response');
    expect((await home.settle('switch.ac', ({ state }) => state === 'off')).state).toBe('off');
    expect((await built.send(turnOn)).event.payload.type).toBe('INVALID_AUTHORIZATION_CREDENTIAL');
    expect((await home.state('switch.ac')).state).toBe('off');
    expect(built.lines.join('\n')).not.toContain(home.token);
  });

  it('says that the home is unreachable while it is stopped, and works again afterwards', async () => {
    const built = await functionInMode(home);
    expect((await built.send(turnOff)).event.header.name).toBe('Response');
    await home.stop();
    expect((await built.send(turnOn)).event.payload.type).toBe('BRIDGE_UNREACHABLE');
    expect((await built.send(discover())).event.payload).toEqual({ endpoints: [] });
    const { answer } = await built.invoke(skillRequest('AssistIntent', { slots: { query: 'turn on the ac' } }));
    expect(answer.response.outputSpeech.text).toContain('cannot reach your home');
    await home.start();
    expect((await built.send(turnOn)).event.header.name).toBe('Response');
    expect((await home.settle('switch.ac', ({ state }) => state === 'on')).state).toBe('on');
  });

  it('answers before Alexa stops waiting when the home is slow', async () => {
    const { url } = await proxyBefore(home, { delayMs: 30_000 });
    const built = await functionInMode({ url, token: home.token });
    const { answer, durationMs } = await built.invoke(turnOn);
    expect(answer.event.payload).toMatchObject({ type: 'ENDPOINT_UNREACHABLE' });
    expect(durationMs).toBeLessThan(8_000);
  });

  it('waits for a home that is only somewhat slow', async () => {
    const { url } = await proxyBefore(home, { delayMs: 3_000 });
    const built = await functionInMode({ url, token: home.token });
    expect((await built.send(turnOff)).event.header.name).toBe('Response');
    expect((await home.settle('switch.ac', ({ state }) => state === 'off')).state).toBe('off');
  });

  it('reaches a home behind a path, for directives and sentences alike', async () => {
    const { url } = await proxyBefore(home, { prefix: '/api-of/my-home' });
    const built = await functionInMode({ url, token: home.token });
    expect((await built.send(discover())).event.payload.endpoints.length).toBeGreaterThan(20);
    expect((await built.send(turnOn)).event.header.name).toBe('Response');
    expect((await home.settle('switch.ac', ({ state }) => state === 'on')).state).toBe('on');
    const query = 'turn off the kitchen lights';
    await built.invoke(skillRequest('AssistIntent', { slots: { query } }));
    expect((await home.settle('light.kitchen_lights', ({ state }) => state === 'off')).state).toBe('off');
  });

  it('hands the grant of account linking to the home as it came, where that has a use for it', async () => {
    const { url, bodies } = await proxyBefore(home, {});
    const built = await functionInMode({ url, token: home.token });
    const event = acceptGrant('grant-of-the-account');
    expect(kindOf(await built.send(event))).toBe('Alexa.Authorization AcceptGrant.Response');
    expect(bodies.map((body) => JSON.parse(body))).toEqual(mode === 'alexa' ? [event] : []);
  });
});
