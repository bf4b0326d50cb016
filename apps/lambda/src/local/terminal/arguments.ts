import { parseArgs } from 'node:util';
import { CommandError } from '../command-error.ts';

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 9000;

export interface StartArguments {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Send a few events, show the results and end. */
  readonly once: boolean;
  readonly help: boolean;
}

/**
 * Reads the start command's arguments. `--` is skipped wherever it stands, because script runners pass it through.
 *
 * @param argv what follows the script's name
 * @throws CommandError (exit code 2) that says which argument is wrong and what would be right
 */
export function parseStartArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartArguments {
  const values = parse(argv.filter((argument) => argument !== '--'));
  return {
    host: hostOf(values.host ?? DEFAULT_HOST),
    port: values.port === undefined ? portOf('PORT', env.PORT || undefined) : portOf('--port', values.port),
    once: values.once ?? false,
    help: values.help ?? false,
  };
}

/**
 * The help text.
 *
 * @param purpose one sentence on what the command starts
 * @param variables environment variables that the started function reads, each with what it is for
 */
export function startHelp(purpose: string, variables: Readonly<Record<string, string>> = {}): string {
  const rows = Object.entries({ PORT: 'same as --port', ...variables });
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${purpose}

Options
  --port N   port of the Invoke API, default ${DEFAULT_PORT}; 0 takes any free one
  --host H   address to listen on, default ${DEFAULT_HOST}
  --once     send a few events, show the results as a table and end
  --help     this text

Environment
${rows.map(([name, meaning]) => `  ${name.padEnd(width)}   ${meaning}`).join('\n')}
`;
}

interface Values {
  readonly host?: string;
  readonly port?: string;
  readonly once?: boolean;
  readonly help?: boolean;
}

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...args],
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        once: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
    throw new CommandError(`${reason?.replace(/\.$/, '')}. Try --help.`, 2, { cause: error });
  }
}

function portOf(source: string, text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new CommandError(`${source} must be a whole number from 0 to 65535, not '${text}'.`, 2);
  return port;
}

function hostOf(host: string): string {
  if (/^[\w.:%-]+$/.test(host)) return host;
  throw new CommandError(`--host must be a host name or an IP address, not '${host}'.`, 2);
}
