/** Events in the shapes that AWS documents for each service, with values of our own. */

const ACCOUNT = '210987654321';

/** API Gateway REST API, payload 1.0. */
export function restApiEvent(method: string, path: string, more: object = {}): object {
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: { Accept: 'application/json', 'X-Tag': 'two', Cookie: 'theme=dark' },
    multiValueHeaders: { Accept: ['application/json'], 'X-Tag': ['one', 'two'], Cookie: ['theme=dark'] },
    queryStringParameters: { colour: 'blue', page: '2' },
    multiValueQueryStringParameters: { colour: ['red', 'blue'], page: ['2'] },
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'abc123def4',
      domainName: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
      httpMethod: method,
      identity: { sourceIp: '192.0.2.7', userAgent: 'curl/8' },
      path: `/prod${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'r-1',
      resourcePath: '/{proxy+}',
      stage: 'prod',
    },
    body: null,
    isBase64Encoded: false,
    ...more,
  };
}

/** API Gateway HTTP API, payload 2.0. */
export function httpApiEvent(method: string, path: string, more: object = {}): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: 'colour=red&colour=blue&page=2',
    cookies: ['theme=dark'],
    headers: { accept: 'application/json', 'x-tag': 'one,two' },
    queryStringParameters: { colour: 'red,blue', page: '2' },
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'abc123def4',
      domainName: 'abc123def4.execute-api.eu-west-1.amazonaws.com',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.7', userAgent: 'curl/8' },
      requestId: 'r-2',
      routeKey: '$default',
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
    isBase64Encoded: false,
    ...more,
  };
}

/** Function URL: payload 2.0 under another domain. */
export function functionUrlEvent(method: string, path: string, more: object = {}): object {
  const event = httpApiEvent(method, path) as { requestContext: object };
  const domainName = 'abcdefghijklmnop.lambda-url.eu-west-1.on.aws';
  return { ...event, requestContext: { ...event.requestContext, domainName, authentication: null }, ...more };
}

/** Application Load Balancer, with one value a header or, with `several`, all of them. */
export function albEvent(method: string, path: string, several = false, more: object = {}): object {
  const one = {
    headers: { accept: 'application/json', 'x-tag': 'two', cookie: 'theme=dark' },
    queryStringParameters: { colour: 'dark%20blue', page: '2' },
  };
  const all = {
    multiValueHeaders: { accept: ['application/json'], 'x-tag': ['one', 'two'], cookie: ['theme=dark'] },
    multiValueQueryStringParameters: { colour: ['red', 'dark%20blue'], page: ['2'] },
  };
  return {
    requestContext: {
      elb: { targetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:targetgroup/lambda/6d0ecf831eec9f09` },
    },
    httpMethod: method,
    path,
    ...(several ? all : one),
    body: '',
    isBase64Encoded: false,
    ...more,
  };
}

export function eventBridgeEvent(source: string, detailType: string, detail: unknown = {}): object {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: '2026-01-01T00:00:00Z',
    region: 'eu-west-1',
    resources: [`arn:aws:events:eu-west-1:${ACCOUNT}:rule/every-morning`],
    detail,
  };
}

export interface SqsSample {
  readonly id: string;
  readonly body?: string;
  readonly group?: string;
}

export function sqsEvent(queue: string, messages: readonly SqsSample[]): { readonly Records: readonly object[] } {
  return {
    Records: messages.map(({ id, body = id, group }) => ({
      messageId: id,
      receiptHandle: `handle of ${id}`,
      body,
      attributes: {
        ApproximateReceiveCount: '2',
        SentTimestamp: '1767225600000',
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: '1767225600001',
        ...(group !== undefined && {
          MessageGroupId: group,
          MessageDeduplicationId: `once ${id}`,
          SequenceNumber: '1',
        }),
      },
      messageAttributes: { tenant: { stringValue: 'blue', dataType: 'String' } },
      md5OfBody: '00000000000000000000000000000000',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-west-1:${ACCOUNT}:${queue}`,
      awsRegion: 'eu-west-1',
    })),
  };
}

export function snsEvent(topic: string, message: string): object {
  return {
    Records: [
      {
        EventVersion: '1.0',
        EventSubscriptionArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:${topic}:21be56ed-a058-49f5-8c98-aedd2564c486`,
        EventSource: 'aws:sns',
        Sns: {
          Type: 'Notification',
          MessageId: 'n-1',
          TopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:${topic}`,
          Subject: 'Test',
          Message: message,
          Timestamp: '2026-01-01T00:00:00.000Z',
          SignatureVersion: '1',
          MessageAttributes: { tenant: { Type: 'String', Value: 'blue' } },
        },
      },
    ],
  };
}
