import { parseArgs } from 'node:util';
import { CommandError } from '../local/command-error.ts';
import { wrapText } from '../local/terminal/table.ts';
import { DEPLOY_PREFIX, deploymentSettingNames, deploymentTable, flagOf } from './settings/deployment-table.ts';
import { EXAMPLE_FILE, SETTINGS_FILE } from './settings/settings-file.ts';

/** What the command is to do. */
export type DeployAction = 'deploy' | 'dry-run' | 'smoke' | 'rollback' | 'remove' | 'help';

export interface DeployArguments {
  readonly action: DeployAction;
  /** Do not ask before changing anything. */
  readonly yes: boolean;
  /** The settings file that was named. */
  readonly settingsFile: string | undefined;
  /** Settings of the deployment that were given as flags, by their whole names. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Flags that stand for themselves, each with what it does. */
export const actionFlags: Readonly<Record<string, string>> = {
  'dry-run': 'print what would be done, write the template, change nothing',
  smoke: 'only ask the deployed function how it is and which devices it finds',
  rollback: 'go back to the deployment before this one',
  remove: 'delete what was deployed',
  help: 'this text',
};

/** @throws CommandError (exit code 2) that says which argument is wrong */
export function parseDeployArguments(argv: readonly string[]): DeployArguments {
  const values = parse(argv.filter((argument) => argument !== '--'));
  const actions = Object.keys(actionFlags).filter((flag) => values[flag] === true);
  const [action = 'deploy', ...others] = actions as DeployAction[];
  if (others.length > 0) throw new CommandError(`--${actions.join(' and --')} exclude each other.`, 2);
  const variables = deploymentSettingNames.flatMap((name) => {
    const value = values[flagOf(name)];
    return typeof value === 'string' ? [[`${DEPLOY_PREFIX}${name}`, value] as const] : [];
  });
  return {
    action,
    yes: values.yes === true,
    settingsFile: typeof values.settings === 'string' ? values.settings : undefined,
    variables: Object.fromEntries(variables),
  };
}

function parse(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const boolean = Object.keys(actionFlags).concat('yes');
  const string = deploymentSettingNames.map(flagOf).concat('settings');
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries([
        ...boolean.map((name) => [name, { type: 'boolean' as const }]),
        ...string.map((name) => [name, { type: 'string' as const }]),
      ]),
    });
    return values as Readonly<Record<string, string | boolean | undefined>>;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
    throw new CommandError(`${reason?.replace(/\.$/, '')}. Try --help.`, 2, { cause: error });
  }
}

const HELP_COLUMNS = 80;

export function deployHelp(): string {
  const rows: readonly (readonly [string, string])[] = [
    ...Object.entries(actionFlags),
    ['yes', 'do not ask before changing anything'],
    ['settings FILE', `the settings file; default ${SETTINGS_FILE}`],
    ...deploymentSettingNames.map((name) => [flagOf(name), deploymentTable[name].takes] as const),
  ];
  const width = Math.max(...rows.map(([flag]) => flag.length)) + 6;
  const lines = rows.map(([flag, meaning]) =>
    wrapText(`  --${flag}`.padEnd(width).concat(meaning), HELP_COLUMNS, ' '.repeat(width)),
  );
  return `Builds the function and deploys it to AWS:

  npm run deploy
  npm run deploy -- --dry-run

The settings stand in ${SETTINGS_FILE}; begin with a copy of
${EXAMPLE_FILE}. Credentials are found where every AWS tool finds
them. Without credentials nothing is changed and all is printed.

${lines.join('\n')}
`;
}
