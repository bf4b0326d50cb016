// The smallest runtime: asks the Runtime API for an event, calls the handler, sends what it answers. Bundled, and started as
// a process; every subject in Node runs under it, so that its cost is in every figure.
// Without the ESM facade of node:http, which costs more than all of the rest.
const http = process.getBuiltinModule('node:http');
const { AWS_LAMBDA_RUNTIME_API: address = '', LAMBDA_TASK_ROOT: root = '', _HANDLER: name = '' } = process.env;
const [host, port] = address.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

type Handler = (event: unknown, context: object) => unknown;

function call(method: string, path: string, body?: string): Promise<{ id: string; deadlineMs: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const options = { agent, host, port, method, path: `/2018-06-01/runtime/invocation/${path}`, headers };
    const request = http.request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const { 'lambda-runtime-aws-request-id': id, 'lambda-runtime-deadline-ms': deadline } = response.headers;
        resolve({ id: String(id), deadlineMs: Number(deadline), text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const [file = 'index', exported = 'handler'] = name.split('.');
const handler = (await import(`${root}/${file}.mjs`))[exported] as Handler;
for (;;) {
  const { id, deadlineMs, text } = await call('GET', 'next');
  const context = {
    awsRequestId: id,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:bench',
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  await call('POST', `${id}/response`, JSON.stringify(await handler(JSON.parse(text), context)) ?? 'null');
}
