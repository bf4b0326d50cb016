import type { CacheEntry, CacheStatus, Ports } from '@hearthgate/contracts';
import { DocumentWriter, type Environment, knownSecrets, type Redactions, redact } from '@hearthgate/kernel';
import type { Destination } from './destination.ts';
import type { EmfDocument } from './emf/emf-document.ts';

export interface MetricsPorts
  extends Ports<
    'metrics',
    {
      cache: 'get' | 'set' | 'has' | 'getStatus';
      singleton: 'get' | 'getStatus';
      security: 'filterSensitive';
      logging: 'writeDocument' | 'warning' | 'getStatus';
      utility: 'getTimestamp';
    }
  > {}

/** What stands in for peers, and how a document is written then. */
export interface Alone {
  readonly ports: MetricsPorts;
  /** As `logging.writeDocument`, of a document whose size may be known. */
  write(document: Pick<EmfDocument, 'head' | 'members' | 'isAscii'>): void;
}

/**
 * What stands in for peers that are missing or already on the chain: the kernel's redaction, documents that are
 * written straight to the destination, and backups that live as long as the gateway.
 */
export function aloneIn(environment: Environment, destination: Destination): Alone {
  const redacted = (value: unknown) => redact(value, knownSecrets(environment));
  const redactions: Redactions = { redaction: redacted, lastResort: redacted };
  const documents = new DocumentWriter();
  let bytesWritten = 0;
  const write: Alone['write'] = ({ head, members, isAscii }) => {
    const line = `${documents.textOf(head, members, knownSecrets(environment), redactions)}\n`;
    destination.write(line);
    bytesWritten += documents.isAscii && isAscii ? line.length : Buffer.byteLength(line);
  };
  const ports: MetricsPorts = {
    cache: keptInMemory(() => environment.clock.now()),
    singleton: {
      get: async <Instance>({ create }: { readonly create?: (() => Instance | Promise<Instance>) | undefined }) =>
        create?.() as Instance,
      getStatus: () => ({ gateway: 'singleton', state: 'healthy', reasons: [], instances: 0 }),
    },
    security: { filterSensitive: <Data>({ data }: { readonly data: Data }) => redacted(data) as Data },
    logging: {
      writeDocument: ({ document, head = '' }) => write({ head, members: document, isAscii: false }),
      warning() {},
      getStatus: () => ({
        gateway: 'logging',
        state: 'healthy',
        reasons: [],
        level: 'info',
        linesWritten: 0,
        linesDropped: 0,
        linesFolded: 0,
        linesBuffered: 0,
        bytesWritten,
      }),
    },
    utility: { getTimestamp: () => String(environment.clock.now()) },
  };
  return { ports, write };
}

function keptInMemory(now: () => number): MetricsPorts['cache'] {
  const entries = new Map<string, CacheEntry>();
  return {
    get: async <Value>({ key }: { readonly key: string }) => entries.get(key) as CacheEntry<Value> | undefined,
    set: async ({ key, value, tags = [] }) => void entries.set(key, { key, value, storedAtMs: now(), tags }),
    has: async ({ key }) => entries.has(key),
    // Only the state and lookups are read; without a cache there is none.
    getStatus: () => ({ state: 'healthy', stats: { hits: 0, misses: 0 } }) as CacheStatus,
  };
}
