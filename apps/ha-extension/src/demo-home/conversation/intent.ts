/** What a sentence asks for, in no language. */
export type Intent =
  | { readonly kind: 'turn'; readonly to: 'on' | 'off'; readonly name: string }
  | { readonly kind: 'move'; readonly action: Movement; readonly name: string }
  | { readonly kind: 'level'; readonly name: string; readonly percent: number }
  | { readonly kind: 'target'; readonly degrees: number }
  | { readonly kind: 'ask-temperature'; readonly place: 'inside' | 'outside' }
  | { readonly kind: 'ask-state'; readonly name: string; readonly state: AskedState }
  | { readonly kind: 'ask-lights'; readonly quantity: 'any' | 'all'; readonly state: 'on' | 'off' };

/** What can be done to a lock, a cover or a scene. */
export type Movement = 'lock' | 'unlock' | 'open' | 'close' | 'activate';

/** The states one can ask about. */
export type AskedState = 'on' | 'off' | 'locked' | 'unlocked' | 'open' | 'closed';

/** A pattern and what its groups mean; the groups are named, and those that did not take part read as ''. */
export interface Sentence {
  readonly pattern: RegExp;
  readonly intent: (groups: (name: string) => string) => Intent;
}

/** One language: the sentences it understands and the words of its answers. Names are the entities' own. */
export interface Language {
  /** The two-letter code. */
  readonly code: string;
  readonly sentences: readonly Sentence[];
  /** Words in front of a name that are not part of it. */
  readonly article: RegExp;
  /** What all lights together are called. */
  readonly allLights: RegExp;
  readonly phrases: Phrases;
}

/** The answers. Degrees are Celsius. */
export interface Phrases {
  readonly turned: (to: 'on' | 'off', name: string) => string;
  readonly moved: (action: Movement, name: string) => string;
  readonly level: (name: string, percent: number) => string;
  readonly target: (degrees: number) => string;
  readonly temperature: (degrees: number, place: 'inside' | 'outside') => string;
  readonly yesNo: (yes: boolean) => string;
  readonly notUnderstood: string;
  readonly unknownName: (name: string) => string;
  readonly cannot: (name: string) => string;
}
