import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LoggingPorts } from '../src/index.ts';
import { captureLogging, parseLine } from './captured-logging.ts';

const run = promisify(execFile);
const index = new URL('../src/index.ts', import.meta.url).href;

describe('the destination', () => {
  it('may throw without breaking the caller; the line is counted as dropped', () => {
    const write = () => {
      throw new Error('disk full');
    };
    const { logging } = captureLogging({ destination: { write } });
    expect(() => logging.operations.info({ message: 'lost' })).not.toThrow();
    expect(() => logging.operations.writeDocument({ document: { a: 1 } })).not.toThrow();
    expect(logging.operations.getStatus()).toEqual({
      gateway: 'logging',
      state: 'degraded',
      reasons: [expect.stringContaining('2 lines were dropped')],
      level: 'info',
      linesWritten: 0,
      linesDropped: 2,
      linesFolded: 0,
      linesBuffered: 0,
      bytesWritten: 0,
    });
    expect(logging.operations.getEntries().map((entry) => entry.message)).toEqual(['lost']);
  });

  it('may write later: flush waits for it, and a rejection is counted', async () => {
    const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
    const write = () => new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
    const { logging } = captureLogging({ destination: { write } });
    logging.operations.info({ message: 'one' });
    logging.operations.info({ message: 'two' });
    let flushed = false;
    const flush = logging.operations.flush().then(() => {
      flushed = true;
    });
    waiting[0]?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(flushed).toBe(false);
    waiting[1]?.reject(new Error('gone'));
    await flush;
    expect(logging.operations.getStatus()).toMatchObject({ linesWritten: 1, linesDropped: 1 });
  });

  it('is flushed, and a flush that fails is reported, not thrown', async () => {
    const flush = () => Promise.reject(new Error('no'));
    const { logging } = captureLogging({ destination: { write() {}, flush } });
    logging.operations.info({ message: 'm' });
    await expect(logging.operations.flush()).resolves.toBeUndefined();
    expect(logging.operations.getStatus()).toMatchObject({
      state: 'degraded',
      reasons: ['The destination failed to flush.'],
    });
  });

  it('is standard output by default, written at once and without process.stdout', async () => {
    const script = `
      const getter = Object.getOwnPropertyDescriptor(process, 'stdout').get;
      let touched = false;
      Object.defineProperty(process, 'stdout', { get() { touched = true; return getter.call(process); } });
      const { createLoggingGateway, genericLoggingOperation } = await import(${JSON.stringify(index)});
      const { operations } = createLoggingGateway();
      operations.info({ message: 'x'.repeat(100_000) });
      genericLoggingOperation('writeDocument', { document: { touched } });
      process.reallyExit(0);`;
    const { stdout } = await run(process.execPath, [
      '--conditions=@hearthgate/source',
      '--input-type=module',
      '-e',
      script,
    ]);
    const [line = '', document = ''] = stdout.split(/(?<=\n)/);
    expect(parseLine(line).message).toHaveLength(100_000);
    expect(parseLine(document)).toEqual({ touched: false });
  });

  it('may be a closed pipe: lines are dropped and the process lives', async () => {
    const script = `
      const { createLoggingGateway } = await import(${JSON.stringify(index)});
      const { operations } = createLoggingGateway();
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (let line = 0; line < 3; line += 1) operations.info({ message: 'unread' });
      process.stderr.write(JSON.stringify(operations.getStatus()));`;
    const child = run(process.execPath, ['--conditions=@hearthgate/source', '--input-type=module', '-e', script]);
    child.child.stdout?.destroy();
    const { stderr } = await child;
    expect(JSON.parse(stderr)).toMatchObject({ state: 'degraded', linesDropped: 3, linesWritten: 0 });
  });
});

describe('the end of the environment', () => {
  it('closes the destination through the singleton peer, and a later line opens it again', async () => {
    const disposals: (() => unknown)[] = [];
    const singleton: LoggingPorts['singleton'] = {
      get: async ({ key, create, dispose }) => {
        expect(key).toBe('logging.destination');
        const instance = await create?.();
        disposals.push(() => dispose?.(instance as never));
        return instance as never;
      },
    };
    const seen: string[] = [];
    const destination = {
      write: (line: string) => void seen.push(String(parseLine(line).message)),
      flush: () => void seen.push('flushed'),
      close: () => void seen.push('closed'),
    };
    const { logging } = captureLogging({ destination, peers: { singleton } });
    logging.operations.info({ message: 'one' });
    await logging.operations.flush();
    await disposals[0]?.();
    logging.operations.info({ message: 'two' });
    expect(seen).toEqual(['one', 'flushed', 'flushed', 'closed', 'two']);
  });

  it('is nobody else\u2019s trouble when the singleton peer fails', async () => {
    const singleton = { get: async () => Promise.reject(new Error('down')) };
    const { logging } = captureLogging({ peers: { singleton } });
    await expect(logging.operations.flush()).resolves.toBeUndefined();
  });
});
