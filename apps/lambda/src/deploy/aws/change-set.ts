import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../../local/command-error.ts';
import { deleteStack, findStack, isAsWanted, settleStack, type WantedStack } from './stack.ts';
import { failuresIn, newEvents, type StackEvent } from './stack-events.ts';

/** What will happen to one resource. */
export interface StackChange {
  readonly action: 'add' | 'modify' | 'replace' | 'remove';
  readonly resource: string;
  readonly type: string;
  /** What of it changes. */
  readonly details: readonly string[];
}

export interface StackUpdate {
  /** Decides whether the changes are made. */
  readonly confirm: (changes: readonly StackChange[]) => Promise<boolean>;
  readonly onEvent: (event: StackEvent) => void;
}

export type StackOutcome = 'created' | 'updated' | 'unchanged' | 'declined';

const POLL_MS = 500;
const NO_CHANGES = /didn't contain changes|no updates are to be performed/i;

/**
 * Makes a stack what it is to be, by a change set that is shown before it is carried out.
 *
 * @throws CommandError that tells the events that failed
 */
export async function updateStack(
  client: CloudFormationClient,
  wanted: WantedStack,
  { confirm, onEvent }: StackUpdate,
): Promise<StackOutcome> {
  const present = await clearFailed(client, await findStack(client, wanted.name));
  if (present !== undefined && (await isAsWanted(client, present, wanted))) return 'unchanged';
  const isNew = present === undefined;
  const { Id, StackId = wanted.name } = await client.send(
    new CreateChangeSetCommand({
      StackName: wanted.name,
      ChangeSetName: `hearthgate-${randomUUID()}`,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
      TemplateBody: wanted.template,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries(wanted.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Tags: Object.entries(wanted.tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  // A stack that is only announced would be in the way of the next attempt.
  const discard = () =>
    isNew ? deleteStack(client, StackId) : client.send(new DeleteChangeSetCommand({ ChangeSetName: Id }));
  const discardAndThrow = async (error: unknown) => {
    await discard();
    throw error;
  };
  const described = await prepared(client, Id);
  const agreed = described.Status !== 'FAILED' && (await confirm(changesOf(described)).catch(discardAndThrow));
  if (!agreed) {
    await discard();
    if (described.Status !== 'FAILED') return 'declined';
    if (NO_CHANGES.test(described.StatusReason ?? '')) return 'unchanged';
    throw new CommandError(`CloudFormation refused the template: ${described.StatusReason}`, 1);
  }
  const seen = new Set<string>();
  await newEvents(client, StackId, seen);
  const events: StackEvent[] = [];
  await client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  const status = await settleStack(client, StackId, seen, (event) => {
    events.push(event);
    onEvent(event);
  });
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE') return isNew ? 'created' : 'updated';
  throw new CommandError(describeFailure(status, events), 1);
}

/** A first creation that failed leaves a stack that takes no update, and nothing in it. */
async function clearFailed(client: CloudFormationClient, stack: Stack | undefined): Promise<Stack | undefined> {
  const { StackStatus: status = '', StackId: id = '' } = stack ?? {};
  if (status === 'ROLLBACK_COMPLETE' || status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_FAILED') {
    await deleteStack(client, id);
    return undefined;
  }
  if (status.endsWith('_IN_PROGRESS')) {
    throw new CommandError(`Something is going on with the stack (${status}). Wait until it is done and try again.`, 1);
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    throw new CommandError(
      `The stack is stuck (${status}). In the CloudFormation console open it and choose Stack actions, Continue update rollback.`,
      1,
    );
  }
  return stack;
}

async function prepared(client: CloudFormationClient, id: string | undefined): Promise<DescribeChangeSetCommandOutput> {
  for (;;) {
    const described = await client.send(new DescribeChangeSetCommand({ ChangeSetName: id }));
    if (described.Status !== 'CREATE_PENDING' && described.Status !== 'CREATE_IN_PROGRESS') return described;
    await sleep(POLL_MS);
  }
}

function changesOf({ Changes = [] }: DescribeChangeSetCommandOutput): readonly StackChange[] {
  return Changes.flatMap(({ ResourceChange: change }) => {
    if (change === undefined) return [];
    const replaced = change.Action === 'Modify' && change.Replacement === 'True';
    const action = replaced
      ? 'replace'
      : change.Action === 'Add'
        ? 'add'
        : change.Action === 'Remove'
          ? 'remove'
          : 'modify';
    const details = (change.Details ?? []).flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? []);
    return [
      {
        action,
        resource: change.LogicalResourceId ?? '',
        type: change.ResourceType ?? '',
        details: [...new Set(details)],
      },
    ];
  });
}

function describeFailure(status: string, events: readonly StackEvent[]): string {
  const failures = failuresIn(events).map(
    ({ resource, type, reason }) => `  ${resource} (${type}): ${reason ?? 'no reason given'}`,
  );
  return [
    `CloudFormation could not do it and went back to what was there before (${status}).`,
    ...(failures.length === 0
      ? ['No event says why; the CloudFormation console lists them all.']
      : ['What failed:', ...failures]),
  ].join('\n');
}
