import { Artifacts } from '../aws/artifacts.ts';
import { type StackChange, updateStack } from '../aws/change-set.ts';
import { type DifferingParameter, differingParameters, writeParameters } from '../aws/parameters.ts';
import { cachedCodeOf, type Release, recordRelease, releaseOf } from '../aws/releases.ts';
import type { AwsSession } from '../aws/session.ts';
import { findStack, outputsOf, templateOf, type WantedStack } from '../aws/stack.ts';
import { STACK_TYPE, type StackEvent } from '../aws/stack-events.ts';
import type { Plan } from '../plan.ts';
import { CODE_BUCKET } from '../template/function.ts';
import type { Screen } from '../terminal/screen.ts';
import { fetchCodeCache } from './code-cache.ts';
import { kilobytes, printHeadline, typeInWords } from './headline.ts';

export interface RunOptions {
  readonly session: AwsSession;
  readonly screen: Screen;
  /** Do not ask. */
  readonly yes: boolean;
}

export interface Deployed {
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether an earlier deployment was changed, whose person knows what to do with it. */
  readonly isUpgrade: boolean;
}

/** What there is to deploy: the plan of a build, and the same with other code. */
export interface ToDeploy {
  readonly plan: Plan;
  readonly planWith: (zip: Uint8Array) => Promise<Plan>;
}

/** Makes AWS what the plan says; answers nothing when the person declined. */
export async function deploy({ plan, planWith }: ToDeploy, options: RunOptions): Promise<Deployed | undefined> {
  const { session, screen } = options;
  const { settings, parameters, code } = plan;
  printHeadline(screen, plan, `${session.account} (${session.identity})`);

  const artifacts = await openArtifacts(plan, options);
  if (artifacts === undefined) return undefined;
  const kept = settings.codeCache ? await cachedCodeOf(artifacts, code.key) : undefined;
  const first = kept === undefined ? plan : await planWith(await artifacts.bytes(kept));
  const differing = await differingParameters(session.ssm, parameters);
  const same = parameters.filter((parameter) => !differing.some((one) => one.parameter === parameter));
  if (same.length > 0) screen.row('same', 'Secrets', `unchanged: ${same.map(({ setting }) => setting).join(', ')}`);

  const isUpgrade = (await findStack(session.cloudFormation, settings.stack)) !== undefined;
  const secrets = { differing, tags: settings.tags };
  const made = await carryOut({ plan: first, build: code.key, artifacts, secrets }, options);
  if (made === undefined) return undefined;
  if (settings.codeCache) await addCodeCache({ plan, planWith }, made.release, artifacts, options);
  const outputs = outputsOf(await findStack(session.cloudFormation, settings.stack));
  return { outputs, isUpgrade: isUpgrade && made.outcome === 'changed' };
}

/**
 * Has the function make the code that its start-up takes, and deploys that as the same release. A function without it works,
 * so whatever fails is told and no more.
 */
