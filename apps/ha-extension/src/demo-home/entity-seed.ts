import type { JsonObject } from './json.ts';
import type { ServiceCall } from './services/service-call.ts';

/** An entity as it is declared before the home starts. */
export interface EntitySeed {
  readonly entityId: string;
  readonly state: string;
  readonly attributes: JsonObject;
  /** Further names by which a sentence may call it. */
  readonly aliases?: readonly string[];
  /** What activating it does; scenes only. */
  readonly scene?: readonly ServiceCall[];
}
