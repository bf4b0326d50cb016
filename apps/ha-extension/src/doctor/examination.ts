import type { LookupAddress } from 'node:dns';
import type { JsonObject } from '../bridge/json.ts';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeSettingsOn } from '../settings/home-settings.ts';
import { PREFIX, type SettingName } from '../settings/setting-table.ts';
import { type Answer, type Asker, createAsker, type HomeCall } from './ask.ts';
import type { Place } from './report.ts';

/** What the doctor is told besides the settings. */
export interface DoctorOptions {
  readonly place: Place;
  /** The one home to look at; default all. */
  readonly home?: string | undefined;
  /** The client id that was typed in at Amazon's developer console. */
  readonly clientId?: string | undefined;
  /** Milliseconds until the work has to be over; default without end. */
  readonly remainingMs?: (() => number) | undefined;
}

/** What earlier checks leave for later ones. */
export interface Facts {
  addresses?: readonly LookupAddress[];
  /** `GET /api/config` of the home. */
  config?: JsonObject;
  /** What the home answered to a Discover directive, and how long that took. */
  discovery?: { readonly event: JsonObject; readonly answer: unknown; readonly durationMs: number };
}

/** One home while it is looked at. */
export interface Examination extends ExtensionParts {
  readonly settings: HomeSettingsOn;
  readonly url: URL;
  readonly place: Place;
  readonly clientId: string | undefined;
  readonly remainingMs: () => number;
  readonly facts: Facts;
  readonly ask: Asker;
  /** The first answer of the home: to `GET /auth/providers`, which needs no token and never counts as a failed login. */
  readonly firstAnswer: () => Promise<Answer>;
  /** Whether that answer, or its failure, is there. */
  readonly hasFirstAnswer: () => boolean;
  /** The answer to `GET /api/`, the only request with the token that may be refused. */
  readonly apiAnswer: () => Promise<Answer>;
  /** The whole name of a setting of this home. */
  readonly settingName: (name: SettingName) => string;
}

export const OPEN_PATH = '/auth/providers';

export function examine(parts: ExtensionParts, settings: HomeSettingsOn, options: DoctorOptions): Examination {
  const { place, clientId, remainingMs = () => Infinity } = options;
  const ask = createAsker(parts, settings, remainingMs);
  const once = (call: HomeCall): (() => Promise<Answer>) => {
    let answer: Promise<Answer> | undefined;
    return () => {
      answer ??= ask(call);
      return answer;
    };
  };
  const first = once({ path: OPEN_PATH });
  let hasFirstAnswer = false;
  return {
    ...parts,
    settings,
    url: new URL(settings.url),
    place,
    clientId,
    remainingMs,
    facts: {},
    ask,
    async firstAnswer() {
      const answer = await first();
      hasFirstAnswer = true;
      return answer;
    },
    hasFirstAnswer: () => hasFirstAnswer,
    apiAnswer: once({ path: '/api/', withToken: true }),
    settingName: (name) => `${PREFIX}${name}${settings.name === '' ? '' : `__${settings.name}`}`,
  };
}
