import type { SnsMessage, SqsMessage } from '@hearthgate/contracts';
import { isRecord, listOf, member, namesOf, textMember } from '../member.ts';

/** Which service sent an event of records; told by the first, as one event never mixes them. */
export function recordsOf(event: unknown): 'sqs' | 'sns' | undefined {
  const [first] = records(event);
  if (textMember(first, 'eventSource') === 'aws:sqs' && textMember(first, 'messageId') !== undefined) return 'sqs';
  if (textMember(first, 'EventSource') === 'aws:sns' && isRecord(member(first, 'Sns'))) return 'sns';
  return undefined;
}

export function readSqs(event: unknown): readonly SqsMessage[] {
  return records(event).map((record) => {
    const attribute = (name: string) => textMember(record, 'attributes', name);
    const receiveCount = Number(attribute('ApproximateReceiveCount'));
    return {
      messageId: textMember(record, 'messageId') ?? '',
      queue: nameOf(textMember(record, 'eventSourceARN')),
      body: textMember(record, 'body') ?? '',
      groupId: attribute('MessageGroupId'),
      deduplicationId: attribute('MessageDeduplicationId'),
      receiveCount: Number.isInteger(receiveCount) && receiveCount > 0 ? receiveCount : 1,
      attributes: readAttributes(member(record, 'messageAttributes'), 'stringValue'),
    };
  });
}

export function readSns(event: unknown): readonly SnsMessage[] {
  return records(event).map((record) => ({
    messageId: textMember(record, 'Sns', 'MessageId') ?? '',
    topic: nameOf(textMember(record, 'Sns', 'TopicArn')),
    subject: textMember(record, 'Sns', 'Subject'),
    message: textMember(record, 'Sns', 'Message') ?? '',
    timestamp: textMember(record, 'Sns', 'Timestamp') ?? '',
    attributes: readAttributes(member(record, 'Sns', 'MessageAttributes'), 'Value'),
  }));
}

function records(event: unknown): readonly unknown[] {
  return listOf(member(event, 'Records'));
}

/** `arn:aws:sqs:eu-west-1:123456789012:orders` is `orders`. */
function nameOf(arn: string | undefined): string {
  return arn?.split(':').at(-1) ?? '';
}

function readAttributes(attributes: unknown, valueName: string): Readonly<Record<string, string>> {
  const entries = namesOf(attributes).map((name) => [name, textMember(attributes, name, valueName)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
