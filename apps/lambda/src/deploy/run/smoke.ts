import type { LambdaClient } from '@aws-sdk/client-lambda';
import { discoveryDirective, readDiscovered } from '@hearthgate/ha-extension/deployment';
import { SETTINGS_FILE } from '../settings/settings-file.ts';
import type { Screen } from '../terminal/screen.ts';
import { type Invoked, invokeOnce } from './invoke.ts';
import type { InvocationReport } from './log-tail.ts';

export interface SmokeOptions {
  readonly functionName: string;
  /** Whether the function has a token of its own for a home, without which only Alexa can ask for devices. */
  readonly hasToken: boolean;
}

const SHOWN_NAMES = 6;

/** Asks the deployed function how it is and which devices it finds; answers whether all was well. */
export async function smokeTest(lambda: LambdaClient, screen: Screen, options: SmokeOptions): Promise<boolean> {
  const { functionName, hasToken } = options;
  const invoke = (event: unknown) => invokeOnce(lambda, functionName, event);
  const first = await invoke({ hearthgate: 'diagnostics' });
  if (first.failure !== undefined) {
    screen.row('failed', 'Health', `the function does not answer: ${first.failure}`);
    printProblems(screen, first.problems);
    screen.row(
      'told',
      '',
      'Its log is in CloudWatch; npm run deploy -- --rollback goes back to the deployment before.',
    );
    return false;
  }
  const health = readHealth(first.payload);
  screen.row(
    health.state === 'unhealthy' ? 'failed' : 'done',
    'Health',
    `${health.state}; first ${timesOf(first.report)}`,
  );
  for (const check of health.bad) screen.row('told', '', check);
  const second = await invoke({ hearthgate: 'diagnostics' });
  if (second.failure === undefined) screen.row('done', 'Again', timesOf(second.report));
  const healthy = health.state !== 'unhealthy' && second.failure === undefined;
  if (!hasToken) {
    screen.row(
      'told',
      'Devices',
      'not asked for: the home is asked with the token of account linking, which only Alexa has',
    );
    return healthy;
  }
  return (await discover(screen, await invoke(discoveryDirective()))) && healthy;
}

async function discover(screen: Screen, answer: Invoked): Promise<boolean> {
  const found = answer.failure === undefined ? readDiscovered(answer.payload) : undefined;
  if (found?.found && found.names.length > 0) {
    const more = found.names.length > SHOWN_NAMES ? ` and ${found.names.length - SHOWN_NAMES} more` : '';
    const names = found.names.slice(0, SHOWN_NAMES).join(', ');
    screen.row('done', 'Devices', `${found.names.length} found (${timesOf(answer.report)}): ${names}${more}`);
    return true;
  }
  const why =
    found === undefined ? answer.failure : found.found ? 'the home was not reached, or shows no device' : found.reason;
  screen.row('failed', 'Devices', `none found: ${why}`);
  printProblems(screen, answer.problems);
  screen.row(
    'told',
    '',
    `npx @hearthgate/ha-extension doctor --env-file ${SETTINGS_FILE} tells step by step where it ends.`,
  );
  return false;
}

function printProblems(screen: Screen, problems: readonly string[]): void {
  for (const problem of problems) screen.row('told', '', `the log says: ${problem}`);
}

function timesOf({ roundTripMs, initMs, durationMs, memoryMb, limitMb }: InvocationReport): string {
  const ms = (value: number) => `${Math.round(value)} ms`;
  const start = initMs === undefined ? '' : ` after a start-up of ${ms(initMs)}`;
  const memory = memoryMb === undefined ? '' : `; ${memoryMb} of ${limitMb ?? '?'} MB`;
  return `answer in ${ms(durationMs ?? roundTripMs)}${start} (${ms(roundTripMs)} from here)${memory}`;
}

function readHealth(payload: unknown): { readonly state: string; readonly bad: readonly string[] } {
  const { report } = (payload ?? {}) as {
    readonly report?: {
      readonly state?: string;
      readonly checks?: readonly { readonly name: string; readonly state: string; readonly detail?: string }[];
    };
  };
  const bad = (report?.checks ?? [])
    .filter(({ state }) => state !== 'healthy')
    .map(({ name, state, detail }) => `${name} is ${state}${detail === undefined ? '' : `: ${detail}`}`);
  return { state: report?.state ?? 'unhealthy', bad: report === undefined ? ['the answer has no report'] : bad };
}
