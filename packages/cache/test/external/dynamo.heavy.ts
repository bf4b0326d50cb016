import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KeyvDynamo } from '@keyv/dynamo';
import dynalite from 'dynalite';
import { afterAll, beforeAll } from 'vitest';
import { describeKeyvSuite } from './keyv-suite.ts';
import { describeSharedTier } from './shared-behaviour.ts';

let server: Server;
beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function connect(): KeyvDynamo {
  const { port } = server.address() as AddressInfo;
  return new KeyvDynamo({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    tableName: 'cache',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

describeKeyvSuite('DynamoDB', connect);
describeSharedTier('DynamoDB', connect as never);
