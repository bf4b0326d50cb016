import { firstEvents, openLocalHome } from '@hearthgate/ha-extension/local-home';
import type { FunctionOptions } from '../composition.ts';
import type { HearthgateFunction } from '../function.ts';

export { packCodeCache } from './code-cache.ts';

/** A time that no event of the rehearsal reaches, whose answers nobody waits for. */
const REMAINING_MS = 10_000;

/**
 * Has a second function, of the same code, go through what first events ask for, against a home that it opens on the loopback
 * address: so that V8 has compiled it. It knows none of this function's settings and writes no line.
 */
export async function rehearse(createFunction: (options: FunctionOptions) => HearthgateFunction): Promise<void> {
  const home = await openLocalHome({});
  const nobody = { write: () => undefined };
  const rehearsed = createFunction({ variables: { ...home.variables }, destination: nobody });
  let events = 0;
  const send = (event: unknown) => {
    events += 1;
    const context = { awsRequestId: `rehearsal-${events}`, getRemainingTimeInMillis: () => REMAINING_MS };
    return rehearsed.handler(event, context);
  };
  try {
    await rehearsed.start();
    for (const { event } of firstEvents()) await send(event);
  } finally {
    await rehearsed.stop();
    await home.close();
  }
}
