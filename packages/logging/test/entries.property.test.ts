import type { LogLevel } from '@hearthgate/contracts';
import { runInInvocation } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureLogging } from './captured-logging.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical'];

describe('recent entries', () => {
  it('are never more than maxEntries, always the newest, oldest first', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(60), fc.nat(80), (maxEntries, count, limit) => {
        const { logging } = captureLogging({ maxEntries });
        for (let index = 0; index < count; index += 1) logging.operations.info({ message: `m${index}` });
        const all = Array.from({ length: count }, (_, index) => `m${index}`);
        const kept = all.slice(Math.max(0, count - maxEntries));
        const expected = kept.slice(Math.max(0, kept.length - limit));
        expect(logging.operations.getEntries({ limit }).map(({ message }) => message)).toEqual(expected);
      }),
    );
  });

  it('are chosen by level, correlation id and text as asked', () => {
    const said = fc.record({
      level: fc.constantFrom(...levels),
      correlationId: fc.constantFrom('a', 'b'),
      message: fc.constantFrom('Door opened', 'door closed', 'window'),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), fc.constantFrom(...levels), (statements, level) => {
        const { logging, environment } = captureLogging({ level: 'debug' });
        for (const { correlationId, ...statement } of statements) {
          runInInvocation(environment, { correlationId }, () => logging.operations.log(statement));
        }
        const found = logging.operations.getEntries({ level, correlationId: 'a', search: 'DOOR', limit: 1_000 });
        const expected = statements.filter(
          (one) =>
            levels.indexOf(one.level) >= levels.indexOf(level) &&
            one.correlationId === 'a' &&
            one.message.toLowerCase().includes('door'),
        );
        expect(found.map((entry) => ({ ...entry }))).toMatchObject(expected);
      }),
    );
  });

  it('hold at most 200 and answer 100 by default, with time, data and error', async () => {
    const { logging, environment } = captureLogging();
    for (let index = 0; index < 500; index += 1) logging.operations.info({ message: 'm' });
    expect(logging.operations.getEntries()).toHaveLength(100);
    expect(logging.operations.getEntries({ limit: 1_000 })).toHaveLength(200);
    await environment.clock.advance(5);
    logging.operations.error({ message: 'last', data: { room: 'hall', level: 'x' }, error: new Error('broke') });
    expect(logging.operations.getEntries({ limit: 1 })).toEqual([
      {
        timeMs: Date.UTC(2026, 0, 1) + 5,
        level: 'error',
        message: 'last',
        correlationId: expect.any(String),
        gatewayChain: ['logging'],
        data: {
          room: 'hall',
          data: { level: 'x' },
          error: { name: 'Error', message: 'broke', causes: [], stack: expect.any(Array) },
        },
      },
    ]);
  });

  it.each([{ limit: -1 }, { limit: 1.5 }, { search: 5 }, { correlationId: {} }])('are not searched by %j', (params) => {
    const response = captureLogging().logging.execute('getEntries', params as never);
    expect(response).toMatchObject({ success: false, error: { code: 'KERNEL_INVALID_PARAMS' } });
  });
});
