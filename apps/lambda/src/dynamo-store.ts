import type { CacheStore } from '@hearthgate/cache';
import type { AwsClient, HttpResponse } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';

export interface DynamoStoreOptions {
  /** A signed client of DynamoDB; called on first use. */
  readonly client: () => Pick<AwsClient, 'request'>;
  /** A table whose partition key is the text `id`, with `expiresAt` as its time-to-live attribute. */
  readonly table: string;
  readonly clock: Clock;
}

/** How often keys are asked for that BatchGetItem left for a later call. */
const MAX_UNPROCESSED_ROUNDS = 3;

interface Item {
  readonly id?: { readonly S?: string };
  readonly value?: { readonly S?: string };
  readonly expiresAt?: { readonly N?: string };
}

/**
 * A DynamoDB table as the outer tier of the cache, in the layout of `@keyv/dynamo` (`id`, `value`, `expiresAt` in epoch
 * seconds). Its own few lines instead of that adapter, because the SDK behind it would triple a cold start.
 */
export function createDynamoStore({ client: create, table, clock }: DynamoStoreOptions): CacheStore {
  let client: Pick<AwsClient, 'request'> | undefined;
  const call = async (
    action: string,
    body: object,
    idempotent: boolean,
  ): Promise<Readonly<Record<string, unknown>>> => {
    client ??= create();
    return parse(action, await client.request({ action, body, idempotent }));
  };
  // DynamoDB deletes what has expired when it finds the time, which may be days later.
  const liveValue = ({ value, expiresAt }: Item = {}): string | undefined =>
    Number(expiresAt?.N ?? Infinity) * 1_000 > clock.now() ? value?.S : undefined;

  const readBatch = async (keys: readonly string[]): Promise<readonly Item[]> => {
    const found: Item[] = [];
    let wanted: unknown = { [table]: { Keys: keys.map((id) => ({ id: { S: id } })) } };
    for (let round = 0; round < MAX_UNPROCESSED_ROUNDS && wanted !== undefined; round += 1) {
      const answer = await call('BatchGetItem', { RequestItems: wanted }, true);
      found.push(...((answer.Responses as Record<string, Item[]> | undefined)?.[table] ?? []));
      const left = answer.UnprocessedKeys as Record<string, unknown> | undefined;
      wanted = left !== undefined && Object.hasOwn(left, table) ? left : undefined;
    }
    if (wanted !== undefined) throw new Error('DynamoDB left keys unread; the table has too little capacity.');
    return found;
  };

  return {
    async get(id: string) {
      const { Item } = await call('GetItem', { TableName: table, Key: { id: { S: id } }, ConsistentRead: true }, true);
      return liveValue(Item as Item | undefined);
    },
    // The cache asks for no more keys at once than DynamoDB takes, and for none twice.
    async getMany(ids: string[]) {
      const byId = new Map((await readBatch(ids)).map((item) => [item.id?.S, item]));
      return ids.map((id) => liveValue(byId.get(id)));
    },
    async set(id: string, value: string, ttlMs?: number) {
      const expiry = ttlMs === undefined ? {} : { expiresAt: { N: String(Math.ceil((clock.now() + ttlMs) / 1_000)) } };
      await call('PutItem', { TableName: table, Item: { id: { S: id }, value: { S: value }, ...expiry } }, true);
      return true;
    },
    async delete(id: string) {
      const answer = await call(
        'DeleteItem',
        { TableName: table, Key: { id: { S: id } }, ReturnValues: 'ALL_OLD' },
        true,
      );
      return answer.Attributes !== undefined;
    },
  };
}

function parse(action: string, { status, body }: HttpResponse): Readonly<Record<string, unknown>> {
  const answer = readObject(body);
  if (status === 200) return answer;
  // `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`; the message may quote what was sent.
  const type = String(answer.__type ?? 'an error without a type').replace(/^.*#/, '');
  throw new Error(`${action} was answered with ${status} ${type}.`);
}

function readObject(text: unknown): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(String(text)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
