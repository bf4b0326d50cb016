import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { captureLogging } from './captured-logging.ts';

describe('a line', () => {
  it('says level, time, service, message, correlation and chain, and nothing else that was not asked for', () => {
    const { logging, lines } = captureLogging({ serviceName: 'bridge' });
    logging.operations.info({ message: 'started' });
    expect(lines()).toEqual([
      {
        level: 'INFO',
        service: 'bridge',
        timestamp: '2026-01-01T00:00:00.000Z',
        message: 'started',
        correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        gateway_chain: ['logging'],
      },
    ]);
  });

  it('names levels as the JSON log format of CloudWatch does', () => {
    const { logging, lines } = captureLogging({ level: 'debug' });
    for (const level of ['debug', 'info', 'warning', 'error', 'critical'] as const) {
      logging.operations.log({ level, message: 'by log' });
      logging.operations[level]({ message: 'by name' });
    }
    const levels = ['DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
    expect(lines().map((line) => line.level)).toEqual(levels.flatMap((level) => [level, level]));
  });

  it('is written, and hides secrets, whatever the identifiers of its invocation are', () => {
    const { logging, environment, text, last } = captureLogging();
    const ids = { correlationId: 5 as never, requestId: { token: 'abc', id: 'planted-secret-1' } as never };
    runInInvocation(environment, ids, (invocation) => {
      invocation.secrets.add('planted-secret-1');
      logging.operations.info({ message: 'said' });
    });
    expect(last()).toMatchObject({ correlation_id: '5', requestId: { token: '[redacted]', id: '[redacted]' } });
    expect(text.join('')).not.toContain('planted-secret-1');
  });

  it('carries the identifiers of its invocation and says when it was a cold start', () => {
    const { logging, environment, last } = captureLogging();
    runInInvocation(environment, { correlationId: 'c-1', requestId: 'r-1', coldStart: true }, () =>
      logging.operations.info({ message: 'cold' }),
    );
    expect(last()).toMatchObject({ correlation_id: 'c-1', requestId: 'r-1', cold_start: true });
    runInInvocation(environment, { correlationId: 'c-2' }, () => logging.operations.info({ message: 'warm' }));
    expect(last()).toMatchObject({ correlation_id: 'c-2' });
    expect(last()).not.toHaveProperty('cold_start');
    expect(last()).not.toHaveProperty('requestId');
  });

  it('takes the service from the function name, else from the toolkit', () => {
    const named = captureLogging({ variables: { AWS_LAMBDA_FUNCTION_NAME: 'my-function' } });
    named.logging.operations.info({ message: 'x' });
    expect(named.last().service).toBe('my-function');
    const unnamed = captureLogging();
    unnamed.logging.operations.info({ message: 'x' });
    expect(unnamed.last().service).toBe('hearthgate');
  });

  it('puts data beside its own members and moves what would overwrite them into data', () => {
    const { logging, last } = captureLogging();
    const forged = {
      level: 'FATAL',
      message: 'forged',
      _aws: {},
      event: 'invocation',
      correlation_id: 'x',
      error: 'y',
    };
    logging.operations.info({ message: 'mine', data: { entity: 'light.kitchen', ...forged } });
    expect(last()).toMatchObject({ level: 'INFO', message: 'mine', entity: 'light.kitchen', data: forged });
    expect(last()).not.toHaveProperty('_aws');
    expect(last()).not.toHaveProperty('event');
  });

  it.each([
    ['a list', [1, 2]],
    ['a text', 'plain'],
    ['a number', 7],
  ])('keeps data that is %s under data', (_kind, data) => {
    const { logging, last } = captureLogging();
    logging.operations.info({ message: 'm', data: data as never });
    expect(last().data).toEqual(data);
  });

  it('keeps members that look like an HTTP request as they are', () => {
    const { logging, last } = captureLogging();
    logging.operations.info({ message: 'm', data: { method: 'GET', headers: { a: 'b' }, socket: { open: true } } });
    expect(last()).toMatchObject({ message: 'm', method: 'GET', headers: { a: 'b' }, socket: { open: true } });
  });

  it('does not fill in placeholders of a message', () => {
    const { logging, last } = captureLogging();
    logging.operations.info({ message: '100 %s of %o', data: { a: 1 } });
    expect(last().message).toBe('100 %s of %o');
  });

  it('writes what JSON cannot hold in some readable way', () => {
    const cycle: Record<string, unknown> = { name: 'ring' };
    cycle.self = cycle;
    const { logging, last } = captureLogging();
    const unreadable = Object.defineProperty({}, 'broken', {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
    logging.operations.info({
      message: 'odd',
      data: { big: 12n, cycle, unreadable, when: new Date(0), gone: undefined },
    });
    expect(last()).toMatchObject({
      big: '12',
      cycle: { name: 'ring', self: '[circular]' },
      unreadable: { broken: '[unreadable]' },
      when: '1970-01-01T00:00:00.000Z',
    });
  });

  it('saves the readable members when one breaks the whole', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no keys for you');
        },
      },
    );
    const { logging, last } = captureLogging();
    logging.operations.info({
      message: 'still here',
      data: { kept: 1, nested: { hostile, alsoKept: 2 }, password: 'p' },
    });
    expect(last()).toMatchObject({ message: 'still here', kept: 1, nested: { alsoKept: 2 }, password: '[redacted]' });
  });
});

