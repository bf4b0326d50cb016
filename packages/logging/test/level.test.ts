import { describe, expect, it } from 'vitest';
import { createLoggingGateway } from '../src/index.ts';
import { captureLogging } from './captured-logging.ts';

describe('the level', () => {
  it.each([
    ['DEBUG', 'debug'],
    ['Info', 'info'],
    ['warn', 'warning'],
    ['WARNING', 'warning'],
    [' error ', 'error'],
    ['critical', 'critical'],
    ['FATAL', 'critical'],
    ['', 'info'],
  ])('is read from LOG_LEVEL %j as %s', (text, level) => {
    const { logging, text: written } = captureLogging({ variables: { LOG_LEVEL: text } });
    expect(logging.operations.getStatus().level).toBe(level);
    expect(written).toEqual([]);
  });

  it('of the options goes before the variable', () => {
    const { logging } = captureLogging({ level: 'error', variables: { LOG_LEVEL: 'debug' } });
    expect(logging.operations.getStatus().level).toBe('error');
  });

  it('falls back to info when it names none, and says so once, with the first line', () => {
    const { logging, lines } = captureLogging({ variables: { LOG_LEVEL: 'loud' } });
    logging.operations.debug({ message: 'off' });
    expect(lines()).toEqual([]);
    logging.operations.info({ message: 'first' });
    logging.operations.info({ message: 'second' });
    expect(lines().map((line) => [line.level, line.message])).toEqual([
      ['WARN', expect.stringContaining('"loud" is no log level')],
      ['INFO', 'first'],
      ['INFO', 'second'],
    ]);
  });

  it('keeps less severe lines away, and touches neither peers nor parameters for them', () => {
    const filterSensitive = () => expect.unreachable('redacted a line that is not written');
    const { logging, lines } = captureLogging({ level: 'error', peers: { security: { filterSensitive } } });
    const untouched = {
      get message(): string {
        return expect.unreachable('read');
      },
    };
    logging.operations.debug(untouched);
    logging.operations.info(untouched);
    logging.operations.warning(untouched);
    logging.operations.recordRequest({ request: 'r', outcome: 'o', durationMs: 1 });
    expect(lines()).toEqual([]);
    expect(logging.operations.getEntries()).toEqual([]);
  });

  it('can be changed, and a wrong one is refused', () => {
    const { logging, lines } = captureLogging();
    logging.operations.setLevel({ level: 'warning' });
    logging.operations.info({ message: 'no' });
    logging.operations.warning({ message: 'yes' });
    expect(lines().map((line) => line.message)).toEqual(['yes']);
    const refused = { success: false, error: { code: 'LOGGING_UNKNOWN_LEVEL' } };
    expect(logging.execute('setLevel', { level: 'loud' as never })).toMatchObject(refused);
    expect(logging.execute('log', { level: 'constructor' as never, message: 'm' })).toMatchObject(refused);
  });

  it('turns the start lines of all operations on with debug, and off again', () => {
    const { logging, environment } = captureLogging({ level: 'debug' });
    expect(environment.tracing.enabled).toBe(true);
    logging.operations.setLevel({ level: 'info' });
    expect(environment.tracing.enabled).toBe(false);
    logging.operations.setLevel({ level: 'debug' });
    expect(environment.tracing.enabled).toBe(true);
    createLoggingGateway({}, { environment });
    expect(environment.tracing.enabled).toBe(false);
  });

  it.each([{ maxEntries: -1 }, { maxEntries: 1.5 }, { maxLineBytes: 10 }, { maxLinesPerInvocation: Number.NaN }])(
    'has neighbours among the options that are checked: %j',
    (options) => {
      expect(() => createLoggingGateway(options)).toThrowError(
        expect.objectContaining({
          code: 'LOGGING_INVALID_OPTIONS',
          message: expect.stringContaining(Object.keys(options)[0] ?? ''),
        }),
      );
    },
  );
});
