import { withinTime } from '@hearthgate/kernel';
import type { ExtensionState, Turn } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { budgetMs, spentMs } from './deadline.ts';
import { HomeFailure } from './failure.ts';
import { type HomeRequest, requestHome } from './home-client.ts';
import { type Credential, credentialsFor } from './token.ts';

/** What is asked of the home, whatever the token. */
export type HomeQuestion = Pick<HomeRequest, 'method' | 'path' | 'body' | 'talk' | 'ownToken' | 'toleratesSlow'>;

/**
 * Asks the home for one message, with the tokens that may be sent for its sender, and answers its JSON. One that the home
 * refuses is followed by the next; a configured one that was changed meanwhile where it is kept is tried anew. What came
 * for a sender for whom nobody vouches is remembered. In the mode `diagnostics` the home is one of the bridge's own.
 * Throws `HomeFailure`, nothing else; also at once.
 */
export function askHome(
  parts: ExtensionState,
  settings: HomeSettingsOn,
  turn: Turn,
  question: HomeQuestion,
): Promise<unknown> {
  const { gateways, environment } = parts;
  if (settings.mode === 'diagnostics') {
    return import('../diagnostics/virtual-home.ts').then(({ askVirtualHome }) =>
      askVirtualHome(parts, settings, turn, question),
    );
  }
  const credentials = credentialsFor(settings, question.ownToken, turn.trusted);
  const ask =
    (by: HomeSettingsOn) =>
    ({ token }: Credential) =>
      requestHome(gateways, environment, by, { token, remainingMs: turn.remainingMs(), ...question });
  if (!turn.trusted) return askForStranger(parts, settings, () => ask(settings)(credentials[0]));
  const answer =
    credentials.length === 1
      ? ask(settings)(credentials[0])
      : firstAccepted(parts, settings, credentials, ask(settings));
  return answer.catch(async (error: unknown) => {
    if (!isRefusal(error) || !credentials.some(({ source }) => source === 'configured')) throw error;
    const leftMs = budgetMs(turn.remainingMs(), spentMs(environment));
    const renewed = await withinTime(leftMs, parts.renewedSettings(settings), environment.clock, () => undefined);
    if (renewed?.token === undefined || renewed.token === settings.token) throw error;
    return ask(renewed)({ source: 'configured', token: renewed.token });
  });
}

/** What the home answers to the first that it takes; one that it refused lately is left out where there is another. */
async function firstAccepted(
  { gateways, refusedTokens }: ExtensionState,
  { name }: HomeSettingsOn,
  credentials: readonly [Credential, ...Credential[]],
  ask: (credential: Credential) => Promise<unknown>,
): Promise<unknown> {
  const refused = refusedTokens(name);
  const hashOf = ({ token }: Credential) => gateways.utility.operations.hash({ value: token });
  const fresh = credentials.filter((one) => !refused.has(hashOf(one)));
  const [first, second] = fresh.length === 0 ? credentials : fresh;
  if (first === undefined || second === undefined) return ask(first ?? credentials[0]);
  try {
    return await ask(first);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    refused.add(hashOf(first));
    return ask(second);
  }
}

async function askForStranger({ strangers }: ExtensionState, { name }: HomeSettingsOn, ask: () => Promise<unknown>) {
  const gate = strangers(name);
  gate.check();
  try {
    const answer = await ask();
    gate.accepted();
    return answer;
  } catch (error) {
    if (isRefusal(error)) gate.refused();
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof HomeFailure && error.kind === 'unauthorized';
}
