import { isObject, member } from '../bridge/json.ts';
import { withoutSenderToken } from '../bridge/sender.ts';
import { discovery } from '../local-home/sample-events.ts';

/** What came of asking for all devices. */
export type Discovered =
  | { readonly found: true; readonly names: readonly string[] }
  | { readonly found: false; readonly reason: string };

/** The directive that asks for all devices. It has no token, so that homes are asked with the configured one alone. */
export function discoveryDirective(): unknown {
  return withoutSenderToken(discovery().event);
}

/** Reads the answer to `discoveryDirective`. */
export function readDiscovered(answer: unknown): Discovered {
  const { endpoints, type, message } = member(answer, 'event', 'payload');
  if (Array.isArray(endpoints)) {
    const names = endpoints
      .filter(isObject)
      .map(({ friendlyName, endpointId }) => String(friendlyName ?? endpointId ?? 'a device without a name'));
    return { found: true, names };
  }
  const reason = typeof type === 'string' ? `${type}${typeof message === 'string' ? `: ${message}` : ''}` : undefined;
  return { found: false, reason: reason ?? 'The answer is no Discover.Response.' };
}
