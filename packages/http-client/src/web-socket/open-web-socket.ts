import type { HttpWebSocket, HttpWebSocketParams } from '@hearthgate/contracts';
import { type Call, GatewayError } from '@hearthgate/kernel';
import { upgrading } from '../exchange/receiver.ts';
import type { ExchangeFailure } from '../failure/exchange-failure.ts';
import { checkRequest, perform, type RequestContext, reported } from '../perform.ts';
import { loadWebSocket } from '../pool/undici.ts';
import type { HttpPorts } from '../ports.ts';
import { limitsOf } from '../request/limits.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import { beginHandshake, UpgradeRefused } from './handshake.ts';
import { WebSocketSession } from './session.ts';

/** The operation: check, send the opening request as any other, and hand over the connection that it leads to. */
export async function openWebSocket(
  params: HttpWebSocketParams,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<HttpWebSocket> {
  const { settings, clock } = context;
  const maxBytes = params?.maxResponseBytes ?? settings.maxResponseBytes;
  const limits = limitsOf(params ?? {}, settings, clock, call.invocation, maxBytes);
  const checked = await checkRequest({ ...params, method: 'GET' }, limits, call, context);
  const { request } = checked;
  const implementation = await loadWebSocket();
  const explain = (failure: ExchangeFailure | GatewayError) =>
    reported(failure, request, limits, call, context) as Error;
  return new Promise((resolve, reject) => {
    let isSettled = false;
    const refuse = (cause: unknown): void => {
      if (isSettled) return;
      isSettled = true;
      reject(cause instanceof UpgradeRefused ? explain(refusal(request, cause.status)) : cause);
    };
    const handshake = beginHandshake(
      implementation,
      async (headers) => {
        const opening = { ...request, upgrade: 'websocket' as const, headers: { ...request.headers, ...headers } };
        return (await perform({ ...checked, request: opening }, upgrading, call, context)).result;
      },
      limits.maxBytes,
      refuse,
    );
    // Made at once, so that it hears what comes in one piece with the answer.
    const session = new WebSocketSession(handshake, limits, clock, request.signal, explain);
    const { webSocket } = handshake;
    webSocket.addEventListener('open', () => {
      isSettled = true;
      session.begin();
      resolve(session);
    });
    // Without having been open: the answer was not what the protocol wants.
    webSocket.addEventListener('close', () => refuse(new UpgradeRefused(101)));
  });
}

function refusal({ host, port }: PreparedRequest, status: number): GatewayError {
  const seen = status === 101 ? 'and not as the protocol wants it' : `with status ${status}`;
  return new GatewayError(
    'HTTP_UPGRADE_REFUSED',
    `${host}:${port} opened no WebSocket but answered ${seen}; check the path, and that a proxy before it passes on upgrades.`,
    { data: { host, port, phase: 'headers', status } },
  );
}
