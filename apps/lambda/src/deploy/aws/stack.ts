import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../../local/command-error.ts';
import { sameJson } from './same-json.ts';
import { newEvents, STACK_TYPE, type StackEvent } from './stack-events.ts';

/** Small things are done in a second, others take a minute: it is asked often at first, then less. */
const FIRST_POLL_MS = 250;
const LAST_POLL_MS = 2_000;

/** The stack of that name or id, or `undefined`. */
export async function findStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

export function outputsOf(stack: Stack | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** The template that a stack stands on, as it was sent. */
export async function templateOf(client: CloudFormationClient, name: string): Promise<string> {
  const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }));
  return typeof TemplateBody === 'string' ? TemplateBody : JSON.stringify(TemplateBody);
}

/** What a stack is to be. */
export interface WantedStack {
  readonly name: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Whether a stack is all of that already, so that nothing has to be asked of AWS. */
export async function isAsWanted(client: CloudFormationClient, stack: Stack, wanted: WantedStack): Promise<boolean> {
  const pairs = (list: readonly (readonly [string | undefined, string | undefined])[]) =>
    JSON.stringify(list.map(([name = '', value = '']) => `${name}=${value}`).sort());
  const sameParameters =
    pairs((stack.Parameters ?? []).map((one) => [one.ParameterKey, one.ParameterValue])) ===
    pairs(Object.entries(wanted.parameters));
  const sameTags = pairs((stack.Tags ?? []).map((one) => [one.Key, one.Value])) === pairs(Object.entries(wanted.tags));
  return sameParameters && sameTags && sameJson(await templateOf(client, wanted.name), wanted.template);
}

/**
 * Waits until nothing goes on with a stack any more, and tells its events as they come. What was begun a moment ago does not
 * show at once, so a status counts when an event of the stack itself has told it.
 *
 * @param id the id of the stack: it answers after the stack is gone, and the name does not
 * @param seen ids of the events that there were before
 */
export async function settleStack(
  client: CloudFormationClient,
  id: string,
  seen: Set<string>,
  onEvent: (event: StackEvent) => void,
): Promise<string> {
  const told = new Set<string>(['DELETE_COMPLETE']);
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LAST_POLL_MS)) {
    const status = (await findStack(client, id))?.StackStatus ?? 'DELETE_COMPLETE';
    for (const event of await newEvents(client, id, seen)) {
      if (event.type === STACK_TYPE) told.add(event.status);
      onEvent(event);
    }
    if (!status.endsWith('_IN_PROGRESS') && told.has(status)) return status;
    await sleep(pollMs);
  }
}

/** Deletes a stack and waits until it is gone. */
export async function deleteStack(
  client: CloudFormationClient,
  id: string,
  onEvent: (event: StackEvent) => void = () => {},
): Promise<void> {
  const seen = new Set<string>();
  await newEvents(client, id, seen);
  await client.send(new DeleteStackCommand({ StackName: id }));
  const status = await settleStack(client, id, seen, onEvent);
  if (status !== 'DELETE_COMPLETE') {
    throw new CommandError(
      `The stack could not be deleted (${status}). Its events in the CloudFormation console say why.`,
      1,
    );
  }
}
