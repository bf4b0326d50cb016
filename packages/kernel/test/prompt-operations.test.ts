import { describe, expect, it } from 'vitest';
import { createEnvironment, createGateway, GatewayError } from '../src/index.ts';

describe('an asynchronous operation whose handler may answer at once', () => {
  interface Shelf {
    take(params: { readonly book: string }): Promise<string | undefined>;
  }

  function createShelf() {
    const environment = createEnvironment();
    const gateway = createGateway<Shelf, object>(
      {
        name: 'shelf',
        alone: {},
        operations: {
          take: {
            prompt: true,
            run: ({ book }, call) => {
              if (book === 'none') throw new Error('no such book');
              call.cacheHit = book === 'near';
              return book === 'near' ? book : Promise.resolve(`${book}, brought`);
            },
          },
        },
      },
      { environment },
    );
    return { gateway, counted: () => environment.statistics.operations().shelf?.take };
  }

  it('is answered as a promise all the same, by both faces', async () => {
    const { gateway, counted } = createShelf();
    for (const [book, answer] of [
      ['near', 'near'],
      ['far', 'far, brought'],
    ] as const) {
      const bare = gateway.operations.take({ book });
      const response = gateway.execute('take', { book });
      expect([bare, response]).toEqual([expect.any(Promise), expect.any(Promise)]);
      expect(await bare).toBe(answer);
      expect(await response).toMatchObject({ success: true, data: answer, cacheHit: book === 'near' });
    }
    expect(counted()).toMatchObject({ calls: 4, errors: 0 });
  });

  it('never throws where a promise is expected', async () => {
    const { gateway, counted } = createShelf();
    for (const params of [{ book: 'none' }, undefined as never]) {
      const bare = gateway.operations.take(params);
      await expect(bare).rejects.toBeInstanceOf(GatewayError);
      expect(await gateway.execute('take', params)).toMatchObject({ success: false });
    }
    expect(counted()).toMatchObject({ calls: 4, errors: 4 });
  });
});
