// A bridge by hand with the least of undici that sends a request: what the function's client stands on.
import type { Client as ClientClass, Dispatcher } from 'undici';
// @ts-expect-error undici's types know only the whole.
import Client from 'undici/lib/dispatcher/client.js';
import { type Answered, handlerByHand } from './by-hand.ts';

const { BASE_URL = '', BASE_CA = '' } = process.env;
const client = new (Client as typeof ClientClass)(BASE_URL, { allowH2: false, connect: { ca: BASE_CA } });

export const handler: unknown = handlerByHand((path, headers, body) => {
  return new Promise<Answered>((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    const collecting: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => resolve({ status, text: Buffer.concat(chunks).toString() }),
      onResponseError: (_controller, error) => reject(error),
    };
    client.dispatch({ path, method: 'POST', headers, body }, collecting);
  });
});
