import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import type { LoggingPorts } from '../src/index.ts';
import { captureLogging } from './captured-logging.ts';

/** A cache that several environments share, and the scopes that were asked for. */
function sharedCache() {
  const kept = new Map<string, unknown>();
  const scopes = new Set<string | undefined>();
  const cache: LoggingPorts['cache'] = {
    get: async <Value>({ key, scope }: { readonly key: string; readonly scope?: string | undefined }) => {
      scopes.add(scope);
      return kept.has(key) ? { key, value: kept.get(key) as Value, storedAtMs: 0, tags: [] } : undefined;
    },
    set: async ({ key, value, ttlMs = 0, scope }) => {
      scopes.add(scope);
      expect(ttlMs).toBeGreaterThan(0);
      kept.set(key, value);
    },
  };
  return { cache, kept, scopes };
}

describe('a line that is repeated', () => {
  it('is written once in an invocation, and its count at flush', async () => {
    const { logging, environment, lines } = captureLogging();
    const { warning, flush } = logging.operations;
    await runInInvocation(environment, { correlationId: 'c' }, async () => {
      for (let time = 0; time < 42; time += 1) warning({ message: 'slow', data: { room: 'hall' } });
      warning({ message: 'slow', data: { room: 'kitchen' } });
      await flush();
      await flush();
    });
    expect(lines()).toMatchObject([
      { message: 'slow', room: 'hall' },
      { message: 'slow', room: 'kitchen' },
      { message: '41 more times: slow', level: 'WARN', event: 'repeated', repeated: 41, correlation_id: 'c' },
    ]);
    expect(lines()).toHaveLength(3);
    expect(logging.operations.getStatus()).toMatchObject({ linesFolded: 41, state: 'healthy' });
  });

  it.each([
    ['another level', { level: 'error', message: 'm' }],
    ['another message', { level: 'warning', message: 'n' }],
    ['other data', { level: 'warning', message: 'm', data: { a: 1 } }],
    ['an error', { level: 'warning', message: 'm', error: new Error('x') }],
  ] as const)('is not taken for one with %s', (_what, other) => {
    const { logging, environment, lines } = captureLogging();
    runInInvocation(environment, {}, () => {
      logging.operations.log({ level: 'warning', message: 'm' });
      logging.operations.log(other);
    });
    expect(lines()).toHaveLength(2);
  });

  it('is written again in each invocation, outside of one, after foldMs, and with foldMs 0', async () => {
    const { logging, environment, lines } = captureLogging({ foldMs: 1_000 });
    const { info, configure, flush } = logging.operations;
    for (const correlationId of ['a', 'b']) {
      runInInvocation(environment, { correlationId }, () => info({ message: 'in' }));
    }
    info({ message: 'out' });
    info({ message: 'out' });
    expect(lines()).toHaveLength(4);
    await runInInvocation(environment, {}, async () => {
      info({ message: 'm' });
      info({ message: 'm' });
      await environment.clock.advance(1_000);
      info({ message: 'm' });
      await flush();
      configure({ foldMs: 0 });
      info({ message: 'm' });
      info({ message: 'm' });
    });
    const messages = lines().map((line) => line.message);
    expect(messages.slice(4)).toEqual(['m', 'm', 'Once more: m', 'm', 'm']);
  });

  it('is counted over all environments of an hour, through the cache', async () => {
    const { cache, scopes } = sharedCache();
    const tell = async (repeats: number, startedMs: number) => {
      const { logging, environment, last } = captureLogging({ peers: { cache } });
      await environment.clock.advance(startedMs);
      await runInInvocation(environment, {}, async () => {
        for (let time = 0; time <= repeats; time += 1) logging.operations.warning({ message: 'slow' });
        await logging.operations.flush();
      });
      return last();
    };
    const since = '2026-01-01T00:00:00.000Z';
    expect(await tell(10, 0)).toMatchObject({ repeated: 10, repeated_in_all: 10, repeated_since: since });
    expect(await tell(5, 60_000)).toMatchObject({ repeated: 5, repeated_in_all: 15, repeated_since: since });
    expect(await tell(1, 3_600_000)).toMatchObject({ repeated_in_all: 1, repeated_since: '2026-01-01T01:00:00.000Z' });
    expect([...scopes]).toEqual(['shared']);
  });

  it('is counted alone when the cache fails or has something else', async () => {
    const failing = { get: async () => Promise.reject(new Error('down')), set: async () => {} };
    const odd = {
      get: async () => ({ key: 'k', value: 'odd', storedAtMs: 0, tags: [] }) as never,
      set: async () => {},
    };
    for (const cache of [failing, odd]) {
      const { logging, environment, last } = captureLogging({ peers: { cache } });
      await runInInvocation(environment, {}, async () => {
        for (let time = 0; time < 3; time += 1) logging.operations.info({ message: 'm' });
        await logging.operations.flush();
      });
      expect(last()).toMatchObject({ message: '2 more times: m', repeated: 2 });
    }
  });

  it('costs bounded memory, and loses no count', async () => {
    const { logging, environment, lines } = captureLogging();
    await runInInvocation(environment, {}, async () => {
      for (let round = 0; round < 2; round += 1) {
        for (let line = 0; line < 150; line += 1) {
          logging.operations.info({ message: `m${line}` });
          logging.operations.info({ message: `m${line}` });
        }
      }
      await logging.operations.flush();
    });
    const counts = lines().map((line) => Number(line.repeated ?? 0));
    const written = counts.filter((count) => count === 0).length;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(logging.operations.getStatus().linesFolded + written).toBe(600);
  });
});
