import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFunction } from './support/function-under-test.ts';

const sqs = {
  Records: [
    {
      messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: 'a message',
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
      md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:210987654321:orders',
      awsRegion: 'eu-west-1',
    },
  ],
};

const eventBridge = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Order Placed',
  source: 'shop.orders',
  account: '210987654321',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: {},
};

describe('an event that nobody waits for', () => {
  it.each([
    ['SQS', sqs],
    ['EventBridge', eventBridge],
  ])('comes again when nothing here is for it: %s', async (_, event) => {
    const subject = startFunction({});
    onTestFinished(() => subject.stop());
    await expect(subject.handler(event)).rejects.toMatchObject({ code: 'LAMBDA_EVENT_FAILED' });
    expect(subject.output()).toMatch(/LAMBDA_/);
  });
});

describe('the key of the function', () => {
  it('may be kept in Parameter Store, is read once, and never written', async () => {
    const key = Buffer.alloc(32, 9).toString('base64');
    const asked: unknown[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push([request.headers['x-amz-target'], JSON.parse(body)]);
      response.end(JSON.stringify({ Parameters: [{ Name: '/hearthgate/key', Value: key }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const subject = startFunction({
      HEARTHGATE_ENCRYPTION_KEY: 'parameters:/hearthgate/key',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test-secret-access-key',
      AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      LOG_LEVEL: 'debug',
    });
    onTestFinished(async () => {
      await subject.stop();
      server.closeAllConnections();
      server.close();
    });
    const { security } = subject.gateways;
    const sealed = await security.operations.encryptData({ data: 'kitchen' });
    expect(await security.operations.decryptData({ data: sealed })).toBe('kitchen');
    expect(asked).toEqual([['AmazonSSM.GetParameters', { Names: ['/hearthgate/key'], WithDecryption: true }]]);
    subject.gateways.logging.operations.info({ message: `the key is ${key}` });
    expect(subject.output()).not.toContain(key);
  });
});
