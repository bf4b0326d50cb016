import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CommandError } from '../local/command-error.ts';
import { type DeployArguments, deployHelp, parseDeployArguments } from './arguments.ts';
import { makePlan } from './plan.ts';
import type { RunOptions, ToDeploy } from './run/deploy.ts';
import { printPlan } from './run/dry-run.ts';
import { readSettingsFile, SETTINGS_FILE } from './settings/settings-file.ts';
import { createScreen } from './terminal/screen.ts';

/** apps/lambda/dist, where the build leaves the zip. */
const DIST = join(import.meta.dirname, '..');
/** Where this command leaves its results, below the folder that it is started in. */
const OUTPUT_FOLDER = 'dist/deploy';

async function run(): Promise<number> {
  const options = parseDeployArguments(process.argv.slice(2));
  if (options.action === 'help') {
    process.stdout.write(deployHelp());
    return 0;
  }
  const screen = createScreen({ output: process.stdout, input: process.stdin, variables: process.env });
  const file = readSettingsFile(options.settingsFile ?? SETTINGS_FILE, options.settingsFile !== undefined);
  const folder = resolve(OUTPUT_FOLDER);
  const planWith = (zip: Uint8Array) =>
    makePlan({ variables: { ...file.variables, ...options.variables }, shell: process.env, zip });
  const plan = await planWith(readZip());
  mkdirSync(folder, { recursive: true });
  const template = join(folder, 'template.json');
  writeFileSync(template, plan.template);

  const { openSession } = await import('./aws/session.ts');
  const session = options.action === 'dry-run' ? undefined : await openSession(plan.settings.region);
  if (session === undefined) {
    const why = options.action === 'dry-run' ? 'not asked for (--dry-run)' : undefined;
    printPlan(screen, plan, shown(template), why);
    return 0;
  }
  try {
    return await runOnline(
      options,
      { plan, planWith },
      { session, screen, yes: options.yes },
      {
        hasFile: file.variables !== undefined,
        folder,
      },
    );
  } finally {
    session.close();
  }
}

async function runOnline(
  { action }: DeployArguments,
  toDeploy: ToDeploy,
  toRun: RunOptions,
  { hasFile, folder }: { readonly hasFile: boolean; readonly folder: string },
): Promise<number> {
  const { plan } = toDeploy;
  const { session, screen } = toRun;
  const { stack } = plan.settings;
  const { smokeTest } = await import('./run/smoke.ts');
  const smoke = (functionName: string) =>
    smokeTest(session.lambda, screen, { functionName, hasToken: plan.homes.some((home) => home.hasToken) });
  if (action === 'smoke') return (await smoke(stack)) ? 0 : 1;
  if (action === 'remove') return (await (await import('./run/remove.ts')).remove(stack, toRun)) ? 0 : 1;
  if (action === 'rollback') {
    const outputs = await (await import('./run/rollback.ts')).rollBack(stack, toRun);
    return outputs !== undefined && (await smoke(outputs.FunctionName ?? stack)) ? 0 : 1;
  }
  if (!hasFile) {
    throw new CommandError(
      `There is no ${SETTINGS_FILE}, so nothing was deployed. Copy hearthgate.env.example to it and fill it in, or see what ` +
        'would be done with npm run deploy -- --dry-run.',
      2,
    );
  }
  const deployed = await (await import('./run/deploy.ts')).deploy(toDeploy, toRun);
  if (deployed === undefined) return 1;
  const wasWell = await smoke(deployed.outputs.FunctionName ?? stack);
  await (await import('./run/next-steps.ts')).printNextSteps(screen, plan, deployed, shown(folder));
  return wasWell ? 0 : 1;
}

function readZip(): Uint8Array {
  try {
    return readFileSync(join(DIST, 'function.zip'));
  } catch (error) {
    throw new CommandError('There is no built function; npm run deploy builds it, pnpm build does too.', 1, {
      cause: error,
    });
  }
}

/** As it is shorter to read from where the person stands. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = error instanceof CommandError ? error.exitCode : 1;
}

/** What AWS refused is told with the name of the refusal, which is what people search for. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof CommandError ? error.message : `${error.name}: ${error.message}`;
}
