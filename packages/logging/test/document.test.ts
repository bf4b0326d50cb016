import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { captureLogging } from './captured-logging.ts';

describe('a document', () => {
  it('is written as it is on a line of its own, at every level', () => {
    const { logging, lines } = captureLogging({ level: 'critical' });
    const document = { _aws: { Timestamp: 1, CloudWatchMetrics: [] }, Duration: [1, 2.5], service: 'bridge' };
    logging.operations.writeDocument({ document });
    expect(lines()).toEqual([document]);
    expect(logging.operations.getEntries()).toEqual([]);
    expect(logging.operations.getStatus().linesWritten).toBe(1);
  });

  it('is redacted', () => {
    const { logging, text } = captureLogging();
    logging.operations.writeDocument({ document: { access_token: 'abc', note: 'Bearer abcdefgh1234' } });
    expect(text[0]).toBe('{"access_token":"[redacted]","note":"Bearer [redacted]"}\n');
  });

  it('beyond what CloudWatch takes is dropped with a warning, since a shortened one would tell untrue numbers', () => {
    const { logging, lines } = captureLogging();
    logging.operations.writeDocument({ document: { huge: 'h'.repeat(1_000_001) } });
    expect(lines().map((line) => line.message)).toEqual([expect.stringContaining('was dropped')]);
    expect(logging.operations.getStatus()).toMatchObject({ state: 'degraded', linesDropped: 1 });
  });

  it('of values that JSON cannot hold is written all the same', () => {
    const filterSensitive = <Data>({ data }: { readonly data: Data }) => data;
    const { logging, lines } = captureLogging({ peers: { security: { filterSensitive } } });
    logging.operations.writeDocument({ document: { big: 1n } });
    expect(lines()).toEqual([{ big: '1' }]);
  });

  it.each<[string, (data: object) => unknown]>([
    ['a copy', (data) => ({ ...data })],
    ['a word for its members', (data) => ({ ...data, data: 'hidden' })],
    ['a list for them', (data) => ({ ...data, data: ['hidden'] })],
    ['nothing', () => undefined],
  ])('is one line of its members when the security peer answers %s', (_, answer) => {
    const filterSensitive = <Data>({ data }: { readonly data: Data }) => answer(data as object) as Data;
    const { logging, text } = captureLogging({ peers: { security: { filterSensitive } } });
    logging.operations.writeDocument({ document: { One: 1 }, head: '"Calls":2' });
    expect(text).toEqual(['{"Calls":2,"One":1}\n']);
  });

  it.each([undefined, null, 'text', []])('that is %j is refused', (document) => {
    const { logging } = captureLogging();
    const error = { code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining('writeDocument takes') };
    expect(logging.execute('writeDocument', { document: document as never })).toMatchObject({ success: false, error });
  });
});

describe('the head of a document', () => {
  const head = '"_aws":{"Timestamp":1}';

  it('is written as it is, before the members', () => {
    const { logging, text } = captureLogging();
    logging.operations.writeDocument({ document: { One: 1 }, head });
    logging.operations.writeDocument({ document: {}, head });
    expect(text).toEqual(['{"_aws":{"Timestamp":1},"One":1}\n', '{"_aws":{"Timestamp":1}}\n']);
  });

  it('is redacted like the rest when it holds a known secret', () => {
    const { logging, environment, text, last } = captureLogging();
    runInInvocation(environment, {}, (invocation) => {
      invocation.secrets.add('planted-secret-1');
      logging.operations.writeDocument({ document: { One: 1 }, head: '"_aws":{"Name":"planted-secret-1"}' });
    });
    expect(text.join('')).not.toContain('planted-secret-1');
    expect(last()).toMatchObject({ One: 1, _aws: { Name: '[redacted]' } });
  });

  it.each([5, '"a":1\n', '{"a":1}'])('is refused when it is %j', (wrong) => {
    const response = captureLogging().logging.execute('writeDocument', { document: {}, head: wrong as never });
    expect(response).toMatchObject({ success: false, error: { code: 'KERNEL_INVALID_PARAMS' } });
  });
});
