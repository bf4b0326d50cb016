import type { HearthgateFunction } from './function.ts';
import { createChunkLoader } from './loading/chunk-loader.ts';
import { createSmallMemory } from './small-memory.ts';

// With its TLS Node begins to read the certificates that it trusts, in a thread, which takes as long as all that comes next.
if (Object.values(process.env).some((value) => value?.startsWith('https:'))) process.getBuiltinModule('node:tls');

const memory = createSmallMemory(process.env);
const chunks = createChunkLoader(import.meta.dirname, memory.underDefaults);
const { createFunction } = chunks.load('function.js') as typeof import('./function.ts');

const built = createFunction({
  codeCache: {
    state: chunks.state,
    async make() {
      const { rehearse, packCodeCache } = chunks.load('rehearsal.js') as typeof import('./loading/rehearsal.ts');
      await rehearse(createFunction);
      return packCodeCache(chunks.codeCache());
    },
  },
});
// Lambda takes registrations only until the module has loaded, so this is waited for, while start-up goes on.
const watching = built.watchShutdown();
await built.start();
await watching;

// AWS's runtime tells handlers apart by the number of their parameters, so there are two as in `built.handler`.
const handle = memory.whileHandling(built.handler);

/** The handler that Lambda is configured with: `index.handler`. */
export const handler: HearthgateFunction['handler'] = (event, context) => handle(event, context);
