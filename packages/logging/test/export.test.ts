import { runInInvocation } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureLogging } from './captured-logging.ts';

async function someEntries() {
  const captured = captureLogging();
  const { info, warning } = captured.logging.operations;
  await runInInvocation(captured.environment, { correlationId: 'c' }, async () => {
    info({ message: 'door opened', data: { entity: 'lock.Front' } });
    await captured.environment.clock.advance(1_000);
    warning({ message: 'a, "b"\nc', data: { n: 1 } });
    await captured.environment.clock.advance(1_000);
    info({ message: '=cmd()' });
  });
  return captured;
}

describe('exported entries', () => {
  it('are JSON lines that say what getEntries says', async () => {
    const { operations } = (await someEntries()).logging;
    const lines = operations.exportEntries().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(operations.getEntries());
  });

  it('are CSV that a spreadsheet reads as text', async () => {
    const { operations } = (await someEntries()).logging;
    expect(operations.exportEntries({ format: 'csv' })).toBe(
      [
        'time,level,message,correlationId,gatewayChain,data',
        '2026-01-01T00:00:00.000Z,info,door opened,c,logging,"{""entity"":""lock.Front""}"',
        '2026-01-01T00:00:01.000Z,warning,"a, ""b""\nc",c,logging,"{""n"":1}"',
        "2026-01-01T00:00:02.000Z,info,'=cmd(),c,logging,",
        '',
      ].join('\r\n'),
    );
  });

  it('are text for people, an entry a paragraph', async () => {
    const { operations } = (await someEntries()).logging;
    expect(operations.exportEntries({ format: 'text', limit: 2 })).toBe(
      '2026-01-01T00:00:01.000Z WARNING  a, "b"\n    c {"n":1}\n2026-01-01T00:00:02.000Z INFO     =cmd()\n',
    );
  });

  it('are chosen by time, gateway, and words in data', async () => {
    const { operations } = (await someEntries()).logging;
    const startMs = Date.UTC(2026, 0, 1);
    const found = (params: object) => operations.getEntries(params).map(({ message }) => message[0]);
    expect(found({ sinceMs: startMs + 1_000 })).toEqual(['a', '=']);
    expect(found({ untilMs: startMs + 1_000 })).toEqual(['d', 'a']);
    expect(found({ search: 'LOCK.front' })).toEqual(['d']);
    expect([found({ gateway: 'logging' }).length, found({ gateway: 'cache' }).length]).toEqual([3, 0]);
  });

  it('are refused in another format or by a time that is none', () => {
    const { execute } = captureLogging().logging;
    const error = { code: 'KERNEL_INVALID_PARAMS' };
    expect(execute('exportEntries', { format: 'xml' as never })).toMatchObject({ error });
    expect(execute('exportEntries', { sinceMs: 'now' as never })).toMatchObject({ error });
  });

  it('come out in every format, whatever was said, when the security peer passes everything on', () => {
    const filterSensitive = <Data>({ data }: { readonly data: Data }) => data;
    fc.assert(
      fc.property(fc.anything({ withBigInt: true }), fc.string(), (data, message) => {
        const { operations } = captureLogging({ peers: { security: { filterSensitive } } }).logging;
        operations.info({ message, data: data as never });
        for (const format of ['ndjson', 'csv', 'text'] as const)
          expect(operations.exportEntries({ format })).not.toBe('');
        operations.getEntries({ search: 'x' });
      }),
    );
  });
});

describe('settings', () => {
  it('change together, or not at all when one is wrong', () => {
    const { logging, lines } = captureLogging();
    logging.operations.configure({ level: 'warning', foldMs: 0 });
    expect(logging.execute('configure', { level: 'debug', sampleRate: 2 })).toMatchObject({
      error: { code: 'LOGGING_INVALID_OPTIONS', message: expect.stringContaining('sampleRate') },
    });
    expect(logging.execute('configure', { level: 'loud' as never })).toMatchObject({
      error: { code: 'LOGGING_UNKNOWN_LEVEL' },
    });
    expect(logging.operations.getStatus().level).toBe('warning');
    logging.operations.info({ message: 'off' });
    expect(lines()).toEqual([]);
  });

  it('warn once when Lambda drops what they ask for', () => {
    const { logging, lines } = captureLogging({ variables: { AWS_LAMBDA_LOG_LEVEL: 'ERROR', LOG_LEVEL: 'info' } });
    for (const message of ['one', 'two']) logging.operations.error({ message });
    expect(lines().map((line) => line.message)).toEqual([
      expect.stringContaining('Lambda drops lines below error'),
      'one',
      'two',
    ]);
  });

  it('take the level that Lambda was told, unless LOG_LEVEL says another', () => {
    const levelWith = (variables: Record<string, string>) =>
      captureLogging({ variables }).logging.operations.getStatus().level;
    expect(levelWith({ AWS_LAMBDA_LOG_LEVEL: 'WARN' })).toBe('warning');
    expect(levelWith({ AWS_LAMBDA_LOG_LEVEL: 'TRACE' })).toBe('debug');
    expect(levelWith({ AWS_LAMBDA_LOG_LEVEL: 'WARN', LOG_LEVEL: 'info' })).toBe('info');
  });
});
