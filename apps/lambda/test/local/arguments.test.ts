import { describe, expect, it } from 'vitest';
import { parseStartArguments, startHelp } from '../../src/local/terminal/arguments.ts';

const defaults = { host: '127.0.0.1', port: 9000, once: false, help: false };

describe('the arguments of the start command', () => {
  it.each<[string[], Record<string, string>, object]>([
    [[], {}, {}],
    [['--port', '8080'], {}, { port: 8080 }],
    [['--port=0'], {}, { port: 0 }],
    [['--', '--port', '8080'], {}, { port: 8080 }],
    [['--once', '--', '--host', '0.0.0.0'], {}, { once: true, host: '0.0.0.0' }],
    [['--host', '::1'], {}, { host: '::1' }],
    [[], { PORT: '7000' }, { port: 7000 }],
    [[], { PORT: '' }, {}],
    [['--port', '8080'], { PORT: 'nonsense' }, { port: 8080 }],
    [['--help'], {}, { help: true }],
    [['-h'], {}, { help: true }],
  ])('%j with %j are understood', (argv, env, expected) => {
    expect(parseStartArguments(argv, env)).toEqual({ ...defaults, ...expected });
  });

  it.each<[string[], Record<string, string>, string]>([
    [['--port', 'many'], {}, "--port must be a whole number from 0 to 65535, not 'many'."],
    [['--port', '65536'], {}, '--port must be a whole number'],
    [['--port', '-1'], {}, 'Try --help.'],
    [['--port', '80.5'], {}, '--port must be a whole number'],
    [['--port', ''], {}, '--port must be a whole number'],
    [['--port'], {}, 'Try --help.'],
    [[], { PORT: 'abc' }, "PORT must be a whole number from 0 to 65535, not 'abc'."],
    [['--host', 'http://here'], {}, "--host must be a host name or an IP address, not 'http://here'."],
    [['--host', ''], {}, '--host must be'],
    [['--prot', '1'], {}, "Unknown option '--prot'"],
    [['extra'], {}, "Unexpected argument 'extra'"],
    [['--once=yes'], {}, 'Try --help.'],
  ])('%j with %j are refused with exit code 2', (argv, env, message) => {
    expect(() => parseStartArguments(argv, env)).toThrow(
      expect.objectContaining({ name: 'CommandError', exitCode: 2, message: expect.stringContaining(message) }),
    );
  });

  it('are explained, with the variables that the function reads', () => {
    const help = startHelp('Starts the function.', { SOME_URL: 'where to find it' });
    expect(help).toMatch(/^Starts the function\.\n/);
    expect(help).toContain('--port N');
    expect(help).toContain('  PORT       same as --port\n  SOME_URL   where to find it\n');
  });
});
