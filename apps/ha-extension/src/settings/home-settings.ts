import { readAddress } from './address.ts';
import { type ConnectionSettings, readConnection } from './connection.ts';
import { type ExposureSettings, readExposure } from './exposure.ts';
import type { SettingReader } from './setting-reader.ts';

/** Which access token is sent to the home. */
export type TokenSource = 'directive' | 'configured';

/** Settings of a home that is asked. */
export interface HomeSettingsOn {
  readonly state: 'on';
  /** What the person calls it; empty for the one whose settings have no suffix. */
  readonly name: string;
  /**
   * `alexa`: through the home's own Alexa integration. `direct`: through its states and services. `diagnostics`: a home of
   * one switch that the bridge itself is.
   */
  readonly mode: 'alexa' | 'direct' | 'diagnostics';
  /** Without a slash at the end; a path prefix is kept. Empty in the mode `diagnostics` without an address. */
  readonly url: string;
  readonly token: string | undefined;
  /** In the order in which they are tried. */
  readonly tokenSources: readonly [TokenSource, ...TokenSource[]];
  /** How long the home may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly connection: ConnectionSettings;
  /** Skill ids that may call; empty: any. */
  readonly skillIds: readonly string[];
  /** Alexa user ids whose home it is; empty: any. */
  readonly userIds: readonly string[];
  /** What stands before the ids of its devices; empty: nothing. */
  readonly endpointPrefix: string;
  readonly conversation: ConversationSettings;
  /** Of use in the mode `direct`. */
  readonly exposure: ExposureSettings;
  /** Whether the devices that were found last are shown while the home is away. */
  readonly discoveryFallback: boolean;
  /** Whether a scene that the home has got counts as started. */
  readonly optimisticScenes: boolean;
}

export interface ConversationSettings {
  readonly agentId: string | undefined;
  /** Instead of the language of the request. */
  readonly language: string | undefined;
  /** How long the person waits in silence before Alexa says that it takes a moment; `undefined`: for ever. */
  readonly progressiveAfterMs: number | undefined;
}

/** Settings of a home that is not asked, because its person said so. */
export interface HomeSettingsOffline
  extends Pick<
    HomeSettingsOn,
    'name' | 'skillIds' | 'userIds' | 'endpointPrefix' | 'token' | 'tokenSources' | 'discoveryFallback'
  > {
  readonly state: 'offline';
}

/** What the person configured for one home. */
export type HomeSettings =
  | { readonly state: 'off'; readonly name: string }
  | { readonly state: 'no-url'; readonly name: string }
  | HomeSettingsOffline
  | HomeSettingsOn;

const MODES = ['alexa', 'direct', 'failsafe', 'diagnostics'] as const;

export function readHome(name: string, reader: SettingReader): HomeSettings {
  if (!reader.boolean('ENABLED', true)) return { state: 'off', name };
  const mode = reader.choice('MODE', MODES, 'alexa');
  const address = reader.text('URL');
  const token = readToken(reader);
  const who = {
    name,
    skillIds: reader.list('SKILL_IDS'),
    userIds: reader.list('USER_IDS'),
    endpointPrefix: readPrefix(reader),
    token,
    tokenSources: readTokenSources(reader, token),
    discoveryFallback: reader.boolean('DISCOVERY_FALLBACK', true),
  };
  if (mode === 'failsafe') return { state: 'offline', ...who };
  if (address === undefined && mode !== 'diagnostics') return { state: 'no-url', name };
  const exposure = readExposure(reader);
  if (mode === 'alexa') refuseExposure(exposure, reader);
  return {
    state: 'on',
    mode,
    ...who,
    url: address === undefined ? '' : readAddress(address, reader.report),
    timeoutMs: reader.milliseconds('TIMEOUT_MS', 500, 7_500, 7_500),
    connection: readConnection(reader),
    conversation: {
      agentId: reader.text('AGENT_ID'),
      language: readLanguage(reader),
      progressiveAfterMs: readProgressive(reader),
    },
    // The rules are for the devices of the home, not for that of the bridge.
    exposure: mode === 'diagnostics' ? { expose: [], hide: [] } : exposure,
    optimisticScenes: reader.boolean('OPTIMISTIC_SCENES', false),
  };
}

/** Whoever hides a lock must not believe that it is hidden where nothing reads that. */
function refuseExposure({ expose, hide }: ExposureSettings, { report }: SettingReader): void {
  const problem =
    'It is read in the mode direct only; in the mode alexa, Home Assistant has its own filter (alexa: smart_home: filter:).';
  if (expose.length > 0) report('EXPOSE', problem);
  if (hide.length > 0) report('HIDE', problem);
}

function readToken(reader: SettingReader): string | undefined {
  const token = reader.text('TOKEN');
  if (token !== undefined && !/^[^"'`\P{ASCII}\p{Cc}\s]+$/u.test(token)) {
    reader.report('TOKEN', 'The token has quotes, white space or characters outside ASCII in it; paste it without.');
  }
  return token;
}

function readTokenSources(reader: SettingReader, token: string | undefined): HomeSettingsOn['tokenSources'] {
  const [first, ...others] = reader.list('TOKEN_SOURCE').map((one) => one.toLowerCase());
  if (first === undefined) return [token === undefined ? 'directive' : 'configured'];
  const isSource = (one: string): one is TokenSource => one === 'directive' || one === 'configured';
  if (!isSource(first) || !others.every(isSource)) {
    reader.report('TOKEN_SOURCE', 'It is neither directive nor configured.');
    return ['directive'];
  }
  if ([first, ...others].includes('configured') && token === undefined) {
    reader.report('TOKEN', 'HOME_ASSISTANT_TOKEN_SOURCE is configured, but no token is.');
  }
  return [first, ...others.filter((one) => one !== first).slice(0, 1)];
}

function readPrefix(reader: SettingReader): string {
  const prefix = reader.text('ENDPOINT_PREFIX') ?? '';
  if (/^[A-Za-z0-9-]{0,20}$/.test(prefix)) return prefix;
  reader.report('ENDPOINT_PREFIX', 'It has other characters in it, or more than 20.');
  return '';
}

function readLanguage(reader: SettingReader): string | undefined {
  const language = reader.text('LANGUAGE');
  if (language === undefined || /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) return language;
  reader.report('LANGUAGE', 'It is no language tag.');
  return undefined;
}

const PROGRESSIVE_AFTER_MS = 2_500;

/** A number of milliseconds, or yes and no in the words of any switch. */
function readProgressive(reader: SettingReader): number | undefined {
  if (/^\d{2,}$/.test(reader.text('PROGRESSIVE') ?? '')) {
    return reader.milliseconds('PROGRESSIVE', 500, 7_000, PROGRESSIVE_AFTER_MS);
  }
  return reader.boolean('PROGRESSIVE', true) ? PROGRESSIVE_AFTER_MS : undefined;
}
