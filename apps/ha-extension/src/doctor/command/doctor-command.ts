import type { Variables } from '@hearthgate/kernel';
import { PREFIX } from '../../settings/setting-table.ts';
import { createSettingsSource } from '../../settings/settings-source.ts';
import { hideAddresses, hiderFor } from '../hide-address.ts';
import type { CheckResult, DoctorReport } from '../report.ts';
import type { Listener, Subject } from '../result.ts';
import { runDoctor } from '../run-doctor.ts';
import { type DoctorArguments, HELP, readArguments } from './arguments.ts';
import { composeForDoctor } from './compose.ts';
import { renderHome, renderResult, renderSummary, type Style } from './terminal.ts';

/** Where the command reads and writes. */
export interface Terminal {
  readonly variables: Variables;
  readonly out: Output;
  readonly err: Output;
}

type Output = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'hasColors'>>;

const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 110;

/** The command with its arguments; answers the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const wanted = readArguments(args);
  if (wanted.kind === 'help') {
    terminal.out.write(HELP);
    return 0;
  }
  if (wanted.kind === 'wrong') return refuse(terminal, wanted.problem);
  const variables = variablesFor(wanted, terminal.variables);
  if (typeof variables === 'string') return refuse(terminal, variables);
  const composition = composeForDoctor(variables);
  try {
    const source = createSettingsSource(composition);
    // Wrong settings are told by the doctor itself.
    const names = await source.read().then(
      (homes) => homes.map(({ name }) => name),
      () => undefined,
    );
    if (wanted.home !== undefined && names !== undefined && !names.includes(wanted.home)) {
      const known = names.map((name) => (name === '' ? 'one without a name' : name)).join(', ');
      return refuse(terminal, `There is no home ${wanted.home}. The settings know ${known}.`);
    }
    const { home, clientId } = wanted;
    const report = await runDoctor(
      composition,
      source,
      { place: 'command-line', home, clientId },
      listenerFor(wanted, terminal),
    );
    conclude(wanted, terminal, report);
    return report.verdict === 'failed' ? 1 : 0;
  } finally {
    await composition.gateways['http-client'].execute('resetPool');
    await composition.gateways.singleton.execute('resetAll');
  }
}

function refuse({ err }: Terminal, problem: string): number {
  err.write(`${problem}\nha-extension --help shows how it is called.\n`);
  return 2;
}

/** The settings of the file in the place of those of the environment, never a mixture; or why it cannot be read. */
function variablesFor({ envFile }: DoctorArguments, variables: Variables): Variables | string {
  if (envFile === undefined) return variables;
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const { parseEnv } = process.getBuiltinModule('node:util');
  try {
    const others = Object.entries(variables).filter(([name]) => !name.startsWith(PREFIX));
    return { ...Object.fromEntries(others), ...parseEnv(readFileSync(envFile, 'utf8')) };
  } catch (error) {
    return `${envFile} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); check the path of --env-file.`;
  }
}

/** Shows steps as they come: results on standard output, what is going on on the terminal's own line. */
function listenerFor({ json, hideAddress, color }: DoctorArguments, { out, err }: Terminal): Listener {
  const style = styleOf(out, color);
  const clear = err.isTTY === true ? '\r\u001B[K' : '';
  let shown: Subject | undefined;
  return {
    started(check, home) {
      if (clear !== '') err.write(`${clear}... ${[home?.name, check].filter(Boolean).join(' ')}`);
    },
    finished(result, home) {
      err.write(clear);
      if (json) return;
      const hide = hideAddress ? hiderFor(home === undefined ? [] : [home.address]) : (text: string) => text;
      if (home !== undefined && home.address + home.name !== (shown && shown.address + shown.name)) {
        out.write(`${renderHome(home.name, hide(home.address), style)}\n`);
      }
      shown = home;
      out.write(`${renderResult(hidden(result, hide), style)}\n`);
    },
  };
}

function hidden(result: CheckResult, hide: (text: string) => string): CheckResult {
  const { saw, means, todo } = result;
  return { ...result, saw: hide(saw), means: hide(means), ...(todo !== undefined && { todo: hide(todo) }) };
}

function conclude({ json, hideAddress, color }: DoctorArguments, { out }: Terminal, report: DoctorReport): void {
  if (!json) out.write(`\n${renderSummary(report, styleOf(out, color))}\n`);
  else out.write(`${JSON.stringify(hideAddress ? hideAddresses(report) : report, undefined, 2)}\n`);
}

function styleOf({ isTTY, columns, hasColors }: Output, wanted: boolean): Style {
  const width = Math.min(MAX_COLUMNS, columns ?? DEFAULT_COLUMNS);
  return { columns: width, color: wanted && isTTY === true && hasColors?.() === true };
}
