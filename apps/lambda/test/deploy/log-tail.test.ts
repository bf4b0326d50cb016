import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsIn, readReport } from '../../src/deploy/run/log-tail.ts';

describe('the log that Lambda sends with an answer', () => {
  it('is read in the plain form', () => {
    const log =
      'START RequestId: 1 Version: $LATEST\nEND RequestId: 1\nREPORT RequestId: 1\tDuration: 12.34 ms\t' +
      'Billed Duration: 200 ms\tMemory Size: 128 MB\tMax Memory Used: 81 MB\tInit Duration: 180.50 ms\t\n';
    expect(readReport(log)).toEqual({ durationMs: 12.34, initMs: 180.5, memoryMb: 81, limitMb: 128 });
  });

  it('is read in the JSON form', () => {
    const metrics = { durationMs: 12.34, billedDurationMs: 13, memorySizeMB: 128, maxMemoryUsedMB: 81 };
    const log = `{"time":"t","type":"platform.start"}\n${JSON.stringify({ type: 'platform.report', record: { metrics } })}\n`;
    expect(readReport(log)).toEqual({ durationMs: 12.34, initMs: undefined, memoryMb: 81, limitMb: 128 });
  });

  it('is searched for what the function complained of, each complaint once', () => {
    const line = (level: string, message: string) => JSON.stringify({ level, message });
    const log = [line('INFO', 'fine'), line('WARN', 'slow'), line('ERROR', 'broken'), line('WARN', 'slow'), '{"cut'];
    expect(problemsIn(log.join('\n'))).toEqual(['slow', 'broken']);
  });

  it('may be anything', () => {
    const log = fc.array(fc.oneof(fc.json(), fc.string())).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(log, (text) => {
        expect(Array.isArray(problemsIn(text))).toBe(true);
        expect(Object.keys(readReport(text))).toHaveLength(4);
      }),
    );
  });
});
