import type { CacheOperations } from '@hearthgate/contracts';
import { compose, createGateway } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import { createPresenceGateway } from './presence-gateway.ts';

describe('an eleventh gateway', () => {
  it('is composed beside the ten and calls them, without a change to contracts', async () => {
    const lines: string[] = [];
    const kept = new Map<string, unknown>();
    const composition = compose({
      presence: (wiring) => createPresenceGateway(wiring),
      logging: (wiring) =>
        createGateway<{ info(params: { message: string }): void }, object>(
          { name: 'logging', alone: {}, operations: { info: ({ message }) => void lines.push(message) } },
          wiring,
        ) as never,
      cache: (wiring) =>
        createGateway<Pick<CacheOperations, 'getOrSet'>, object>(
          {
            name: 'cache',
            alone: {},
            operations: {
              getOrSet: async ({ key, create }) => {
                if (!kept.has(key)) kept.set(key, await create({ signal: undefined }));
                return kept.get(key) as never;
              },
            },
          },
          wiring,
        ) as never,
    });
    const { presence } = composition.gateways;
    presence.operations.enter({ person: 'Ada', room: 'kitchen' });
    expect(await presence.execute('whereIs', { person: 'Ada' })).toMatchObject({ success: true, data: 'kitchen' });
    presence.operations.enter({ person: 'Ada', room: 'cellar' });
    expect(await presence.operations.whereIs({ person: 'Ada' })).toBe('kitchen');
    expect(lines).toEqual(['Ada entered kitchen', 'Ada entered cellar']);
    const cells = composition.environment.statistics.cells().map(({ caller, callee }) => `${caller}>${callee}`);
    expect(cells.sort()).toEqual(['presence>cache', 'presence>logging']);
  });
});
