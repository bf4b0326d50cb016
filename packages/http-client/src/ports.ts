import type { Ports } from '@hearthgate/contracts';
import { checkUrlAlone } from './request/url-check.ts';

/** What this gateway asks of its peers. */
export interface HttpPorts
  extends Ports<
    'http-client',
    {
      cache: 'get' | 'set' | 'delete';
      singleton: 'get' | 'reset';
      security: 'checkUrl';
      logging: 'warning';
      metrics: 'recordMetric';
      utility: 'hash';
    }
  > {}

/**
 * The null objects: nothing is cached, logged or counted, and URLs are checked by their text alone.
 * Pools are kept by the gateway itself, so its `singleton` comes from `createPoolKeeper`.
 */
export const alone: Omit<HttpPorts, 'singleton'> = {
  cache: { get: async () => undefined, set: async () => {}, delete: async () => false },
  security: { checkUrl: async (params) => checkUrlAlone(params) },
  logging: { warning() {} },
  metrics: { recordMetric() {} },
  utility: { hash: ({ value }) => sha256(String(value)) },
};

/** SHA-256 in lower-case hex. */
export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
}
