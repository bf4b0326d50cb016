import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/local/invocation.ts';
import { executionLog, logTail } from '../../src/local/runtime/execution-log.ts';
import { environmentOf } from './fixture-function.ts';

const invocation: Invocation = {
  requestId: 'id-1',
  payload: '{}',
  outcome: { kind: 'response', payload: 'null' },
  logLines: ['one', 'two'],
  durationMs: 12.3456,
  initDurationMs: 100.5,
  memorySizeMb: 128,
  maxMemoryUsedMb: 61,
};

describe('the log of an invocation', () => {
  it('holds what the function wrote to both streams in its order, and only what it wrote for that event', async () => {
    const environment = await environmentOf(`
      console.log('loading');
      export const handler = ({ n }) => {
        console.log('out ' + n);
        console.error('err ' + n);
        process.stdout.write('no line break ' + n);
        return null;
      };`);
    const [first, second] = [await environment.invoke('{"n":1}'), await environment.invoke('{"n":2}')];
    expect(first.logLines).toEqual(['loading', 'out 1', 'err 1', 'no line break 1']);
    expect(second.logLines).toEqual(['out 2', 'err 2', 'no line break 2']);
  });

  it('is complete when a handler writes much and answers at once', async () => {
    const environment = await environmentOf(`
      export const handler = ({ lines }) => {
        for (let n = 0; n < lines; n += 1) console.log('line ' + n + ' äöü ' + 'x'.repeat(80));
        return null;
      };`);
    const { logLines } = await environment.invoke('{"lines":5000}');
    expect(logLines).toHaveLength(5000);
    expect(logLines.at(-1)).toMatch(/^line 4999 äöü x{80}$/);
  });

  it('keeps the newer part of what is far too much', async () => {
    const environment = await environmentOf(`
      export const handler = ({ lines }) => {
        for (let n = 0; n < lines; n += 1) console.log(n + ' ' + 'x'.repeat(1000));
        return null;
      };`);
    const { logLines } = await environment.invoke('{"lines":20000}');
    expect(logLines.length).toBeLessThan(1100);
    expect(logLines.at(-1)).toMatch(/^19999 x{1000}$/);
    expect(logLines.every((line) => /^\d+ x{1000}$/.test(line))).toBe(true);
    expect((await environment.invoke('{"lines":2}')).logLines.map((line) => line.slice(0, 2))).toEqual(['0 ', '1 ']);
  });

  it('is kept when the process dies', async () => {
    const environment = await environmentOf(
      'export const handler = () => { console.log("last words"); process.exit(1); };',
    );
    expect((await environment.invoke('{}')).logLines).toEqual(['last words']);
  });

  it('reads as in CloudWatch', () => {
    expect(executionLog(invocation)).toBe(
      [
        'START RequestId: id-1 Version: $LATEST',
        'one',
        'two',
        'END RequestId: id-1',
        'REPORT RequestId: id-1\tDuration: 12.35 ms\tBilled Duration: 113 ms\tMemory Size: 128 MB\tMax Memory Used: 61 MB\tInit Duration: 100.50 ms',
        '',
      ].join('\n'),
    );
  });

  it('names a timeout', () => {
    const log = executionLog({ ...invocation, outcome: { kind: 'timed-out', timeoutMs: 3000 } });
    expect(log).toContain('RequestId: id-1 Error: Task timed out after 3.00 seconds');
  });
});

describe('the tail of a log', () => {
  it('is the whole of a short one', () => {
    expect(logTail('short').toString()).toBe('short');
  });

  it('is the last 4 KB of a long one, from the beginning of a character', () => {
    const tail = logTail(`${'ä'.repeat(4000)}z`);
    expect(tail.length).toBe(4095);
    expect(tail.toString()).toBe(`${'ä'.repeat(2047)}z`);
  });
});
