import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { errorPayloadOf, type Invocation } from '../invocation.ts';
import type { EnvironmentInvokeOptions } from '../runtime/environment.ts';
import { executionLog, logTail } from '../runtime/execution-log.ts';
import { FUNCTION_VERSION } from '../runtime/function-variables.ts';
import { close, listen, readBody } from './http-listener.ts';
import { howToInvoke, INVOKE_PATH } from './invoke-instructions.ts';
import { InvokeRequestError, refusal } from './invoke-request-error.ts';
import { MAX_EVENT_BYTES, MAX_REQUEST_BYTES } from './payload-limits.ts';

const INVOCATIONS = /^\/2015-03-31\/functions\/[^/]+\/invocations$/;
const INVOCATION_TYPES = ['RequestResponse', 'Event', 'DryRun'] as const;

export interface InvokeApiOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Runs the function on an event given as JSON text; must not reject. */
  readonly invoke: (payload: string, options: EnvironmentInvokeOptions) => Promise<Invocation>;
}

export interface InvokeApi {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves Lambda's Invoke operation (API version 2015-03-31), one function under any name. AWS's emulator calls it
 * `function`.
 *
 * @throws CommandError (exit code 1) when the address cannot be had.
 */
export async function startInvokeApi({ host, port, invoke }: InvokeApiOptions): Promise<InvokeApi> {
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (error instanceof InvokeRequestError) return send(response, refusal(error));
      // The caller hung up in the middle of its request.
      response.destroy();
    });
  });
  const url = `http://${await listen(server, host, port)}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
      return send(response, { status: 200, headers: { 'Content-Type': 'text/plain' }, body: howToInvoke(url) });
    }
    if (!INVOCATIONS.test(path)) {
      throw new InvokeRequestError(
        404,
        'ResourceNotFoundException',
        `Nothing is here. POST the event to ${url}${INVOKE_PATH}`,
      );
    }
    if (request.method !== 'POST') {
      throw new InvokeRequestError(
        405,
        'MethodNotAllowedException',
        `Use POST, with the event as body: ${url}${INVOKE_PATH}`,
      );
    }
    return send(response, await answer(request));
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    // Browsers name the origin of every cross-site POST: no page may switch the lights of who is reading it.
    if (request.headers.origin !== undefined) {
      throw new InvokeRequestError(403, 'AccessDeniedException', 'Requests from web pages are refused');
    }
    const type = invocationType(request);
    const payload = await readPayload(request, type === 'Event' ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES, type);
    const options = { clientContext: clientContext(request), traceId: header(request, 'x-amzn-trace-id') };
    if (type === 'DryRun') return { status: 204, headers: {} };
    if (type === 'Event') {
      // Lambda passes no client context to asynchronous invocations.
      void invoke(payload, { traceId: options.traceId });
      return { status: 202, headers: {} };
    }
    return replyOf(await invoke(payload, options), header(request, 'x-amz-log-type') === 'Tail');
  }

  return { url, stop: () => close(server) };
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function replyOf(invocation: Invocation, withLog: boolean): Reply {
  const { outcome, requestId } = invocation;
  const failed = errorPayloadOf(invocation);
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/json',
      'X-Amzn-RequestId': requestId,
      'X-Amz-Executed-Version': FUNCTION_VERSION,
      ...(failed === undefined ? {} : { 'X-Amz-Function-Error': 'Unhandled' }),
      ...(withLog ? { 'X-Amz-Log-Result': logTail(executionLog(invocation)).toString('base64') } : {}),
    },
    body: outcome.kind === 'response' ? outcome.payload : JSON.stringify(failed),
  };
}

function invocationType(request: IncomingMessage): (typeof INVOCATION_TYPES)[number] {
  const asked = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
  const type = INVOCATION_TYPES.find((known) => known === asked);
  if (type === undefined) {
    const message = `X-Amz-Invocation-Type must be one of ${INVOCATION_TYPES.join(', ')}`;
    throw new InvokeRequestError(400, 'InvalidParameterValueException', message);
  }
  return type;
}

async function readPayload(request: IncomingMessage, maxBytes: number, type: string): Promise<string> {
  const { bytes, text } = await readBody(request, maxBytes);
  if (text === undefined) {
    const message = `${bytes} byte payload is too large for the ${type} invocation type (limit ${maxBytes} bytes)`;
    throw new InvokeRequestError(413, 'RequestEntityTooLargeException', message);
  }
  // Lambda hands `{}` to the function when it is invoked without a payload.
  if (text === '') return '{}';
  try {
    JSON.parse(text);
  } catch (error) {
    throw invalidContent(`Could not parse request body into json: ${withoutContent(error)}`);
  }
  return text;
}

/** The caller's context, re-encoded for the header in which the runtime receives it. */
function clientContext(request: IncomingMessage): string | undefined {
  const encoded = header(request, 'x-amz-client-context');
  if (encoded === undefined) return undefined;
  try {
    const json = JSON.stringify(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
    return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  } catch {
    throw invalidContent('Client context must be a valid Base64-encoded JSON object.');
  }
}

function invalidContent(message: string): InvokeRequestError {
  return new InvokeRequestError(400, 'InvalidRequestContentException', message);
}

/** V8 quotes the text around the fault, and that text may be a token. */
function withoutContent(error: unknown): string {
  const position = /at position \d+( \(line \d+ column \d+\))?/.exec(error instanceof Error ? error.message : '');
  return `not valid JSON ${position?.[0] ?? ''}`.trim();
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function send(response: ServerResponse, { status, headers, body = '' }: Reply): void {
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
