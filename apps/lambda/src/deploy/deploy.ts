import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CommandError } from '../local/command-error.ts';
import { type DeployArguments, deployHelp, parseDeployArguments } from './arguments.ts';
import type { AwsSession } from './aws/session.ts';
import { codeKey, makePlan, type Plan } from './plan.ts';
import { fetchCodeCache, withKeptCodeCache } from './run/code-cache.ts';
import { printPlan } from './run/dry-run.ts';
import { kilobytes } from './run/headline.ts';
import { readSettingsFile, SETTINGS_FILE } from './settings/settings-file.ts';
import { createScreen, type Screen } from './terminal/screen.ts';

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
  const plain = readZip();
  const planFor = (zip: Uint8Array) =>
    makePlan({ variables: { ...file.variables, ...options.variables }, shell: process.env, zip });
  const plan = await planFor(withKeptCodeCache(plain, folder));
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
    const hasFile = file.variables !== undefined;
    const run = (toDo: Plan) => runOnline(options, toDo, session, screen, hasFile, folder);
    if (options.action !== 'code-cache') return await run(plan);
    const { stack } = plan.settings;
    const fetched = await fetchCodeCache(session.lambda, stack, plain, folder);
    if (fetched === undefined) {
      screen.row('same', 'Start-up', `${stack} has the code that V8 made of it`);
      return 0;
    }
    screen.row('done', 'Start-up', `code for ${fetched.key} made by ${stack}, ${kilobytes(fetched.bytes)}`);
    return await run(await planFor(fetched.zip));
  } finally {
    session.close();
  }
}

async function runOnline(
  options: DeployArguments,
  plan: Plan,
  session: AwsSession,
  screen: Screen,
  hasFile: boolean,
  folder: string,
): Promise<number> {
  const { action, yes } = options;
  const { stack } = plan.settings;
  const { smokeTest } = await import('./run/smoke.ts');
  const smoke = (functionName: string) =>
    smokeTest(session.lambda, screen, { functionName, hasToken: plan.homes.some((home) => home.hasToken) });
  const toRun = { session, screen, yes };
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
  const deployed = await (await import('./run/deploy.ts')).deploy(plan, toRun);
  if (deployed === undefined) return 1;
  const wasWell = await smoke(deployed.outputs.FunctionName ?? stack);
  if (action === 'deploy' && plan.code.key === codeKey(readZip())) {
    screen.row('told', 'Start-up', 'npm run deploy -- --code-cache makes it shorter');
  }
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
