import type { StandardSchema, StandardSchemaIssue } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';

/** Which access token is sent to the home. */
export type TokenSource = 'directive' | 'configured';

/** What the person configured, read from environment variables. */
export type HomeSettings =
  | { readonly state: 'off' }
  | { readonly state: 'no-url' }
  | {
      readonly state: 'on';
      /** Without a slash at the end; a path prefix is kept. */
      readonly url: string;
      readonly token: string | undefined;
      readonly tokenSource: TokenSource;
      /** Skill ids that may call; empty: any. */
      readonly skillIds: readonly string[];
      /** PEM text of certificates to trust instead of the public ones. */
      readonly ca: string | undefined;
    };

/** The settings, for messages and for the README's table. */
export const settingDescriptions = {
  HOME_ASSISTANT_ENABLED: 'true or false (also yes/no, on/off, 1/0); default true',
  // No example address: what a message shares with the value is hidden in it, and any address begins alike.
  HOME_ASSISTANT_URL: 'the address of the home, scheme and host, and the path that a proxy puts before it',
  HOME_ASSISTANT_TOKEN: 'a long-lived access token; needed only when account linking is not done by the home itself',
  HOME_ASSISTANT_TOKEN_SOURCE:
    'directive or configured: which token is sent; default configured when HOME_ASSISTANT_TOKEN is set, else directive',
  HOME_ASSISTANT_SKILL_IDS: 'skill ids that may use the custom skill, separated by commas; default any',
  HOME_ASSISTANT_CA: 'PEM text of a certificate authority to trust, for homes with a private one',
} as const;

export type SettingName = keyof typeof settingDescriptions;

const PREFIX = 'HOME_ASSISTANT_';

/** Without their common beginning: a message loses what it shares with a value, and `home` stands in most addresses. */
const endings = Object.keys(settingDescriptions).map((name) => name.slice(PREFIX.length));

/** Environment variables to settings. Issues name the setting and the mend, and never repeat the value. */
export const homeSettingsSchema: StandardSchema<HomeSettings> = {
  '~standard': {
    version: 1,
    vendor: 'hearthgate',
    validate(input) {
      const issues: StandardSchemaIssue[] = [];
      const variables = input as Variables;
      const unknown = Object.keys(variables).filter(
        (name) => name.startsWith(PREFIX) && !Object.hasOwn(settingDescriptions, name),
      );
      for (const name of unknown) {
        issues.push({ message: `There is no such setting; the names end in ${endings.join(', ')}.`, path: [name] });
      }
      const value = readSettings(variables, (setting, problem) =>
        issues.push({ message: `${problem} It takes ${settingDescriptions[setting]}.`, path: [setting] }),
      );
      return issues.length > 0 ? { issues } : { value };
    },
  },
};

type Report = (setting: SettingName, problem: string) => void;

function readSettings(variables: Variables, report: Report): HomeSettings {
  const text = (name: SettingName) => variables[name]?.trim() || undefined;

  if (!readBoolean(text('HOME_ASSISTANT_ENABLED'), report)) return { state: 'off' };
  const address = text('HOME_ASSISTANT_URL');
  if (address === undefined) return { state: 'no-url' };

  const token = text('HOME_ASSISTANT_TOKEN');
  if (token !== undefined && !/^[^"'`\P{ASCII}\p{Cc}\s]+$/u.test(token)) {
    report(
      'HOME_ASSISTANT_TOKEN',
      'The token has quotes, white space or characters outside ASCII in it; paste it without.',
    );
  }
  const source = text('HOME_ASSISTANT_TOKEN_SOURCE')?.toLowerCase();
  if (source !== undefined && source !== 'directive' && source !== 'configured') {
    report('HOME_ASSISTANT_TOKEN_SOURCE', 'It is neither directive nor configured.');
  }
  if (source === 'configured' && token === undefined) {
    report('HOME_ASSISTANT_TOKEN', 'HOME_ASSISTANT_TOKEN_SOURCE is configured, but no token is.');
  }
  const ca = text('HOME_ASSISTANT_CA');
  return {
    state: 'on',
    url: readUrl(address, report),
    token,
    tokenSource: source === 'directive' || source === 'configured' ? source : token ? 'configured' : 'directive',
    skillIds: (text('HOME_ASSISTANT_SKILL_IDS') ?? '').split(/[\s,]+/).filter(Boolean),
    ca: ca === undefined ? undefined : readCertificates(ca, report),
  };
}

const TRUE = ['true', 'yes', 'on', '1', 'y', 't', 'enabled'];
const FALSE = ['false', 'no', 'off', '0', 'n', 'f', 'disabled'];

function readBoolean(text: string | undefined, report: Report): boolean {
  if (text === undefined || TRUE.includes(text.toLowerCase())) return true;
  if (!FALSE.includes(text.toLowerCase())) report('HOME_ASSISTANT_ENABLED', 'It is neither yes nor no.');
  return false;
}

function readUrl(text: string, report: Report): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    const fix = /^[\w.-]+(:\d+)?(\/|$)/.test(text) ? 'It lacks https:// at the front.' : 'It is not a URL.';
    report('HOME_ASSISTANT_URL', fix);
    return text;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    report('HOME_ASSISTANT_URL', 'It begins with neither https:// nor http://.');
  }
  if (url.username !== '' || url.password !== '') {
    report('HOME_ASSISTANT_URL', 'It has a user or password in it; use HOME_ASSISTANT_TOKEN.');
  }
  if (url.search !== '' || url.hash !== '') {
    report('HOME_ASSISTANT_URL', 'It has a ? or # part; leave that out.');
  }
  // People paste the address of an API call; everything before /api is what is meant.
  return (url.origin + url.pathname.replace(/\/api(\/.*)?$/, '')).replace(/\/+$/, '');
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g;

/**
 * Certificates as TLS takes them. A field for one line, such as that of a console, joins their lines or leaves `\n`
 * between them, and TLS passes over what it cannot read without a word.
 */
function readCertificates(text: string, report: Report): string {
  const certificates = [...text.matchAll(CERTIFICATE)].map(([, body = '']) => {
    const lines = body.replace(/\\[rn]|\s/g, '').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  });
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    report('HOME_ASSISTANT_CA', 'It holds no PEM certificate, or one that cannot be read.');
  }
  return certificates.join('');
}

function isCertificate(pem: string): boolean {
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
