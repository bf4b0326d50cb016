import { fileURLToPath } from 'node:url';
import {
  type LocalHome,
  openLocalHome,
  type SampleEvent,
  settingDescriptions,
} from '@hearthgate/ha-extension/local-home';
import { CommandError } from './command-error.ts';
import type { Invocation } from './invocation.ts';
import { howToInvoke } from './invoke-api/invoke-instructions.ts';
import { type LocalLambda, runLocal } from './local-lambda.ts';
import { parseStartArguments, startHelp } from './terminal/arguments.ts';
import { describeInvocation, formatInvocation } from './terminal/invocation-line.ts';
import { formatTable, wrapText } from './terminal/table.ts';
import { wantsColours } from './terminal/terminal-style.ts';

const TASK_ROOT = fileURLToPath(new URL('../function', import.meta.url));
/** From here on a table may be as wide as it likes; also where there is no terminal to measure. */
const WIDE_COLUMNS = 140;
const PURPOSE = 'Runs the built function as AWS Lambda would, behind the local Invoke API, with a home to talk to.';

async function start(): Promise<void> {
  const options = parseStartArguments(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(startHelp(PURPOSE, settingDescriptions));
    return;
  }
  const home = await openLocalHome(process.env);
  const colours = wantsColours(process.stdout, process.env);
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const lambda = await runLocal({
    taskRoot: TASK_ROOT,
    handler: 'index.handler',
    env: { ...home.variables, ...passedOn(process.env) },
    host: options.host,
    // A demonstration wants no port of its own; it must not fail because something else has 9000.
    port: options.once ? 0 : options.port,
    onInvocation: (invocation) => {
      if (!options.once) print(formatInvocation(invocation, { colours, secrets: home.secrets }));
    },
  }).catch(async (error: unknown) => {
    await home.close();
    throw error;
  });
  for (const line of home.description) print(wrapText(line, process.stdout.columns ?? WIDE_COLUMNS));

  const stop = async () => {
    await lambda.stop();
    await home.close();
  };
  if (options.once) {
    const allAnswered = await demonstrate(lambda, home, print);
    await stop();
    process.exitCode = allAnswered ? 0 : 1;
    return;
  }
  print(`\n${howToInvoke(lambda.url)}\nCtrl-C ends it. Each invocation leaves a line:\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** Sends a discovery and what follows from it, prints a table, and answers whether everything was answered well. */
async function demonstrate(lambda: LocalLambda, home: LocalHome, print: (text: string) => void): Promise<boolean> {
  const width = process.stdout.columns ?? WIDE_COLUMNS;
  const rows: string[][] = [];
  const chains = new Set<string>();
  let sent = 0;
  let failed = 0;
  const send = async ({ title, event }: SampleEvent): Promise<Invocation> => {
    const invocation = await lambda.invoke(event);
    const { asked, answer, ok, duration, cache, chain, remarks } = describeInvocation(invocation, home.secrets);
    sent += 1;
    if (!ok) failed += 1;
    if (chain !== '') chains.add(chain);
    rows.push([ok ? 'ok' : 'FAILED', title, duration, cache, answer, asked]);
    for (const remark of remarks) rows.push(['', '', '', '', remark.text, '']);
    return invocation;
  };
  const { outcome } = await send(home.discovery);
  const discovered: unknown = outcome.kind === 'response' ? JSON.parse(outcome.payload) : undefined;
  for (const sample of home.samples(discovered)) await send(sample);
  const header = ['', 'what', 'took', 'cache', 'answered', 'asked'];
  // The names of directives are for those who have the room.
  const columns = width >= WIDE_COLUMNS ? header.length : header.length - 1;
  const shown = rows.map((row) => row.slice(0, columns));
  print(`\n${formatTable(header.slice(0, columns), shown)}\n\nThe gateways on the way:`);
  for (const chain of chains) print(wrapText(`  ${chain}`, width, '    '));
  print(
    failed === 0
      ? `\nAll ${sent} were answered.`
      : `\n${failed} of ${sent} did not go well: see the rows marked FAILED.`,
  );
  return failed === 0;
}

/** Variables of the function that have nothing to do with the home. */
function passedOn(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries({ LOG_LEVEL: variables.LOG_LEVEL }).filter(([, value]) => value)) as Record<
    string,
    string
  >;
}

try {
  await start();
} catch (error) {
  const known = error instanceof Error;
  process.stderr.write(`${known ? error.message : String(error)}\n`);
  process.exitCode = error instanceof CommandError ? error.exitCode : 1;
}
