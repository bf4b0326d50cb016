import { type CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';

/** The type of the events of a stack itself. */
export const STACK_TYPE = 'AWS::CloudFormation::Stack';

export interface StackEvent {
  readonly id: string;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  /** Why, where it failed. */
  readonly reason: string | undefined;
}

/** The events of a stack that are not among those seen already, oldest first; they are seen from then on. */
export async function newEvents(
  client: CloudFormationClient,
  id: string,
  seen: Set<string>,
): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName: id, NextToken }));
    const found = (page.StackEvents ?? []).map((event) => ({
      id: event.EventId ?? '',
      resource: event.LogicalResourceId ?? '',
      type: event.ResourceType ?? '',
      status: event.ResourceStatus ?? '',
      reason: event.ResourceStatusReason,
    }));
    const fresh = found.filter((event) => !seen.has(event.id));
    events.push(...fresh);
    // They come newest first, so behind one that was seen there is nothing new.
    NextToken = fresh.length < found.length ? undefined : page.NextToken;
  } while (NextToken !== undefined);
  for (const event of events) seen.add(event.id);
  return events.reverse();
}

/** Events that say what went wrong, without those that only follow from others. */
export function failuresIn(events: readonly StackEvent[]): readonly StackEvent[] {
  return events.filter(
    ({ status, reason = '' }) => status.endsWith('_FAILED') && !/resource (?:creation|update) cancelled/i.test(reason),
  );
}
