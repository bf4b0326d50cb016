import { failureOfError } from '../bridge/classify.ts';
import { HomeFailure } from '../bridge/failure.ts';
import { member } from '../bridge/json.ts';
import type { HomeSettings, HomeSettingsOffline, HomeSettingsOn } from '../settings/home-settings.ts';
import type { Homes } from '../settings/homes.ts';

/** A home that a message can be for: its person has not switched it off and has said where it is. */
export type ReachableHome = HomeSettingsOn | HomeSettingsOffline;

export function isReachable(home: HomeSettings): home is ReachableHome {
  return home.state === 'on' || home.state === 'offline';
}

/** The home, or the failure that says why there is none to ask. */
export function reachable(home: HomeSettings): ReachableHome {
  if (isReachable(home)) return home;
  throw new HomeFailure(home.state === 'off' ? 'switched-off' : 'no-url');
}

/** The home whose prefix the device's id has: the longest one, as one may be the beginning of another. */
export function homeOfEndpoint(homes: Homes, endpointId: string): ReachableHome {
  const [only] = homes;
  if (homes.length === 1 && (!isReachable(only) || only.endpointPrefix === '')) return reachable(only);
  const [found] = homes
    .filter(isReachable)
    .filter(({ endpointPrefix }) => endpointId.startsWith(endpointPrefix))
    .sort((one, other) => other.endpointPrefix.length - one.endpointPrefix.length);
  if (found === undefined) throw new HomeFailure('unknown-home');
  return found;
}

/** The home whose skill and user a custom-skill request names; of several, the one that names the user. */
function homeOfRequest(homes: Homes, event: unknown): ReachableHome {
  const [only] = homes;
  // Whose skill it is, is checked with the request itself.
  if (homes.length === 1) return reachable(only);
  const { skillId, userId } = callerIn(event);
  const [found] = homes
    .filter(isReachable)
    .map((home) => ({ home, fit: fitOf(home.userIds, userId) * 2 + fitOf(home.skillIds, skillId) }))
    .filter(({ fit }) => fit >= 0)
    .sort((one, other) => other.fit - one.fit);
  if (found === undefined) throw new HomeFailure('unknown-skill');
  return found.home;
}

/** The home that is asked for a custom-skill request, or the failure that says why none is. */
export function homeForSkill(homes: Homes, event: unknown): HomeSettingsOn | HomeFailure {
  try {
    const home = homeOfRequest(homes, event);
    return home.state === 'on' ? home : new HomeFailure('failsafe');
  } catch (error) {
    return failureOfError(error);
  }
}

/** 1 when the list names the id, 0 when any will do, and far below when it names others. */
function fitOf(ids: readonly string[], id: string | undefined): number {
  if (ids.length === 0) return 0;
  return id !== undefined && ids.includes(id) ? 1 : Number.NEGATIVE_INFINITY;
}

function callerIn(event: unknown): { readonly skillId: string | undefined; readonly userId: string | undefined } {
  const system = member(event, 'context', 'System');
  const session = member(event, 'session');
  const idOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    skillId: idOf(member(system.application ?? session.application).applicationId),
    userId: idOf(member(system.user ?? session.user).userId),
  };
}
