import { compose, isThenable } from '@hearthgate/kernel';
import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createLoggingGateway } from '../src/index.ts';
import { captureLogging, parseLine } from './captured-logging.ts';
import { createPresenceGateway } from './presence-gateway.ts';

describe('bound fields', () => {
  it('are in all further lines of the invocation, and in none of another', () => {
    const { logging, environment, lines } = captureLogging();
    const { bindContext, info } = logging.operations;
    runInInvocation(environment, { correlationId: 'a' }, () => {
      bindContext({ fields: { room: 'hall', floor: 1 } });
      info({ message: 'one' });
      bindContext({ fields: { floor: undefined } });
      info({ message: 'two', data: { room: 'kitchen' } });
    });
    runInInvocation(environment, { correlationId: 'b' }, () => info({ message: 'three' }));
    expect(lines().map(({ message, room, floor }) => [message, room, floor])).toEqual([
      ['one', 'hall', 1],
      ['two', 'kitchen', undefined],
      ['three', undefined, undefined],
    ]);
  });

  it('live as long as the gateway when asked to, when bound outside, and when they are options', () => {
    const { logging, environment, last } = captureLogging({ fields: { version: '1.2.3' } });
    logging.operations.bindContext({ fields: { stage: 'test' } });
    runInInvocation(environment, {}, () =>
      logging.operations.bindContext({ fields: { region: 'eu' }, scope: 'environment' }),
    );
    runInInvocation(environment, {}, () => logging.operations.info({ message: 'm' }));
    expect(last()).toMatchObject({ version: '1.2.3', stage: 'test', region: 'eu' });
  });

  it('may be for the lines of one gateway only', () => {
    const text: string[] = [];
    const { gateways } = compose({
      logging: (wiring) => createLoggingGateway({ destination: { write: (line) => void text.push(line) } }, wiring),
      presence: (wiring) => createPresenceGateway('presence', wiring),
      door: (wiring) => createPresenceGateway('door', wiring),
    });
    gateways.logging.operations.bindContext({ fields: { sensor: 7 }, gateway: 'presence' });
    gateways.presence.operations.notice();
    gateways.door.operations.notice();
    gateways.logging.operations.info({ message: 'mine' });
    expect(text.map(parseLine).map((line) => line.sensor)).toEqual([7, undefined, undefined]);
  });

  it('hold while a function runs, in all that it starts, and nested', async () => {
    const { logging, lines } = captureLogging();
    const { info, withContext } = logging.operations;
    const done = withContext({
      fields: { job: 'outer', depth: 1 },
      run: async () => {
        await Promise.resolve();
        info({ message: 'outer' });
        return withContext({
          fields: { depth: 2 },
          run: () => {
            info({ message: 'inner' });
            return 'result';
          },
        });
      },
    });
    info({ message: 'outside' });
    expect(isThenable(done)).toBe(true);
    expect(await done).toBe('result');
    expect(lines().map(({ message, job, depth }) => [message, job, depth])).toEqual([
      ['outside', undefined, undefined],
      ['outer', 'outer', 1],
      ['inner', 'outer', 2],
    ]);
  });

  it('pass the error of the function on unchanged', () => {
    const own = new RangeError('mine');
    const run = () => {
      throw own;
    };
    expect(() => captureLogging().logging.operations.withContext({ fields: {}, run })).toThrow(own);
  });

  it('are redacted, and overwrite nothing that the line itself says', () => {
    const { logging, text, last } = captureLogging();
    logging.operations.bindContext({ fields: { password: 'hunter2hunter2', level: 'FATAL', requestId: 'forged' } });
    logging.operations.info({ message: 'm', data: { timestamp: 'forged' } });
    expect(text.join('')).not.toContain('hunter2');
    expect(last()).toMatchObject({ level: 'INFO', password: '[redacted]', timestamp: '2026-01-01T00:00:00.000Z' });
    expect(last()).not.toHaveProperty('requestId');
  });

  it.each([
    ['bindContext', { fields: 'text' }],
    ['bindContext', { fields: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, 1])) }],
    ['withContext', { fields: {} }],
    ['withContext', { fields: [], run: () => 1 }],
  ] as const)('of %s are refused when they do not fit', (operation, params) => {
    const error = { code: 'KERNEL_INVALID_PARAMS' };
    expect(captureLogging().logging.execute(operation, params as never)).toMatchObject({ success: false, error });
  });
});

describe('the trace', () => {
  it.each([
    [
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1',
      '1-5759e988-bd862e3fe1be46a994272793',
    ],
    ['Self=1;Root=1-5759e988-bd862e3fe1be46a994272793', '1-5759e988-bd862e3fe1be46a994272793'],
    ['Root=nonsense', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %j is named in the lines of an invocation as %s', (header, traceId) => {
    const { logging, environment, last } = captureLogging({ variables: { _X_AMZN_TRACE_ID: header } });
    runInInvocation(environment, {}, () => logging.operations.info({ message: 'm' }));
    expect(last().xray_trace_id).toBe(traceId);
  });

  it('is read anew for each invocation', () => {
    const variables = { _X_AMZN_TRACE_ID: 'Root=1-00000000-000000000000000000000001' };
    const { logging, environment, lines } = captureLogging({ variables });
    runInInvocation(environment, {}, () => logging.operations.info({ message: 'm' }));
    variables._X_AMZN_TRACE_ID = 'Root=1-00000000-000000000000000000000002';
    runInInvocation(environment, {}, () => logging.operations.info({ message: 'm' }));
    expect(lines().map((line) => String(line.xray_trace_id).at(-1))).toEqual(['1', '2']);
  });
});
