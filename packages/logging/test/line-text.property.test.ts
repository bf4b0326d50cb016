import type { LogLevel } from '@hearthgate/contracts';
import { redact } from '@hearthgate/kernel';
import { runInInvocation } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineFormat } from '../src/line/line-format.ts';
import { LineWriter } from '../src/line/line-text.ts';
import { captureLogging } from './captured-logging.ts';

const levels = fc.constantFrom<LogLevel>('debug', 'info', 'warning', 'error', 'critical');
const wellFormed = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'light.kitchen', '"', '\\', '\n', '\u0000', '\u007f', '\u2028', 'ä', '😀', 'a"b\\c'),
);
const lists = fc.array(wellFormed, { maxLength: 4 });
const chains = lists.chain((list) => fc.constantFrom(list, Object.freeze([...list])));
const members = fc.dictionary(
  fc.oneof(
    // Objects have whole numbers before all other names, so pino tells them before the time.
    wellFormed.filter((name) => !/^\d+$/.test(name)),
    fc.constantFrom('error', 'data', 'event', 'err', 'cold_start', 'toString', 'constructor'),
  ),
  fc.oneof(fc.jsonValue(), wellFormed, fc.double(), fc.constantFrom(undefined, Number.NaN, -0, 1e21, 10n, Symbol('s'))),
  { maxKeys: 8 },
);
const envelopes = fc.record({
  timestamp: fc.constant('2026-01-01T00:00:00.000Z'),
  message: wellFormed,
  correlation_id: wellFormed,
  requestId: fc.option(wellFormed, { nil: undefined }),
  xray_trace_id: fc.option(wellFormed, { nil: undefined }),
  gateway_chain: chains,
  cold_start: fc.constantFrom(true, undefined),
});

describe('the text of a line', () => {
  it('is what pino writes, or is left to pino', () => {
    fc.assert(
      fc.property(wellFormed, fc.array(fc.tuple(levels, envelopes, members), { maxLength: 5 }), (service, lines) => {
        const writer = new LineWriter(service);
        const format = createLineFormat(service);
        for (const [level, envelope, told] of lines) {
          const written = writer.write(level, envelope, told);
          if (written === undefined) continue;
          expect(written).toBe(format(level, { ...envelope, ...told }));
          if (writer.isAscii) expect(Buffer.byteLength(written)).toBe(written.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('is not left to pino for plain data', () => {
    const plain = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ noUnicodeString: true }));
    fc.assert(
      fc.property(envelopes, plain, (envelope, told) => {
        fc.pre(!('err' in told || typeof (told.cold_start ?? true) !== 'boolean' || told.cold_start === null));
        expect(new LineWriter('s').write('info', envelope, told)).toBeDefined();
      }),
    );
  });

  it('has halves of surrogate pairs escaped, where pino writes them as they are', () => {
    const envelope = { timestamp: '', message: 'a\ud800', correlation_id: 'c', gateway_chain: [] };
    const text = new LineWriter('s').write('info', envelope, {});
    expect(text).toContain('"message":"a\\ud800"');
    expect(JSON.parse(text ?? '')).toEqual(JSON.parse(createLineFormat('s')('info', envelope)));
  });

  it('has what the gateway says before data whose names are numbers', () => {
    const envelope = { timestamp: '', message: '', correlation_id: 'c', gateway_chain: [] };
    expect(new LineWriter('s').write('info', envelope, { 0: 'a' })).toMatch(
      /^{"level":"INFO","service":"s",.*,"0":"a"}\n$/,
    );
  });

  it('is left to pino by the gateway where only pino can write it, and the line is there all the same', () => {
    const { logging, lines } = captureLogging();
    logging.operations.info({ message: 'said', data: { err: { message: 'inner' }, after: 1 } });
    expect(lines()).toMatchObject([{ message: 'said', err: { message: 'inner' }, after: 1 }]);
  });

  it('follows a list of gateways that changes', () => {
    const writer = new LineWriter('s');
    const chain = ['a'];
    const envelope = { timestamp: '', message: '', correlation_id: '', gateway_chain: chain };
    writer.write('info', envelope, {});
    chain.push('b');
    expect(JSON.parse(writer.write('info', envelope, {}) ?? '')).toMatchObject({ gateway_chain: ['a', 'b'] });
  });

  it('and its entry are the same whether its data was copied or written at once', () => {
    const data = fc.dictionary(
      fc.oneof(wellFormed, fc.constantFrom('event', 'err', 'token', 'name', 'value', 'cold_start')),
      fc.oneof(fc.jsonValue(), wellFormed, fc.constantFrom('planted-secret-1', 'Bearer abcdefgh1234', 'API_TOKEN')),
    );
    // What is spread is no draft any more.
    const filterSensitive = <Data>({ data }: { readonly data: Data }) =>
      redact({ ...data }, ['planted-secret-1']) as Data;
    const fields = fc.option(
      fc.dictionary(fc.constantFrom('room', 'event', 'value', 'a'), fc.constantFrom('hall', 1, 'planted-secret-1')),
      { nil: undefined },
    );
    const causes = fc.option(fc.constantFrom(new Error('broke with planted-secret-1'), 'planted-secret-1', null), {
      nil: undefined,
    });
    const said = fc.tuple(wellFormed, fc.option(data, { nil: undefined }), causes);
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 4 }),
        fields,
        fc.boolean(),
        fc.boolean(),
        (all, bound, coldStart, isFolding) => {
          const options = { fields: bound, foldMs: isFolding ? 60_000 : 0, maxLineBytes: 4_000 };
          const [own, copying] = [
            captureLogging(options),
            captureLogging({ ...options, peers: { security: { filterSensitive } } }),
          ];
          for (const { environment, logging } of [own, copying]) {
            const ids = { correlationId: 'c-planted-secret-1', requestId: 'r', coldStart };
            runInInvocation(environment, ids, (invocation) => {
              invocation.secrets.add('planted-secret-1');
              for (const [message, one, error] of all) logging.operations.info({ message, data: one, error });
              logging.operations.recordRequest({ request: 'r', outcome: 'planted-secret-1', durationMs: 1.5 });
            });
          }
          // Memory is measured for each line.
          const lines = (text: readonly string[]) =>
            text.map((line) => line.replace(/("memory_used_mb":)[\d.]+/, '$1'));
          expect(lines(own.text)).toEqual(lines(copying.text));
          const entries = ({ operations }: typeof own.logging) =>
            operations.getEntries().map(({ data, ...entry }) => ({ ...entry, data: { ...data, memory_used_mb: 0 } }));
          expect(entries(own.logging)).toEqual(entries(copying.logging));
          const { bytesWritten, linesFolded } = own.logging.operations.getStatus();
          expect(bytesWritten).toBe(Buffer.byteLength(own.text.join('')));
          expect(linesFolded).toBe(copying.logging.operations.getStatus().linesFolded);
        },
      ),
      { numRuns: 500 },
    );
  });
});
