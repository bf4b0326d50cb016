import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/local/invocation.ts';
import { formatInvocation } from '../../src/local/terminal/invocation-line.ts';
import { wantsColours } from '../../src/local/terminal/terminal-style.ts';

const turnOn = {
  directive: {
    header: { namespace: 'Alexa.PowerController', name: 'TurnOn', correlationToken: 'correlation-value' },
    endpoint: { endpointId: 'light#kitchen', scope: { type: 'BearerToken', token: 'token-of-the-user' } },
  },
};
const response = { event: { header: { name: 'Response' } } };
const unreachable = { event: { header: { name: 'ErrorResponse' }, payload: { type: 'ENDPOINT_UNREACHABLE' } } };
const record = {
  level: 30,
  event: 'invocation',
  correlation_id: 'c',
  gateways: ['lambda', 'security', 'http-client'],
  duration_ms: 41.4,
  memory_used_mb: 60.6,
  cache_hits: 1,
  cache_misses: 2,
  cold_start: false,
  outcome: 'ok',
};

function invocation(changes: Partial<Invocation> = {}, log: readonly unknown[] = [record]): Invocation {
  return {
    requestId: 'r',
    payload: JSON.stringify(turnOn),
    outcome: { kind: 'response', payload: JSON.stringify(response) },
    logLines: log.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))),
    durationMs: 50,
    memorySizeMb: 128,
    ...changes,
  };
}

describe('the line of an invocation', () => {
  it('says what was asked, the answer, the chain, the time, the cache and the memory', () => {
    expect(formatInvocation(invocation())).toBe(
      '✓ PowerController.TurnOn light#kitchen → Response  lambda > security > http-client  41 ms  cache 1/3  61 MB',
    );
  });

  it('says that a start was cold and how long it took', () => {
    expect(formatInvocation(invocation({ initDurationMs: 212.3 }))).toMatch(/ {2}cold start 212 ms$/);
    expect(formatInvocation(invocation({}, [{ ...record, cold_start: true }]))).toMatch(/ {2}cold start$/);
  });

  it.each([
    [2, 0, 'cache hit'],
    [0, 3, 'cache miss'],
    [2, 1, 'cache 2/3'],
  ])('words %i hits and %i misses as %s', (cache_hits, cache_misses, expected) => {
    expect(formatInvocation(invocation({}, [{ ...record, cache_hits, cache_misses }]))).toContain(`  ${expected}  `);
  });

  it('leaves out what the function did not say and measures the time itself', () => {
    expect(formatInvocation(invocation({}, []))).toBe('✓ PowerController.TurnOn light#kitchen → Response  50 ms');
  });

  it('marks an answer that only apologises and names its cause', () => {
    const outcome = {
      kind: 'response',
      payload: '{"event":{"header":{"name":"Discover.Response"},"payload":{}}}',
    } as const;
    const line = formatInvocation(invocation({ outcome }, [{ ...record, cause: 'unauthorized (status 401)' }]));
    expect(line).toMatch(/^✗ .*0 endpoints \(unauthorized \(status 401\)\)/);
  });

  it('marks a failure and names its cause', () => {
    const outcome = { kind: 'response', payload: JSON.stringify(unreachable) } as const;
    expect(formatInvocation(invocation({ outcome }, [{ ...record, cause: 'connection refused' }]))).toMatch(
      /^✗ PowerController\.TurnOn light#kitchen → ErrorResponse ENDPOINT_UNREACHABLE \(connection refused\) {2}/,
    );
  });

  it('shows below, indented, what the function warned of, whatever form its levels have', () => {
    const lines = formatInvocation(
      invocation({}, [
        { level: 20, msg: 'details' },
        { level: 'info', msg: 'fine' },
        { level: 40, msg: 'slow', cause: 'took 4 s', hint: 'look at the router' },
        { level: 'ERROR', message: 'refused', err: { code: 'ECONNREFUSED', message: 'connect failed' } },
        '2026-01-01T00:00:00.000Z\tid\tINFO\t{"level":"warn","msg":"through the console"}',
        '{"_aws":{"Timestamp":1},"Duration":3}',
        'somebody printed this',
        record,
      ]),
    ).split('\n');
    expect(lines.slice(1)).toEqual([
      '    warning: slow: took 4 s: look at the router',
      '    error: refused: ECONNREFUSED connect failed',
      '    warning: through the console',
      '    somebody printed this',
    ]);
  });

  it('shortens and limits what is below', () => {
    const lines = formatInvocation(
      invocation(
        {},
        Array.from({ length: 20 }, () => ({ level: 50, msg: 'x'.repeat(500) })),
      ),
    ).split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[1]).toBe(`    error: ${'x'.repeat(159)}…`);
    expect(lines.at(-1)).toBe('    and 12 more');
  });

  it('points to where an error was thrown, once', () => {
    const error = {
      errorType: 'TypeError',
      errorMessage: 'no',
      trace: ['TypeError: no', '    at handler (index.mjs:3:9)'],
    };
    const log = ['Invoke Error\t{"errorType":"TypeError"}', '2026-01-01T00:00:00.000Z\tid\tERROR\tInvoke Error \t{}'];
    expect(formatInvocation(invocation({ outcome: { kind: 'function-error', ...error } }, log))).toBe(
      '✗ PowerController.TurnOn light#kitchen → threw TypeError: no  50 ms\n    at handler (index.mjs:3:9)',
    );
  });

  it('masks the tokens of the event and those it is told of, wherever they turn up', () => {
    const error = { errorType: 'Error', errorMessage: 'bad token-of-the-user', trace: [] };
    const text = formatInvocation(
      invocation({ outcome: { kind: 'function-error', ...error } }, [
        'Authorization: Bearer configured-token',
        { level: 50, msg: 'correlation-value and token-of-the-user' },
      ]),
      { secrets: ['configured-token'] },
    );
    expect(text).not.toMatch(/token-of-the-user|correlation-value|configured-token/);
    expect(text).toContain('threw Error: bad ***');
    expect(text).toContain('Authorization: Bearer ***');
  });

  it('is one line without control characters whatever the names contain', () => {
    const hostile = structuredClone(turnOn);
    hostile.directive.endpoint.endpointId = 'a\n\u001b[31mred\u001b[0m\r\u202Eb\u2028c';
    expect(formatInvocation(invocation({ payload: JSON.stringify(hostile) }, []))).toBe(
      '✓ PowerController.TurnOn a [31mred [0m b c → Response  50 ms',
    );
  });

  it('is coloured when that is wanted', () => {
    const line = formatInvocation(invocation(), { colours: true });
    expect(line.startsWith('\u001b[32m✓\u001b[39m ')).toBe(true);
  });
});

describe('colours', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
  ])('are wanted on %o with %o: %s', (stream, env, expected) => {
    expect(wantsColours(stream, env)).toBe(expected);
  });
});
