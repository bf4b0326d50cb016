import type { Gateways, LambdaContext } from '@hearthgate/contracts';
import { createExtension, type Extension } from '@hearthgate/ha-extension';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { type Composition, compose } from '@hearthgate/kernel';
import { createManualClock, type ManualClock } from '@hearthgate/testing';
import { gatewayFactories } from '../../src/composition.ts';
import { registerRoutes } from '../../src/routes.ts';
import { settingName } from '../support/setting-name.ts';
import type { Corpus } from './home/corpus.ts';
import { createMadeUpHome, type MadeUpHome } from './home/made-up-home.ts';
import { ACCESS_SECRET, CONFIGURED_TOKEN } from './secrets.ts';

/** One environment of the function, with a made-up home in the place of the network and a clock that is moved by hand. */
export interface World {
  readonly name: string;
  readonly clock: ManualClock;
  readonly home: MadeUpHome;
  /** Takes the lines that were written since it was asked last. */
  readonly takeLines: () => readonly string[];
  readonly handler: Handler;
}

export type Handler = (event: unknown, context: LambdaContext) => Promise<unknown>;
/** Puts a handler in the place of the function's own: what the planted defects do. */
export type Wrap = (handler: Handler, write: (line: string) => void) => Handler;

const URL = 'https://home.example.com';
const access = {
  [settingName('ACCESS_CLIENT_ID')]: 'access-id-1',
  [settingName('ACCESS_CLIENT_SECRET')]: ACCESS_SECRET,
};
const direct = { [settingName('MODE')]: 'direct' };

/** The ways in which a function is set up that differ in what they ask and hide. */
const setups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'configured token': { ...variablesFor({ url: URL, token: CONFIGURED_TOKEN }), ...access },
  "directive's token, all lines": { ...variablesFor({ url: URL }), LOG_LEVEL: 'debug' },
  'direct mode, configured token': {
    ...variablesFor({ url: URL, token: CONFIGURED_TOKEN }),
    ...direct,
  },
  "direct mode, directive's token": {
    ...variablesFor({ url: URL }),
    ...direct,
    [settingName('HIDE')]: 'area:garage,label:secret',
  },
  'two homes, both tokens': {
    ...variablesFor({ url: URL, token: CONFIGURED_TOKEN }),
    [settingName('TOKEN_SOURCE')]: 'directive,configured',
    [settingName('OPTIMISTIC_SCENES')]: 'true',
    ...Object.fromEntries(
      Object.entries({
        ...variablesFor({ url: 'https://cabin.example.com', token: CONFIGURED_TOKEN }),
        ...direct,
        ...access,
      }).map(([name, value]) => [`${name}__CABIN`, value]),
    ),
    [`${settingName('ENDPOINT_PREFIX')}__CABIN`]: 'B-',
  },
};

export const worldCount: number = Object.keys(setups).length;

export function createWorlds(corpus: Corpus, wrap: Wrap = (handler) => handler): readonly World[] {
  return Object.entries(setups).map(([name, variables]) => createWorld(name, variables, corpus, wrap));
}

function createWorld(name: string, variables: Readonly<Record<string, string>>, corpus: Corpus, wrap: Wrap): World {
  const clock = createManualClock();
  const home = createMadeUpHome(corpus, clock);
  let lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const options = { clock, variables, random: createRandom(), destination: { write } };
  const composition: Composition<Gateways> = compose<Gateways>(
    {
      ...gatewayFactories({ ...options, checks: () => extension.health() }, () => composition.gateways),
      'http-client': () => home.http,
    },
    options,
  );
  const extension: Extension = createExtension(composition);
  registerRoutes(composition, extension);
  return {
    name,
    clock,
    home,
    handler: wrap((event, context) => composition.gateways.lambda.operations.eventHandler({ event, context }), write),
    takeLines() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}

/** The same numbers in every run: a case has to be repeatable. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
