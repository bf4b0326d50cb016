import { Agent as NodeAgent, request as nodeRequest } from 'node:http';
import { createHttpGateway } from '@hearthgate/http-client';
import axios from 'axios';
import got from 'got';
import ky from 'ky';
import { Agent, request, fetch as undiciFetch } from 'undici';
import { compare, type Task } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { startServer } from './server.ts';

const CONNECTIONS = 32;
const BYTES = 1_024;

/** GET of 1 kB from a server on the same machine, over kept connections, the body read as text. */
export const question: Question = {
  title: 'HTTP',
  peers: ['undici', 'got', 'axios', 'ky'],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const server = await startServer();
      const url = `${server.url}/${BYTES}`;
      const own = createHttpGateway({ connections: CONNECTIONS }, { environment }).operations;
      const dispatcher = new Agent({ connections: CONNECTIONS });
      const agent = new NodeAgent({ keepAlive: true, maxSockets: CONNECTIONS });
      const axiosClient = axios.create({ httpAgent: agent, responseType: 'text' });
      const gotClient = got.extend({ agent: { http: agent } });
      const plain = () =>
        new Promise<string>((resolve, reject) => {
          const asked = nodeRequest(url, { agent }, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (chunk) => {
              text += chunk;
            });
            response.on('end', () => resolve(text)).on('error', reject);
          });
          asked.on('error', reject).end();
        });
      const tasks: readonly Omit<Task, 'concurrency'>[] = [
        { name: 'hearthgate', side: 'ours', run: async () => (await own.makeRequest({ method: 'GET', url })).body },
        {
          name: 'undici.request',
          side: 'peer',
          run: async () => (await request(url, { dispatcher })).body.text(),
        },
        {
          name: 'undici.fetch',
          side: 'peer',
          run: async () => (await undiciFetch(url, { dispatcher })).text(),
        },
        { name: 'node:http', side: 'peer', run: plain },
        { name: 'ky (global fetch)', side: 'peer', run: () => ky.get(url).text() },
        { name: 'got', side: 'peer', run: () => gotClient.get(url).text() },
        { name: 'axios', side: 'peer', run: async () => (await axiosClient.get<string>(url)).data },
      ];
      const isWhole = (text: string) => text.length === BYTES;
      const at = (concurrency: number) =>
        compare(
          {
            id: `http-${concurrency}`,
            title: `GET of 1 kB, ${concurrency === 1 ? 'one at a time' : `${concurrency} at once`}, time per request`,
            reference: 'hearthgate',
            tasks: tasks.map((task) => ({ ...task, concurrency, holds: isWhole })),
            clock: 'elapsed',
            batchMs: 40,
            rounds: 21,
          },
          asking,
        );
      try {
        return { tables: [await at(1), await at(CONNECTIONS)] };
      } finally {
        await own.resetPool();
        await dispatcher.close();
        agent.destroy();
        server.stop();
      }
    }),
};
