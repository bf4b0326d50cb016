import type { Stack } from '@aws-sdk/client-cloudformation';
import { Artifacts } from '../aws/artifacts.ts';
import { deleteParameters, parametersOf } from '../aws/parameters.ts';
import { deleteStack, findStack, outputsOf, templateOf } from '../aws/stack.ts';
import type { Template } from '../template/resource.ts';
import { TABLE } from '../template/table.ts';
import type { RunOptions } from './deploy.ts';

const KEY_SETTING = 'HEARTHGATE_ENCRYPTION_KEY';

/** Deletes what was deployed, after saying what that is and what stays. */
export async function remove(stack: string, options: RunOptions): Promise<boolean> {
  const { session, screen, yes } = options;
  const { cloudFormation, ssm, s3 } = session;
  const main = await findStack(cloudFormation, stack);
  const beside = await findStack(cloudFormation, `${stack}-artifacts`);
  const parameters = await parametersOf(ssm, stack);
  if (main === undefined && beside === undefined && parameters.length === 0) {
    screen.row('same', 'Stack', `there is no ${stack} in ${session.region}, and no parameter of it`);
    return true;
  }
  const table = main === undefined ? undefined : await keptTable(main, () => templateOf(cloudFormation, stack));
  // Without the key nothing in the table could be read again.
  const doomed = parameters.filter((name) => table === undefined || name !== `/${stack}/${KEY_SETTING}`);
  screen.row('told', 'Account', `${session.account}, ${session.region}`);
  screen.row(
    'told',
    'Deletes',
    `the stack ${stack} (function, role, log${table === undefined ? ', table' : ''}, alarms)`,
  );
  for (const name of doomed) screen.row('told', '', `the parameter ${name}`);
  screen.row('told', '', `the stack ${stack}-artifacts with code and releases`);
  if (table !== undefined) screen.row('told', 'Keeps', `the table ${table}, and the key that its contents need`);
  if (!yes && !(await screen.ask('Delete all that?'))) {
    screen.row('told', 'Stack', 'left as it was');
    return false;
  }
  if (main?.StackId !== undefined) {
    await deleteStack(cloudFormation, main.StackId);
    screen.row('done', 'Stack', `${stack} deleted`);
  }
  await deleteParameters(ssm, doomed);
  if (doomed.length > 0) screen.row('done', 'Secrets', `${doomed.length} parameters deleted`);
  if (beside?.StackId !== undefined) {
    const { BucketName } = outputsOf(beside);
    if (BucketName !== undefined) await new Artifacts(s3, BucketName).empty();
    await deleteStack(cloudFormation, beside.StackId);
    screen.row('done', 'Bucket', `${stack}-artifacts deleted`);
  }
  screen.line();
  screen.note('The skills in the Alexa developer console are yours to delete: they point at nothing now.');
  return true;
}

/** The table of the stack, if its template says that it outlives the stack. */
async function keptTable(stack: Stack, template: () => Promise<string>): Promise<string | undefined> {
  const { TableName } = outputsOf(stack);
  if (TableName === undefined) return undefined;
  const { Resources } = JSON.parse(await template()) as Template;
  return Resources[TABLE]?.DeletionPolicy === 'Retain' ? TableName : undefined;
}
