import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { captureLogging } from './captured-logging.ts';

describe('the line that closes an invocation', () => {
  it('says request, outcome, gateways, duration, memory and cache use', () => {
    const { logging, environment, lines } = captureLogging();
    runInInvocation(environment, { correlationId: 'c', coldStart: true }, (invocation) => {
      invocation.cacheHits = 2;
      invocation.cacheMisses = 1;
      logging.operations.recordRequest({
        request: 'PowerController.TurnOn light#kitchen',
        outcome: 'Response',
        durationMs: 12.34567,
      });
    });
    expect(lines()).toEqual([
      {
        level: 'INFO',
        service: 'hearthgate',
        timestamp: '2026-01-01T00:00:00.000Z',
        message: 'PowerController.TurnOn light#kitchen: Response in 12.3 ms',
        correlation_id: 'c',
        gateway_chain: ['logging'],
        event: 'invocation',
        request: 'PowerController.TurnOn light#kitchen',
        outcome: 'Response',
        gateways: ['logging'],
        duration_ms: 12.346,
        memory_used_mb: expect.any(Number),
        cache_hits: 2,
        cache_misses: 1,
        cache_hit_rate: 0.6667,
        cold_start: true,
      },
    ]);
    expect(lines()[0]?.memory_used_mb).toBeGreaterThan(5);
  });

  it('warns and names the cause when the request went wrong', () => {
    const { logging, last } = captureLogging();
    const cause = 'Nothing listens on 10.0.0.7:8123.';
    logging.operations.recordRequest({
      request: 'r',
      outcome: 'ErrorResponse BRIDGE_UNREACHABLE',
      cause,
      durationMs: 5,
    });
    expect(last()).toMatchObject({
      level: 'WARN',
      event: 'invocation',
      cause,
      cache_hit_rate: null,
      cold_start: false,
    });
  });

  it('names durations as the utility peer does, or plainly when that fails', () => {
    const formatDuration = ({ durationMs }: { readonly durationMs: number }) => {
      if (durationMs > 5) throw new Error('too long for me');
      return `${durationMs} moments`;
    };
    const { logging, environment, lines } = captureLogging({ peers: { utility: { formatDuration } } });
    runInInvocation(environment, {}, () => {
      logging.operations.recordRequest({ request: 'r', outcome: 'o', durationMs: 5 });
      logging.operations.recordRequest({ request: 'r', outcome: 'o', durationMs: 6 });
    });
    expect(lines().map((line) => line.message)).toEqual(['r: o in 5 moments', 'r: o in 6 ms']);
  });

  it.each([{}, { request: 'r', outcome: 'o' }, { request: 1, outcome: 'o', durationMs: 1 }])('refuses %j', (params) => {
    const { logging } = captureLogging();
    expect(logging.execute('recordRequest', params as never)).toMatchObject({
      success: false,
      error: { code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining('recordRequest takes') },
    });
  });
});

describe('the budget of lines', () => {
  it('drops what goes beyond it, after saying so, and keeps errors and the closing line', () => {
    const { logging, environment, lines } = captureLogging({ maxLinesPerInvocation: 3 });
    runInInvocation(environment, { correlationId: 'c' }, () => {
      for (let line = 0; line < 10; line += 1) logging.operations.info({ message: `line ${line}` });
      logging.operations.error({ message: 'what broke' });
      logging.operations.recordRequest({ request: 'r', outcome: 'o', durationMs: 1 });
    });
    const messages = lines().map((line) => line.message);
    const notice = expect.stringContaining('maxLinesPerInvocation');
    expect(messages).toEqual(['line 0', 'line 1', 'line 2', notice, 'what broke', 'r: o in 1 ms']);
    expect(logging.operations.getStatus()).toMatchObject({ state: 'degraded', linesDropped: 7, linesWritten: 6 });
  });

  it('is new for each invocation and absent outside', () => {
    const { logging, environment, lines } = captureLogging({ maxLinesPerInvocation: 2 });
    for (const correlationId of ['a', 'b']) {
      runInInvocation(environment, { correlationId }, () => logging.operations.info({ message: correlationId }));
    }
    for (let line = 0; line < 5; line += 1) logging.operations.info({ message: 'outside' });
    expect(lines()).toHaveLength(7);
  });
});
