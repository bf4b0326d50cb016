import type { HomeSettingsOn } from '../settings/home-settings.ts';
import type { Asked } from './answer/asked.ts';

/** Directives that have one deadline and one way out when it is over. */
export type DirectiveKind = 'discovery' | 'grant' | 'report' | 'scene' | 'optimistic-scene' | 'control';

export interface DirectivePolicy {
  /** How long the home may take for the whole directive, in milliseconds; never more than `budgetMs` allows. */
  readonly limitMs: number;
  /**
   * What is answered when the home was reached and is not done: the error `too-slow`, that the scene has started, or the
   * devices that were found last.
   */
  readonly whenSlow: 'error' | 'started' | 'last-known';
}

/** What Alexa waits for, less the margin: nothing is gained by giving up sooner on what a person waits for. */
const FULL_MS = 7_500;

/**
 * One policy for each kind of directive. A lock, an alarm panel or a garage door is never said to have done what the home
 * has not confirmed. A scene is only started (Alexa.SceneController: the answer is `ActivationStarted`), and for that it is
 * enough that the home has it.
 */
export const directivePolicies: Readonly<Record<DirectiveKind, DirectivePolicy>> = {
  /** Something is left of the time for the devices that were found last. */
  discovery: { limitMs: 7_000, whenSlow: 'last-known' },
  /** The home asks Amazon for tokens of its own in that time. */
  grant: { limitMs: FULL_MS, whenSlow: 'error' },
  report: { limitMs: FULL_MS, whenSlow: 'error' },
  scene: { limitMs: FULL_MS, whenSlow: 'error' },
  /** With `HOME_ASSISTANT_OPTIMISTIC_SCENES`: time for a connection, and a moment for an error of the home. */
  'optimistic-scene': { limitMs: 3_000, whenSlow: 'started' },
  control: { limitMs: FULL_MS, whenSlow: 'error' },
};

const KINDS: ReadonlyMap<string, DirectiveKind> = new Map<string, DirectiveKind>([
  ['Alexa.Discovery Discover', 'discovery'],
  ['Alexa.Authorization AcceptGrant', 'grant'],
  ['Alexa ReportState', 'report'],
  ['Alexa.SceneController Activate', 'scene'],
  ['Alexa.SceneController Deactivate', 'scene'],
]);

export function policyFor({ kind: asked }: Asked, { optimisticScenes }: HomeSettingsOn): DirectivePolicy {
  const kind = KINDS.get(asked) ?? 'control';
  return directivePolicies[kind === 'scene' && optimisticScenes ? 'optimistic-scene' : kind];
}
