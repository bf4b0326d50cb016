import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stretch of time cost the table, in DynamoDB's units. */
export interface TableUse {
  readonly requests: Readonly<Record<string, number>>;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** A table that keeps items by id and counts units as DynamoDB does: 4 KB a consistent read, 1 KB a write, each begun. */
export interface CountedTable {
  readonly url: string;
  take(): TableUse;
  close(): void;
}

type Item = { readonly id: { readonly S: string } };

export async function openCountedTable(): Promise<CountedTable> {
  const items = new Map<string, Item>();
  let requests: Record<string, number> = {};
  let readUnits = 0;
  let writeUnits = 0;
  const read = (id: string, consistent: boolean): Item | undefined => {
    const item = items.get(id);
    readUnits += Math.max(1, Math.ceil(sizeOf(item) / 4_096)) * (consistent ? 1 : 0.5);
    return item;
  };
  const answer = (action: string, body: Record<string, never>): object => {
    if (action === 'GetItem') {
      const { Key, ConsistentRead } = body as unknown as { Key: Item; ConsistentRead?: boolean };
      const item = read(Key.id.S, ConsistentRead === true);
      return item === undefined ? {} : { Item: item };
    }
    if (action === 'BatchGetItem') {
      const { RequestItems } = body as unknown as { RequestItems: Record<string, { Keys: Item[] }> };
      const found = Object.entries(RequestItems).map(([table, { Keys }]) => [
        table,
        Keys.flatMap(({ id }) => read(id.S, false) ?? []),
      ]);
      return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
    }
    if (action === 'PutItem') {
      const { Item: item } = body as unknown as { Item: Item };
      writeUnits += Math.ceil(Math.max(sizeOf(item), sizeOf(items.get(item.id.S))) / 1_024);
      items.set(item.id.S, item);
      return {};
    }
    const { Key } = body as unknown as { Key: Item };
    writeUnits += Math.max(1, Math.ceil(sizeOf(items.get(Key.id.S)) / 1_024));
    items.delete(Key.id.S);
    return {};
  };
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const action = String(request.headers['x-amz-target']).replace(/^.*\./, '');
      requests[action] = (requests[action] ?? 0) + 1;
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify(answer(action, JSON.parse(text))));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const use = { requests, readUnits, writeUnits };
      requests = {};
      readUnits = 0;
      writeUnits = 0;
      return use;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Names and values of the attributes, in bytes. */
function sizeOf(item: object | undefined): number {
  if (item === undefined) return 0;
  return Object.entries(item as Record<string, Record<string, string>>).reduce(
    (sum, [name, value]) => sum + name.length + Buffer.byteLength(Object.values(value)[0] ?? ''),
    0,
  );
}
