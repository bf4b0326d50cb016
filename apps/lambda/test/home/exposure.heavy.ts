import { type Exposure, openRealHome, type RealHome, variablesOf } from '@hearthgate/ha-extension/real-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directive } from '../support/directives.ts';
import { functionAt } from './support/for-one-test.ts';
import type { Loose } from './support/function-at-home.ts';
import { discover } from './support/messages.ts';

let home: RealHome;
let hasLabels: boolean;

beforeAll(async () => {
  home = await openRealHome({ isForAlexa: false });
  await home.marks.hide('switch.decorative_lights');
  await home.marks.disable('light.bed_light');
  hasLabels = await home.marks.label('For Alexa', 'cover.kitchen_window');
});

afterAll(() => home?.close());

/** The devices that are found where this is exposed. */
async function found(exposure: Exposure, token: string = home.token): Promise<readonly string[]> {
  const built = await functionAt({ url: home.url, token }, variablesOf('direct', exposure));
  const { payload } = (await built.send(discover())).event;
  expect(built.lines.join('\n')).not.toContain(token);
  return payload.endpoints.map(({ endpointId }: Loose) => endpointId);
}

const KITCHEN_LIGHTS = 'light#kitchen_lights';

describe('what a real home shows in the mode direct', () => {
  it('is all that it has for Alexa, but for what it hides or has disabled', async () => {
    const all = await found({});
    expect(all).toEqual(
      expect.arrayContaining([KITCHEN_LIGHTS, 'switch#ac', 'cover#kitchen_window', 'lock#front_door']),
    );
    expect(all).not.toContain('switch#decorative_lights');
    expect(all).not.toContain('light#bed_light');
  });

  it('is of some domains', async () => {
    const lights = await found({ expose: 'domain:light' });
    expect(lights).toContain(KITCHEN_LIGHTS);
    expect(lights.filter((id) => !id.startsWith('light#'))).toEqual([]);
    expect(await found({ hide: 'domain:light' })).not.toContain(KITCHEN_LIGHTS);
  });

  it('is some entities, also those that the home itself hides, never those that it has disabled', async () => {
    const named = 'entity:switch.decorative_lights,entity:light.bed_light,lock.front_door';
    expect([...(await found({ expose: named }))].sort()).toEqual(['lock#front_door', 'switch#decorative_lights']);
    expect(await found({ hide: 'lock.front_door' })).not.toContain('lock#front_door');
  });

  it.each(['Kitchen', 'kitchen', 'Küche'])('is in some areas, by the area of the device: %s', async (name) => {
    expect(await found({ expose: `area:${name}` })).toEqual([KITCHEN_LIGHTS]);
    const others = await found({ hide: `area:${name}` });
    expect(others).toContain('lock#front_door');
    expect(others).not.toContain(KITCHEN_LIGHTS);
  });

  it('has some labels', async (context) => {
    if (!hasLabels) context.skip(`Home ${home.version} has no labels; they came with 2024.4.`);
    expect(await found({ expose: 'label:For Alexa' })).toEqual(['cover#kitchen_window']);
    expect(await found({ expose: 'domain:cover', hide: 'label:for_alexa' })).not.toContain('cover#kitchen_window');
  });

  it('is the same for somebody who is no administrator', async () => {
    const token = await home.addPerson();
    expect(await found({ expose: 'area:Kitchen' }, token)).toEqual([KITCHEN_LIGHTS]);
  });

  it('can be controlled, and nothing else', async () => {
    const built = await functionAt(home, variablesOf('direct', { expose: 'area:Kitchen' }));
    const turn = (name: string, endpointId: string) =>
      built.send(directive('Alexa.PowerController', name, {}, endpointId));
    expect((await turn('TurnOff', KITCHEN_LIGHTS)).event.header.name).toBe('Response');
    expect((await home.state('light.kitchen_lights')).state).toBe('off');
    const before = await home.state('switch.ac');
    expect((await turn('TurnOn', 'switch#ac')).event.payload.type).toBe('NO_SUCH_ENDPOINT');
    expect(await home.state('switch.ac')).toEqual(before);
  });
});