describe('an error in a line', () => {
  it('is described by name, code, message and all its causes, outermost first', () => {
    const { logging, last } = captureLogging();
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:8123'), { code: 'ECONNREFUSED' });
    const tried = new AggregateError([refused, new Error('no route')], 'all addresses failed');
    const error = Object.assign(new TypeError('bridge failed', { cause: tried }), { code: 'HTTP_CONNECT_REFUSED' });
    logging.operations.error({ message: 'gave up', error });
    expect(last().error).toEqual({
      name: 'TypeError',
      code: 'HTTP_CONNECT_REFUSED',
      message: 'bridge failed',
      causes: [
        'AggregateError: all addresses failed',
        'ECONNREFUSED: connect ECONNREFUSED 10.0.0.7:8123',
        'Error: no route',
      ],
    });
  });

  it('ends a circle of causes', () => {
    const one = new Error('one');
    const two = new Error('two', { cause: one });
    one.cause = two;
    const { logging, last } = captureLogging();
    logging.operations.recordError({ error: one, during: 'a circle' });
    expect(last()).toMatchObject({
      level: 'ERROR',
      message: 'Failed: a circle',
      error: { message: 'one', causes: ['Error: two'] },
    });
  });

  it.each([
    ['a text', 'just text', { name: 'string', message: 'just text' }],
    ['null', null, { name: 'object', message: 'null' }],
    ['an object', { code: 7, message: 'like an error' }, { name: 'Error', code: '7', message: 'like an error' }],
  ])('may be %s', (_kind, error, described) => {
    const { logging, last } = captureLogging();
    logging.operations.error({ message: 'm', error });
    expect(last().error).toMatchObject(described);
  });

  it('tells where it was thrown when nobody gave it a code, the cause of an unexpected one included', () => {
    const { logging, last } = captureLogging({ maxStackFrames: 2 });
    const stackOf = (error: unknown) => {
      logging.operations.error({ message: 'm', error });
      return (last().error as { stack?: readonly string[] }).stack;
    };
    const thrown = new TypeError('undefined is no function\n    at least');
    const frames = stackOf(thrown) ?? [];
    expect(frames).toHaveLength(2);
    expect(frames[0]).toContain('line.test.ts');
    expect(stackOf(Object.assign(new Error('gone', { cause: thrown }), { code: 'KERNEL_UNEXPECTED' }))).toEqual(frames);
    expect(stackOf(Object.assign(new Error('gone', { cause: thrown }), { code: 'ECONNREFUSED' }))).toBeUndefined();
    expect(stackOf({ message: 'no stack' })).toBeUndefined();
    const planted = new Error('m');
    planted.stack = 'Error: m\n    at https://me:planted-password@host/index.mjs:1:1';
    expect(stackOf(planted)).toEqual(['https://[redacted]@host/index.mjs:1:1']);
    const silent = captureLogging({ maxStackFrames: 0 });
    silent.logging.operations.error({ message: 'm', error: thrown });
    expect(silent.last().error).not.toHaveProperty('stack');
  });

  it('is counted with the metrics peer from level error up', () => {
    const counted: unknown[] = [];
    const metrics = { recordMetric: (params: unknown) => void counted.push(params) };
    const { logging } = captureLogging({ peers: { metrics } });
    logging.operations.warning({ message: 'no' });
    logging.operations.error({ message: 'yes' });
    logging.operations.critical({ message: 'yes' });
    logging.operations.recordError({ error: new Error('e'), during: 'd' });
    expect(counted).toEqual(Array(3).fill({ name: 'LogErrors', value: 1 }));
  });

  it('is written though the metrics peer fails', () => {
    const metrics = {
      recordMetric() {
        throw new Error('down');
      },
    };
    const { logging, last } = captureLogging({ peers: { metrics } });
    logging.operations.error({ message: 'written' });
    expect(last().message).toBe('written');
  });

  it('is written though the utility peer makes no identifier', () => {
    const utility = {
      formatDuration: () => '',
      generateCorrelationId() {
        throw new Error('down');
      },
    };
    const { logging, last } = captureLogging({ peers: { utility } });
    logging.operations.error({ message: 'written' });
    expect(last()).toMatchObject({ message: 'written', correlation_id: 'unknown' });
  });
});
