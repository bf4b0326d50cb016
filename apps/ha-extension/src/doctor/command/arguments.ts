/** What the command line asks for. */
export type Wanted =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }
  | ({ readonly kind: 'doctor' } & DoctorArguments);

export interface DoctorArguments {
  readonly home: string | undefined;
  readonly envFile: string | undefined;
  readonly clientId: string | undefined;
  readonly json: boolean;
  readonly hideAddress: boolean;
  readonly color: boolean;
}

export const HELP = `Usage: ha-extension doctor [options]

Looks step by step at the way from here to Home Assistant and at what it
answers, and says for each step what it saw, what it means and what to do. It
changes nothing, and spends at most one failed login on a wrong token.

The settings are the environment variables of the function (HOME_ASSISTANT_URL,
HOME_ASSISTANT_TOKEN, ...).

  --env-file FILE   take the settings from this file of NAME=value lines only
  --home NAME       only this one of several homes (HOME_ASSISTANT_URL__NAME)
  --client-id URL   the Client ID of the skill's account linking, to be checked
  --json            one JSON document in place of lines
  --hide-address    leave out host names, addresses and fingerprints
  --no-color        no colours (also: NO_COLOR=1)
  --help            this text

Exit code: 0 when nothing failed, 1 when something did, 2 for a wrong call.
`;

export function readArguments(args: readonly string[]): Wanted {
  const { parseArgs } = process.getBuiltinModule('node:util');
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'env-file': { type: 'string' },
        home: { type: 'string' },
        'client-id': { type: 'string' },
        json: { type: 'boolean', default: false },
        'hide-address': { type: 'boolean', default: false },
        'no-color': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const [command, ...more] = positionals;
    if (command === undefined) return { kind: 'wrong', problem: 'Say what to do: doctor.' };
    if (command !== 'doctor') return { kind: 'wrong', problem: `There is no command ${command}; there is doctor.` };
    if (more.length > 0) return { kind: 'wrong', problem: `doctor takes options only, not ${more.join(' ')}.` };
    return {
      kind: 'doctor',
      home: values.home,
      envFile: values['env-file'],
      clientId: values['client-id'],
      json: values.json,
      hideAddress: values['hide-address'],
      color: !values['no-color'],
    };
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) };
  }
}
