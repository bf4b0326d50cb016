/** One setting as people read of it. */
export interface SettingDescription {
  /** What it takes, and what holds without it. No example that begins as a value may: messages are cleaned of values. */
  readonly takes: string;
  /** Whether its value is hidden in everything that is written. */
  readonly secret?: true;
  readonly group: SettingGroup;
}

export type SettingGroup = 'The home' | 'Token' | 'Network' | 'Alexa' | 'Several homes' | 'Direct mode';

export const PREFIX = 'HOME_ASSISTANT_';

/** All settings, by what follows `HOME_ASSISTANT_`. The table in the README and every message are made from this. */
export const settingTable = {
  ENABLED: { group: 'The home', takes: 'true or false (also yes/no, on/off, 1/0); default true' },
  URL: {
    group: 'The home',
    takes: 'the address of the home, scheme and host, and the path that a proxy puts before it',
  },
  MODE: {
    group: 'The home',
    takes:
      'alexa, or direct for a home without alexa: smart_home:, or failsafe, with which the home is not asked and Alexa hears that it cannot be reached, or diagnostics, with which the bridge itself is a home of one switch; default alexa',
  },
  TIMEOUT_MS: {
    group: 'The home',
    takes: 'how long the home may take for an answer, in milliseconds, 500 to 7500; default 7500',
  },
  TOKEN: {
    group: 'Token',
    secret: true,
    takes: 'a long-lived access token; needed only when account linking is not done by the home itself',
  },
  TOKEN_SOURCE: {
    group: 'Token',
    takes:
      'directive or configured, or both in the order in which they are tried, with a comma between them; default configured when HOME_ASSISTANT_TOKEN is set, else directive',
  },
  CA: { group: 'Network', takes: 'PEM text of a certificate authority to trust, for homes with a private one' },
  FINGERPRINT: {
    group: 'Network',
    takes: 'the SHA-256 fingerprint of the certificate of a home that signs its own, as openssl prints it',
  },
  CLIENT_CERTIFICATE: {
    group: 'Network',
    takes:
      'PEM text of the certificate that is shown to the home (mTLS); the key may follow it or stand in HOME_ASSISTANT_CLIENT_KEY',
  },
  CLIENT_KEY: { group: 'Network', secret: true, takes: 'PEM text of the key of that certificate' },
  CLIENT_PFX: {
    group: 'Network',
    secret: true,
    takes: 'certificate and key in one PFX (PKCS #12) file, in base64, in place of the two',
  },
  CLIENT_PASSPHRASE: { group: 'Network', secret: true, takes: 'the passphrase of the key or of the PFX file' },
  ACCESS_CLIENT_ID: { group: 'Network', takes: 'the client id of a service token of Cloudflare Access' },
  ACCESS_CLIENT_SECRET: { group: 'Network', secret: true, takes: 'the client secret of that service token' },
  PROXY: {
    group: 'Network',
    secret: true,
    takes:
      'the proxy on the way to the home, with the scheme socks5h, http or https, host and port; it looks up the name of the home',
  },
  PROXY_READY_MS: {
    group: 'Network',
    takes: 'how long a proxy that is still starting is waited for, in milliseconds, 0 to 7000; default 3000',
  },
  FAMILY: {
    group: 'Network',
    takes: '4, 6, prefer-4 or prefer-6: which addresses of the home are used; default all of them',
  },
  DISCOVERY_FALLBACK: {
    group: 'Alexa',
    takes:
      'true or false: whether Alexa is shown the devices that were found last while the home is away; default true',
  },
  OPTIMISTIC_SCENES: {
    group: 'Alexa',
    takes:
      'true or false: whether a scene or script that the home has got, and is not done with after 3 seconds, counts as started; default false',
  },
  SKILL_IDS: {
    group: 'Alexa',
    takes: 'skill ids that may use the custom skill, separated by commas; default any',
  },
  AGENT_ID: {
    group: 'Alexa',
    takes: 'the id of the conversation agent that answers the custom skill; default the one of the home',
  },
  LANGUAGE: {
    group: 'Alexa',
    takes: 'the language in which the home understands sentences, such as de; default that of the Alexa device',
  },
  PROGRESSIVE: {
    group: 'Alexa',
    takes:
      'after how many milliseconds without an answer of the home the custom skill says that it takes a moment, 500 to 7000; or off; default 2500',
  },
  USER_IDS: {
    group: 'Several homes',
    takes: 'Alexa user ids of the custom skill whose home this is, separated by commas; default any',
  },
  ENDPOINT_PREFIX: {
    group: 'Several homes',
    takes: 'up to 20 letters, digits and hyphens that stand before the ids of all devices of this home; default none',
  },
  EXPOSE: {
    group: 'Direct mode',
    takes:
      'what Alexa sees: domain:NAME, area:NAME, label:NAME or entity:ID, separated by commas; default all that is known and not hidden in the home',
  },
  HIDE: {
    group: 'Direct mode',
    takes: 'what Alexa does not see, in the same form; it wins over HOME_ASSISTANT_EXPOSE; default nothing',
  },
} as const;

export type SettingName = keyof typeof settingTable;

export const settingNames: readonly SettingName[] = Object.keys(settingTable) as SettingName[];

/** What each takes, by its whole name. */
export const settingDescriptions: Readonly<Record<string, string>> = Object.fromEntries(
  settingNames.map((name): [string, SettingDescription['takes']] => [`${PREFIX}${name}`, settingTable[name].takes]),
);

/** Settings whose values are hidden. */
export const secretSettings: ReadonlySet<string> = new Set(
  Object.entries<SettingDescription>(settingTable).flatMap(([name, { secret }]) => (secret ? [name] : [])),
);

/** The settings as Markdown, a table for each group: what the README holds. */
export function settingsMarkdown(): string {
  const groups = [...new Set(settingNames.map((name) => settingTable[name].group))];
  return groups
    .map((group) => {
      const rows = settingNames
        .filter((name) => settingTable[name].group === group)
        .map((name) => `| \`${PREFIX}${name}\` | ${settingTable[name].takes} |`);
      return [`**${group}**`, '', '| setting | what it takes |', '| --- | --- |', ...rows].join('\n');
    })
    .join('\n\n');
}
