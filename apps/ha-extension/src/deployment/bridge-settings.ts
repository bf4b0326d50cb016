import type { Variables } from '@hearthgate/kernel';
import type { HomeSettings } from '../settings/home-settings.ts';
import { homesSchema, secretsIn } from '../settings/homes.ts';
import { PREFIX } from '../settings/setting-table.ts';

/** What a deployment has to know of the bridge's settings before it does anything. */
export interface BridgeCheck {
  /** Settings that are wrong, each with the mend; never with the value. */
  readonly problems: readonly { readonly name: string; readonly message: string }[];
  readonly homes: readonly DeployedHome[];
}

/** A home behind the function, as far as it may be shown. */
export interface DeployedHome {
  /** What the person calls it; empty for the one whose settings have no suffix. */
  readonly name: string;
  /** Without user, password and query; `undefined` when none is set or it is kept elsewhere. */
  readonly address: string | undefined;
  /** What the home is for the function, in a few words. */
  readonly description: string;
  /** Whether the function holds a token of its own for it, so that it can be asked without Alexa. */
  readonly hasToken: boolean;
}

/** A value that only says where the real one is kept. */
const REFERENCE = /^(?:parameters|secrets):\S+$/;

/** Whether a variable is a setting of the bridge, known or not. */
export function isBridgeSetting(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Whether the value of a setting of the bridge must be kept out of templates, environments and terminals. */
export function isSecretBridgeSetting(name: string): boolean {
  return secretsIn({ [name]: name }).length > 0;
}

/** Judges the settings as the function will, as far as their values are here and not kept elsewhere. */
export async function checkBridgeSettings(variables: Variables): Promise<BridgeCheck> {
  const settings = withoutHalves(
    Object.fromEntries(Object.entries(variables).filter(([name]) => isBridgeSetting(name))),
  );
  const result = await homesSchema['~standard'].validate(settings);
  if (result.issues === undefined) {
    return { problems: [], homes: result.value.map((home) => describe(home, settings)) };
  }
  const problems = result.issues
    .map(({ path, message }) => ({ name: String(path?.[0] ?? ''), message }))
    .filter(({ name }) => !REFERENCE.test(settings[name]?.trim() ?? ''));
  // What is kept elsewhere can only be judged by the function, so it is left out and the rest is judged again.
  if (problems.length > 0) return { problems, homes: [] };
  const elsewhere = new Set(result.issues.map(({ path }) => String(path?.[0] ?? '')));
  const { homes, problems: others } = await checkBridgeSettings(
    Object.fromEntries(Object.entries(settings).filter(([name]) => !elsewhere.has(name))),
  );
  return { problems: others, homes: homes.map((home) => (home.address === undefined ? keptElsewhere(home) : home)) };
}

/** Settings that are judged together, by what decides about the others: each that is matched, with the home's suffix. */
const TOGETHER: readonly { readonly decides: RegExp; readonly others: RegExp }[] = [
  { decides: /^HOME_ASSISTANT_CLIENT_[A-Z]+(.*)$/, others: /^HOME_ASSISTANT_CLIENT_[A-Z]+(.*)$/ },
  { decides: /^HOME_ASSISTANT_MODE(.*)$/, others: /^HOME_ASSISTANT_(?:EXPOSE|HIDE)(.*)$/ },
];

/** Without those about which something decides that is kept elsewhere, so that nobody can judge them here. */
function withoutHalves(settings: Variables): Variables {
  const undecided = TOGETHER.flatMap(({ decides, others }) =>
    Object.entries(settings).flatMap(([name, value]) => {
      const suffix = REFERENCE.test(value?.trim() ?? '') ? decides.exec(name)?.[1] : undefined;
      return suffix === undefined ? [] : [{ suffix, others }];
    }),
  );
  const canBeJudged = (name: string) => !undecided.some(({ suffix, others }) => others.exec(name)?.[1] === suffix);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => canBeJudged(name)));
}

function keptElsewhere(home: DeployedHome): DeployedHome {
  return { ...home, description: 'its address is kept elsewhere' };
}

function describe(home: HomeSettings, settings: Variables): DeployedHome {
  const { name } = home;
  const base = { name, address: undefined, hasToken: false };
  switch (home.state) {
    case 'off':
      return { ...base, description: 'switched off' };
    case 'no-url':
      return { ...base, description: `no address yet: set ${PREFIX}URL` };
    case 'offline':
      return { ...base, description: 'not asked (failsafe)' };
    case 'on': {
      if (home.url === '') return { ...base, description: 'a switch of the bridge itself (diagnostics)' };
      const token = home.tokenSources.join(', then ');
      const hasToken = home.tokenSources.includes('configured');
      const where = REFERENCE.test(settings[`${PREFIX}TOKEN${name === '' ? '' : `__${name}`}`]?.trim() ?? '');
      const how = token
        .replace('directive', 'the token of account linking')
        .replace('configured', where ? 'a token that is kept elsewhere' : 'a token of its own');
      return { name, address: printable(home.url), description: `asked with ${how}`, hasToken };
    }
  }
}

function printable(text: string): string {
  const url = new URL(text);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
