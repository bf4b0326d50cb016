/*
 * The program that runs inside the local execution environment: a small runtime of our own that asks the Runtime API
 * for events, calls the handler and reports what came of it. It is started as a process, never imported.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { type FunctionHandler, loadHandler } from './handler-loader.ts';
import { describeError, runtimeError } from './runtime-errors.ts';

// Taken this way because it keeps 30 ms and 10 MB of ESM facade out of the function's measured start.
const http = process.getBuiltinModule('node:http');

const { env } = process;
const [host, port] = splitAddress(env.AWS_LAMBDA_RUNTIME_API ?? '');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function splitAddress(address: string): [host: string, port: string] {
  const colon = address.lastIndexOf(':');
  return [address.slice(0, colon).replace(/^\[|\]$/g, ''), address.slice(colon + 1)];
}

function call(method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host, port, method, path: `/2018-06-01/runtime${path}` }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    if (body !== undefined) {
      request.setHeader('Content-Type', 'application/json');
      request.setHeader('Content-Length', Buffer.byteLength(body));
    }
    request.end(body);
  });
}

function contextOf(headers: IncomingHttpHeaders): object {
  const header = (name: string) => headers[`lambda-runtime-${name}`] as string | undefined;
  const deadlineMs = Number(header('deadline-ms'));
  const clientContext = header('client-context');
  return {
    awsRequestId: header('aws-request-id'),
    invokedFunctionArn: header('invoked-function-arn'),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    ...(clientContext === undefined ? {} : { clientContext: JSON.parse(clientContext) }),
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
}

function serialise(result: unknown): string {
  try {
    // Functions and symbols have no JSON form either; AWS's client answers null for all three.
    return JSON.stringify(result) ?? 'null';
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw runtimeError('Runtime.JSONStringifyError', `Unable to stringify response body: ${reason}`, error);
  }
}

function logFailure(title: string, thrown: unknown): void {
  console.error(`${title}\t${JSON.stringify(describeError(thrown))}`);
}

async function handleNext(handler: FunctionHandler): Promise<void> {
  const { headers, body } = await call('GET', '/invocation/next');
  const id = String(headers['lambda-runtime-aws-request-id']);
  env._X_AMZN_TRACE_ID = String(headers['lambda-runtime-trace-id'] ?? '');
  let result: string;
  try {
    result = serialise(await handler(JSON.parse(body), contextOf(headers)));
  } catch (error) {
    logFailure('Invoke Error', error);
    await call('POST', `/invocation/${id}/error`, JSON.stringify(describeError(error)));
    return;
  }
  await call('POST', `/invocation/${id}/response`, result);
}

process.on('SIGTERM', () => {
  // A function with a SIGTERM handler of its own decides itself when it is done.
  if (process.listenerCount('SIGTERM') === 1) process.exit(0);
});

let handler: FunctionHandler;
try {
  handler = await loadHandler(env.LAMBDA_TASK_ROOT ?? process.cwd(), env._HANDLER ?? '');
} catch (error) {
  logFailure('Init Error', error);
  await call('POST', '/init/error', JSON.stringify(describeError(error)));
  process.exit(1);
}
for (;;) {
  try {
    await handleNext(handler);
  } catch {
    // The Runtime API is gone, and with it whoever would read a message: the emulator was stopped or killed.
    process.exit(1);
  }
}
