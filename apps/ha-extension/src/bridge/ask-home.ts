import type { ExtensionState, Turn } from '../extension-parts.ts';
import { HomeFailure } from './failure.ts';
import { chooseToken, type HomeRequest, type HomeSettingsOn, postToHome } from './home-client.ts';

/**
 * Asks the home for one message, with the token that belongs to its sender, and answers its JSON. What came for a sender
 * for whom nobody vouches is remembered. Throws `HomeFailure`, nothing else.
 */
export async function askHome(
  { gateways, environment, strangers }: ExtensionState,
  settings: HomeSettingsOn,
  turn: Turn,
  { path, body, ownToken }: Pick<HomeRequest, 'path' | 'body' | 'ownToken'>,
): Promise<unknown> {
  const token = chooseToken(settings, ownToken, turn.trusted);
  const post = () =>
    postToHome(gateways, environment, settings, { path, body, token, ownToken, remainingMs: turn.remainingMs() });
  if (turn.trusted) return post();
  strangers.check();
  try {
    const answer = await post();
    strangers.accepted();
    return answer;
  } catch (error) {
    if (error instanceof HomeFailure && error.kind === 'unauthorized') strangers.refused();
    throw error;
  }
}
