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
import { formatTable } from './terminal/table.ts';
import { wantsColours } from './terminal/terminal-style.ts';

const TASK_ROOT = fileURLToPath(new URL('../function', import.meta.url));
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
  for (const line of home.description) print(line);

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
  const rows: string[][] = [];
  let allAnswered = true;
  const send = async ({ title, event }: SampleEvent): Promise<Invocation> => {
    const invocation = await lambda.invoke(event);
    const { asked, answer, ok, duration, cache, chain, remarks } = describeInvocation(invocation, home.secrets);
    allAnswered &&= ok;
    rows.push([ok ? 'ok' : 'FAILED', title, asked, answer, duration, cache, chain]);
    for (const remark of remarks) rows.push(['', '', '', remark.text, '', '', '']);
    return invocation;
  };
  const { outcome } = await send(home.discovery);
  const discovered: unknown = outcome.kind === 'response' ? JSON.parse(outcome.payload) : undefined;
  for (const sample of home.samples(discovered)) await send(sample);
  const header = ['', 'what', 'asked', 'answered', 'took', 'cache', 'gateways'];
  print(`\n${formatTable(header, rows)}\n`);
  print(allAnswered ? `All ${rows.length} were answered.` : 'Not all went well: see the rows marked FAILED.');
  return allAnswered;
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
