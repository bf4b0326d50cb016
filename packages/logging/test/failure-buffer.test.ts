import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { type CaptureOptions, captureLogging } from './captured-logging.ts';

/** Runs one invocation and answers the messages of its lines. */
function messagesOf(
  run: (operations: ReturnType<typeof captureLogging>['logging']['operations']) => void,
  options?: CaptureOptions,
) {
  const captured = captureLogging(options);
  runInInvocation(captured.environment, { correlationId: 'c' }, () => run(captured.logging.operations));
  return captured.lines().map((line) => line.message);
}

describe('lines below the level', () => {
  it('are written before the error of their invocation, with their own time and level', async () => {
    const { logging, environment, lines } = captureLogging();
    const { debug, info, error } = logging.operations;
    await runInInvocation(environment, { correlationId: 'c' }, async () => {
      debug({ message: 'tried the first door', data: { door: 1 } });
      await environment.clock.advance(5);
      info({ message: 'at once' });
      error({ message: 'all doors are shut' });
      debug({ message: 'and later' });
    });
    expect(lines()).toMatchObject([
      { message: 'at once', level: 'INFO' },
      { message: 'tried the first door', level: 'DEBUG', door: 1, timestamp: '2026-01-01T00:00:00.000Z' },
      { message: 'all doors are shut', level: 'ERROR', timestamp: '2026-01-01T00:00:00.005Z' },
    ]);
    expect(logging.operations.getStatus()).toMatchObject({ linesBuffered: 2, linesWritten: 3 });
  });

  it('are written before a closing line with a cause, and not before one without', () => {
    const close = (cause?: string) =>
      messagesOf(({ debug, recordRequest }) => {
        debug({ message: 'detail' });
        recordRequest({ request: 'r', outcome: 'o', cause, durationMs: 1 });
      });
    expect(close('why')).toEqual(['detail', 'r: o in 1 ms']);
    expect(close()).toEqual(['r: o in 1 ms']);
  });

  it('are all that lies below the level, also when nothing above it is said', () => {
    const messages = messagesOf(
      ({ debug, info, warning, recordRequest }) => {
        debug({ message: 'debug' });
        info({ message: 'info' });
        warning({ message: 'warning' });
        recordRequest({ request: 'r', outcome: 'o', cause: 'why', durationMs: 1 });
      },
      { level: 'error' },
    );
    expect(messages).toEqual(['debug', 'info', 'warning']);
  });

  it('are kept within maxBufferBytes, the newest, and the others are counted', () => {
    const messages = messagesOf(
      ({ debug, error }) => {
        for (let line = 0; line < 100; line += 1) debug({ message: `detail ${line}` });
        debug({ message: 'x'.repeat(5_000) });
        error({ message: 'broke' });
      },
      { maxBufferBytes: 1_000 },
    );
    const details = messages.filter((message) => String(message).startsWith('detail'));
    expect(details.at(-1)).toBe('detail 99');
    expect(details.length).toBeGreaterThan(3);
    expect(messages.slice(-2)).toEqual([expect.stringContaining(`${101 - details.length} earlier lines`), 'broke']);
  });

  it('are kept for as long as there is room, however many were said before', () => {
    const messages = messagesOf(
      ({ debug, error }) => {
        for (let line = 0; line < 1_000; line += 1) debug({ message: `detail ${line}` });
        error({ message: 'broke' });
        for (let line = 1_000; line < 2_000; line += 1) debug({ message: `detail ${line}` });
        error({ message: 'broke again' });
      },
      { maxBufferBytes: 2_000 },
    );
    const kept = messages.filter((message) => String(message).startsWith('detail'));
    const inOrder = (last: number, count: number) =>
      Array.from({ length: count }, (_, index) => `detail ${last - count + 1 + index}`);
    const half = kept.length / 2;
    expect(half).toBeGreaterThan(5);
    expect(kept).toEqual([...inOrder(999, half), ...inOrder(1_999, half)]);
    expect(messages).toContain(
      `${1_000 - half} earlier lines below the level had no room in maxBufferBytes and are not shown.`,
    );
  });

  it('are not kept outside an invocation, from one invocation to the next, or when the buffer is off', () => {
    const { logging, environment, lines } = captureLogging();
    logging.operations.debug({ message: 'outside' });
    runInInvocation(environment, { correlationId: 'a' }, () => logging.operations.debug({ message: 'of a' }));
    runInInvocation(environment, { correlationId: 'b' }, () => logging.operations.error({ message: 'of b' }));
    expect(lines().map((line) => line.message)).toEqual(['of b']);
    const off = messagesOf(
      ({ debug, error }) => {
        debug({ message: 'detail' });
        error({ message: 'broke' });
      },
      { maxBufferBytes: 0 },
    );
    expect(off).toEqual(['broke']);
  });

  it('hide secrets like all others, and keep to the budget of lines', () => {
    const captured = captureLogging({ maxLinesPerInvocation: 5 });
    runInInvocation(captured.environment, {}, (invocation) => {
      invocation.secrets.add('planted-secret-1');
      for (let line = 0; line < 20; line += 1)
        captured.logging.operations.debug({ message: `planted-secret-1 ${line}` });
      captured.logging.operations.error({ message: 'broke' });
    });
    expect(captured.text.join('')).not.toContain('planted-secret-1');
    expect(captured.lines()).toHaveLength(7);
  });
});

