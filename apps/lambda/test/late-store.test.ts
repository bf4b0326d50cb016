import { createCacheGateway } from '@hearthgate/cache';
import { createSingletonGateway } from '@hearthgate/singleton';
import { createTestEnvironment } from '@hearthgate/testing';
import { expect, test } from 'vitest';

test('A store that was opened while the environment was frozen is used from then on, and not ended as too late', async () => {
  const environment = createTestEnvironment();
  const { clock } = environment;
  let isOpen = true;
  const entries = Object.assign(new Map<string, string>(), {
    disconnect: () => {
      isOpen = false;
    },
  });
  let connected = (_client: typeof entries) => {};
  const store = () =>
    new Promise<typeof entries>((resolve) => {
      connected = resolve;
    });
  const singleton = createSingletonGateway({}, { environment });
  const { operations } = createCacheGateway(
    { store, encryptionKey: 'k'.repeat(40) },
    { environment, peers: { singleton: singleton.operations } },
  );
  const early = operations.set({ key: 'a', value: 1 });
  await expect.poll(() => connected.length).toBe(1);
  await clock.advance(1_000);
  await early;
  await clock.advance(600_000);
  const late = operations.set({ key: 'a', value: 2 });
  connected(entries);
  await late;
  await clock.advance(120_000);
  await operations.set({ key: 'b', value: 3 });
  expect(await operations.get({ key: 'b', scope: 'shared' })).toMatchObject({ value: 3 });
  expect([isOpen, operations.getStatus().reasons]).toEqual([true, []]);
  await singleton.operations.resetAll();
  expect(isOpen).toBe(false);
});
