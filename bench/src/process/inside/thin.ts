// A bridge by hand with Node's own client.
import { type Answered, handlerByHand } from './by-hand.ts';

const https = process.getBuiltinModule('node:https');
const { BASE_URL = '', BASE_CA = '' } = process.env;
const agent = new https.Agent({ keepAlive: true, ca: BASE_CA });

export const handler: unknown = handlerByHand((path, given, body) => {
  return new Promise<Answered>((resolve, reject) => {
    const headers = { ...given, 'content-length': Buffer.byteLength(body) };
    const request = https.request(`${BASE_URL}${path}`, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
    });
    request.on('error', reject).end(body);
  });
});