describe('a line that is kept', () => {
  const failing = (run: (operations: ReturnType<typeof captureLogging>['logging']['operations']) => void) => {
    const captured = captureLogging();
    runInInvocation(captured.environment, { correlationId: 'c' }, (invocation) => {
      run(captured.logging.operations);
      invocation.secrets.add('secret-known-later');
      captured.logging.operations.error({ message: 'broke' });
    });
    return { ...captured, kept: captured.lines().at(-2) };
  };

  it.each([
    ['small', {}],
    ['large', { more: Array.from({ length: 200 }, (_, index) => index) }],
    ['of a class', { more: new (class Attempt {})() }],
    ['deep', { more: { a: { b: { c: { d: { e: 1 } } } } } }],
  ])('says what was so when it was said, whatever its data has become: %s', (_, more) => {
    const state = { door: 'shut', panes: [1, 2], lock: { turns: 1 }, ...more };
    const { kept } = failing(({ debug }) => {
      debug({ message: 'tried', data: state });
      state.door = 'open';
      state.panes.push(3);
      state.lock.turns = 2;
    });
    expect(kept).toMatchObject({ message: 'tried', door: 'shut', panes: [1, 2], lock: { turns: 1 } });
  });

  it('hides secrets that became known after it was said', () => {
    const { kept, text } = failing(({ debug }) => {
      debug({ message: 'with secret-known-later', data: { door: ['secret-known-later'], passphrase: 'x' } });
    });
    expect(text.join('')).not.toContain('secret-known-later');
    expect(kept).toMatchObject({ message: 'with [redacted]', door: ['[redacted]'], passphrase: '[redacted]' });
  });

  it('is the same line as one that is written at once', () => {
    const hostile = Object.defineProperty({ a: 1 }, 'b', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const round: { self?: unknown } = {};
    round.self = round;
    for (const data of [
      undefined,
      null,
      7,
      'text',
      [1, { a: 2 }],
      { a: undefined, f: () => 1, big: 1n },
      hostile,
      round,
      JSON.parse('{"__proto__":{"a":1},"b":[{"__proto__":2}]}'),
      { [Symbol('s')]: 'of no name', a: 1 },
      Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }),
      new Proxy({ a: 1, b: { c: 2 } }, {}),
      Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`n${index}`, index])),
    ]) {
      const { kept, logging: keeping } = failing(({ debug }) => debug({ message: 'said', data: data as never }));
      const { logging, lines, environment } = captureLogging({ level: 'debug' });
      runInInvocation(environment, { correlationId: 'c' }, () =>
        logging.operations.debug({ message: 'said', data: data as never }),
      );
      expect(kept).toEqual(lines()[0]);
      expect(keeping.operations.getEntries({ search: 'said' })).toEqual(logging.operations.getEntries());
    }
  });

  it('with an error tells it as it was', () => {
    const error = Object.assign(new Error('first'), { code: 'E1' });
    const { kept } = failing(({ debug }) => {
      debug({ message: 'tried', error });
      error.message = 'second';
    });
    expect(kept).toMatchObject({ error: { message: 'first', code: 'E1' } });
  });
});

describe('a sample of invocations', () => {
  it('has all its lines written at once, whatever the level, and the others none', () => {
    const { logging, environment, lines } = captureLogging({ level: 'warning', sampleRate: 0.5 });
    for (let invocation = 0; invocation < 200; invocation += 1) {
      runInInvocation(environment, { correlationId: `${invocation}` }, () => {
        logging.operations.debug({ message: 'first' });
        logging.operations.info({ message: 'second' });
      });
    }
    const byInvocation = Map.groupBy(lines(), (line) => line.correlation_id);
    expect([...byInvocation.values()].every((all) => all.length === 2)).toBe(true);
    expect(byInvocation.size).toBeGreaterThan(60);
    expect(byInvocation.size).toBeLessThan(140);
  });

  it.each([
    ['0', 0],
    ['1', 3],
    ['', 0],
  ])('is as large as LOG_SAMPLE_RATE %j says', (rate, written) => {
    const { logging, environment, lines } = captureLogging({ variables: { LOG_SAMPLE_RATE: rate } });
    for (let invocation = 0; invocation < 3; invocation += 1) {
      runInInvocation(environment, {}, () => logging.operations.debug({ message: 'm' }));
    }
    expect(lines()).toHaveLength(written);
  });
});
