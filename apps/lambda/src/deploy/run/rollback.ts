import { CommandError } from '../../local/command-error.ts';
import { Artifacts } from '../aws/artifacts.ts';
import { codeKeyOf, readRelease, releaseOf } from '../aws/releases.ts';
import { findStack, outputsOf, templateOf } from '../aws/stack.ts';
import { CODE_BUCKET } from '../template/function.ts';
import { changeStack, type RunOptions } from './deploy.ts';

/**
 * Brings the stack back to the template of the release before the one that runs: code, memory, settings and all.
 * The values of secrets are not part of a template and stay as they are.
 */
export async function rollBack(
  stack: string,
  options: RunOptions,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { session, screen } = options;
  const { cloudFormation, s3 } = session;
  const { BucketName } = outputsOf(await findStack(cloudFormation, `${stack}-artifacts`));
  if (BucketName === undefined || (await findStack(cloudFormation, stack)) === undefined) {
    throw new CommandError(`There is no stack ${stack} in ${session.region}, so there is nothing to go back from.`, 1);
  }
  const artifacts = new Artifacts(s3, BucketName);
  const running = await releaseOf(artifacts, await templateOf(cloudFormation, stack));
  if (running === undefined) {
    throw new CommandError(
      'The stack was changed by something else than this command, so it is not known what came before. Deploy again instead.',
      1,
    );
  }
  const before = running.previous === undefined ? undefined : await readRelease(artifacts, running.previous);
  if (before === undefined)
    throw new CommandError(`${running.id} is the first release that is known; there is none before it.`, 1);
  const code = codeKeyOf(before.template);
  if (code === undefined || !(await artifacts.has(code))) {
    throw new CommandError(
      `The code of release ${before.id} is no longer in ${BucketName}. Deploy an older checkout instead.`,
      1,
    );
  }
  screen.row('told', 'From', `release ${running.id}`);
  screen.row('told', 'To', `release ${before.id}`);
  const wanted = {
    name: stack,
    template: before.template,
    parameters: { [CODE_BUCKET]: BucketName },
    tags: before.tags,
  };
  if ((await changeStack(wanted, options)) === 'declined') return undefined;
  return outputsOf(await findStack(cloudFormation, stack));
}
