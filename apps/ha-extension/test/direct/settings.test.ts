import { expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { CONFIGURED_TOKEN } from '../bridge/support/messages.ts';
import { createParts, createTurn, response } from '../bridge/support/parts.ts';
import { discover, state } from './support/direct.ts';
import { madeUpSockets } from './support/sockets.ts';

test('A home whose mode is direct is asked for its states, and of those what is exposed is found', async () => {
  const variables = {
    HOME_ASSISTANT_URL: 'https://home.example.com',
    HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN,
    HOME_ASSISTANT_MODE: 'direct',
    HOME_ASSISTANT_HIDE: 'light.bed',
  };
  const states = [state('light.desk', 'on'), state('light.bed', 'on')];
  const parts = createParts(() => response(states), variables, madeUpSockets({}).open);
  const answer = await createExtension(parts).smartHome(discover, createTurn());
  expect(parts.requests.map(({ url }) => url)).toEqual(['https://home.example.com/api/states']);
  expect(answer).toMatchObject({ event: { payload: { endpoints: [{ endpointId: 'light#desk' }] } } });
});
