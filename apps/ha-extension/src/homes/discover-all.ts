import { createNotes, type Notes } from '../bridge/answer/notes.ts';
import { MAX_ENDPOINTS } from '../bridge/discovery/discovery-repair.ts';
import { type JsonObject, member } from '../bridge/json.ts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { Homes } from '../settings/homes.ts';
import { homeOfEndpoint, type ReachableHome } from './choose-home.ts';
import { firstToAccept } from './first-to-accept.ts';
import { type SenderHome, withOwnToken } from './sender-home.ts';

/** The devices of several homes as one answer: of all that have a token of their own, and of the one that takes the sender's. */
export async function discoverAll<Answer extends object>(
  parts: ExtensionParts,
  homes: Homes,
  { others, candidates, remember }: SenderHome,
  forward: (home: ReachableHome) => Promise<Answer>,
  fail: (error: unknown) => Answer,
): Promise<Answer> {
  const seek = async ([first, ...rest]: readonly ReachableHome[]): Promise<readonly Found[]> => {
    if (first === undefined) return [];
    const ask = async (home: ReachableHome) => ({ home, answer: await forward(home) });
    try {
      const { home, answer } = await firstToAccept([first, ...rest], ask, parts.environment.clock);
      await remember(home);
      return [ownDevices(homes, home, answer)];
    } catch (error) {
      return [ownDevices(homes, first, fail(error))];
    }
  };
  const found = await Promise.all([
    ...others.map(async (home) => [ownDevices(homes, home, await forward(withOwnToken(home)).catch(fail))]),
    seek(candidates),
  ]);
  const inOrder = found.flat().sort((one, other) => homes.indexOf(one.home) - homes.indexOf(other.home));
  return merged(parts, inOrder) as Answer;
}

/** What one home found: devices whose directives will reach it, and others, whose ids another home has. */
interface Found {
  readonly home: ReachableHome;
  readonly answer: unknown;
  readonly own: readonly unknown[];
  readonly others: readonly unknown[];
}

/** A device that is shown for one home and whose directives go to another would open the wrong door. */
function ownDevices(homes: Homes, home: ReachableHome, answer: unknown): Found {
  const { endpoints } = member(answer, 'event', 'payload');
  const all: readonly unknown[] = Array.isArray(endpoints) ? endpoints : [];
  const isOwn = (endpoint: unknown) => homeOfEndpoint(homes, String(idOf(endpoint))) === home;
  return { home, answer, own: all.filter(isOwn), others: all.filter((endpoint) => !isOwn(endpoint)) };
}

function idOf(endpoint: unknown): unknown {
  return member(endpoint).endpointId;
}

export function tellLeftOut({ gateways }: ExtensionParts, notes: Notes): void {
  const note = notes.text();
  if (note !== undefined) gateways.logging.operations.warning({ message: `Left out of what Alexa is shown: ${note}.` });
}

/** The devices of all homes in one answer, as many as Alexa takes. */
function merged(parts: ExtensionParts, found: readonly Found[]): JsonObject {
  const answer = found[0]?.answer as JsonObject;
  const event = answer.event as JsonObject;
  const endpoints = found.flatMap(({ own }) => own);
  const notes = createNotes();
  for (const endpoint of found.flatMap(({ others }) => others)) {
    notes.add('endpoints of a home without HOME_ASSISTANT_ENDPOINT_PREFIX of its own', idOf(endpoint));
  }
  for (const endpoint of endpoints.slice(MAX_ENDPOINTS)) {
    notes.add(`endpoints beyond ${MAX_ENDPOINTS} of all homes`, idOf(endpoint));
  }
  tellLeftOut(parts, notes);
  return { ...answer, event: { ...event, payload: { endpoints: endpoints.slice(0, MAX_ENDPOINTS) } } };
}