async function addCodeCache(
  { plan, planWith }: ToDeploy,
  replaced: Release,
  artifacts: Artifacts,
  options: RunOptions,
): Promise<void> {
  const { session, screen } = options;
  const { settings, code } = plan;
  try {
    const made = await fetchCodeCache(session.lambda, settings.stack, code.zip);
    if (made === undefined) {
      screen.row('same', 'Start-up', 'takes the code that V8 made of the function before');
      return;
    }
    screen.row('done', 'Start-up', `${settings.stack} made its code for ${made.key}, ${kilobytes(made.bytes)}`);
    const next = { plan: await planWith(made.zip), build: code.key, artifacts, replaced };
    await carryOut(next, { ...options, yes: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    screen.row('told', 'Start-up', `is not shortened this time: ${why}`);
  }
}

interface Change {
  readonly plan: Plan;
  /** The key of the build that the plan's code is of. */
  readonly build: string;
  readonly artifacts: Artifacts;
  readonly secrets?: SecretChanges;
  /** The release in whose place this one comes. */
  readonly replaced?: Release;
}

/** Uploads code, changes the stack, and notes the release; nothing when the person declined. */
async function carryOut(
  { plan, build, artifacts, secrets, replaced }: Change,
  options: RunOptions,
): Promise<{ readonly outcome: 'changed' | 'unchanged'; readonly release: Release } | undefined> {
  const { session, screen } = options;
  const { settings, template, code } = plan;
  if (await artifacts.has(code.key)) {
    screen.row('same', 'Code', 'is in the bucket already');
  } else {
    await artifacts.put(code.key, code.zip);
    screen.row('done', 'Code', `uploaded, ${kilobytes(code.zip.byteLength)}`);
  }
  const before = await runningRelease(artifacts, session, settings.stack);
  const parameters = { [CODE_BUCKET]: artifacts.bucket };
  const wanted: WantedStack = { name: settings.stack, template, parameters, tags: settings.tags };
  const outcome = await changeStack(wanted, options, secrets);
  if (outcome === 'declined') return undefined;
  const noted = outcome === 'unchanged' ? await releaseOf(artifacts, template) : undefined;
  const previous = replaced === undefined ? before?.id : replaced.previous;
  const release = noted ?? { template, tags: settings.tags, previous, build };
  return { outcome, release: noted ?? (await recordRelease(artifacts, release, Date.now(), replaced)) };
}

async function runningRelease(
  artifacts: Artifacts,
  { cloudFormation }: AwsSession,
  stack: string,
): Promise<Release | undefined> {
  if ((await findStack(cloudFormation, stack)) === undefined) return undefined;
  return releaseOf(artifacts, await templateOf(cloudFormation, stack));
}

async function openArtifacts(plan: Plan, { session, screen, yes }: RunOptions): Promise<Artifacts | undefined> {
  const { cloudFormation, s3 } = session;
  const name = plan.artifactsStack;
  const wanted = { name, template: plan.artifactsTemplate, parameters: {}, tags: plan.settings.tags };
  const outcome = await updateStack(cloudFormation, wanted, {
    confirm: async () => yes || (await screen.ask(`Make or change the private bucket for the code (stack ${name})?`)),
    onEvent: () => {},
  });
  if (outcome === 'declined') return undefined;
  const { BucketName = '' } = outputsOf(await findStack(cloudFormation, name));
  screen.row(outcome === 'unchanged' ? 'same' : 'done', 'Bucket', `${BucketName} (${outcome})`);
  return new Artifacts(s3, BucketName);
}

/** Secret settings that are written with a change of the stack, after the person agreed and before it is made. */
export interface SecretChanges {
  readonly differing: readonly DifferingParameter[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Brings a stack to a template, showing the changes and asking before they are made. */
export async function changeStack(
  wanted: WantedStack,
  { session, screen, yes }: RunOptions,
  { differing, tags }: SecretChanges = { differing: [], tags: {} },
): Promise<'changed' | 'unchanged' | 'declined'> {
  const names = differing.map(({ parameter }) => parameter.setting).join(', ');
  const agree = async () => {
    if (names !== '' && !yes) screen.row('told', 'Secrets', `to write to Parameter Store: ${names}`);
    if (!yes && !(await screen.ask('Make these changes?'))) {
      screen.row('told', 'Stack', 'left as it was');
      return false;
    }
    await writeParameters(session.ssm, differing, tags);
    if (names !== '') screen.row('done', 'Secrets', `written to Parameter Store: ${names}`);
    return true;
  };
  let changed = 0;
  let startedMs = 0;
  const outcome = await updateStack(session.cloudFormation, wanted, {
    async confirm(changes) {
      printChanges(screen, changes);
      changed = changes.length;
      const agreed = await agree();
      startedMs = performance.now();
      return agreed;
    },
    onEvent: (event) => printEvent(screen, event),
  });
  if (outcome === 'declined') return outcome;
  if (outcome === 'unchanged') {
    screen.row('same', 'Stack', `${wanted.name} is as it should be, nothing to change`);
    // The function reads secrets anew by itself, so they may change alone.
    return names === '' || (await agree()) ? outcome : 'declined';
  }
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const resources = changed === 1 ? 'one resource' : `${changed} resources`;
  screen.row('done', 'Stack', `${wanted.name} ${outcome} in ${seconds} s, ${resources} changed`);
  return 'changed';
}

const MARKS = { add: '+', modify: '~', replace: '!', remove: '-' } as const;

function printChanges(screen: Screen, changes: readonly StackChange[]): void {
  screen.row('told', 'Changes', '+ added  ~ modified  ! replaced  - removed');
  const width = Math.max(0, ...changes.map(({ resource }) => resource.length));
  screen.block(
    changes.map(({ action, resource, type, details }) => {
      const what = details.length === 0 ? '' : ` (${details.join(', ')})`;
      const text = `${MARKS[action]} ${resource.padEnd(width)}  ${typeInWords(type)}${what}`;
      return action === 'add'
        ? screen.style.good(text)
        : action === 'modify'
          ? screen.style.warning(text)
          : screen.style.bad(text);
    }),
  );
}

/** One line for each resource that is done, and each that failed with its reason. */
function printEvent(screen: Screen, { resource, type, status, reason }: StackEvent): void {
  if (type === STACK_TYPE) return;
  if (status.endsWith('_FAILED')) screen.row('failed', '', `${resource}: ${reason ?? status}`);
  else if (status.endsWith('_COMPLETE')) {
    screen.block([
      screen.style.faint(`${resource} ${typeInWords(type)}: ${status.toLowerCase().replaceAll('_', ' ')}`),
    ]);
  }
}
