import type { Variables } from '@hearthgate/kernel';
import { startDemoHome } from '../demo-home/index.ts';
import { demoSamples, discovery, realSamples, type SampleEvent } from './sample-events.ts';

/** A home that a locally running function can use. */
export interface LocalHome {
  /** What was found, a sentence a line, for the terminal. */
  readonly description: readonly string[];
  /** Environment variables for the function. */
  readonly variables: Readonly<Record<string, string>>;
  /** What must never be printed. */
  readonly secrets: readonly string[];
  /** The event that asks for all devices. */
  readonly discovery: SampleEvent;
  /** Further events to try, made for the devices that were discovered. On a real home they change nothing. */
  samples(discoveryAnswer: unknown): readonly SampleEvent[];
  close(): Promise<void>;
}

/**
 * The home that the variables name, or a demo home when they name none.
 *
 * @throws Error when there is an address but no token, or one that is not to be used: a directive made by hand has none
 * that the home would know.
 */
export async function openLocalHome(variables: Variables): Promise<LocalHome> {
  const given = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      name.startsWith('HOME_ASSISTANT_') && value?.trim() ? [[name, value.trim()]] : [],
    ),
  );
  const url = given.HOME_ASSISTANT_URL;
  const token = given.HOME_ASSISTANT_TOKEN;
  if (url === undefined) return openDemoHome(given);
  if (token === undefined) {
    throw new Error(
      'HOME_ASSISTANT_URL is set, but HOME_ASSISTANT_TOKEN is not. Make a long-lived access token in Home Assistant ' +
        '(your profile, Security) and set it, or unset the address to use the demo home.',
    );
  }
  if (given.HOME_ASSISTANT_TOKEN_SOURCE?.toLowerCase() === 'directive') {
    throw new Error(
      'HOME_ASSISTANT_TOKEN_SOURCE is directive, but directives made by hand have no token that the home would know, ' +
        'and each refused one counts towards a ban. Unset it here, or unset the address to use the demo home.',
    );
  }
  return {
    description: [
      `Home: ${printableAddress(url)} (from HOME_ASSISTANT_URL), with the token from HOME_ASSISTANT_TOKEN.`,
    ],
    variables: withConfiguredAlone(given),
    secrets: [token],
    discovery: discovery(),
    samples: realSamples,
    close: async () => {},
  };
}

/** Of both sources of a token the one that the home knows is left, as each refused one counts towards a ban. */
function withConfiguredAlone(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const source = given.HOME_ASSISTANT_TOKEN_SOURCE?.toLowerCase() ?? '';
  const hasBoth = source.includes('directive') && source.includes('configured');
  return hasBoth ? { ...given, HOME_ASSISTANT_TOKEN_SOURCE: 'configured' } : given;
}

/** Without user, password and query, which a person may have put there. */
function printableAddress(text: string): string {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return url !== null && isWeb ? (url.origin + url.pathname).replace(/\/+$/, '') : 'an address that is no URL';
}

async function openDemoHome(given: Readonly<Record<string, string>>): Promise<LocalHome> {
  const home = await startDemoHome({ acceptTokens: 'any' });
  const names = home.entities().map(({ attributes, entity_id }) => String(attributes.friendly_name ?? entity_id));
  return {
    description: [
      `Home: a demo home at ${home.url} with ${names.length} entities: ${names.join(', ')}.`,
      'Set HOME_ASSISTANT_URL and HOME_ASSISTANT_TOKEN to use your own.',
    ],
    variables: { ...given, HOME_ASSISTANT_URL: home.url, HOME_ASSISTANT_TOKEN: home.token },
    secrets: [home.token],
    discovery: discovery(),
    samples: demoSamples,
    close: () => home.close(),
  };
}

/** The variables that point a function at a home. For tests and tools that run the function against a server of theirs. */
export function variablesFor(home: {
  readonly url: string;
  readonly token?: string | undefined;
  /** PEM text. */
  readonly ca?: string | undefined;
}): Readonly<Record<string, string>> {
  return {
    HOME_ASSISTANT_URL: home.url,
    ...(home.token === undefined ? {} : { HOME_ASSISTANT_TOKEN: home.token }),
    ...(home.ca === undefined ? {} : { HOME_ASSISTANT_CA: home.ca }),
  };
}
