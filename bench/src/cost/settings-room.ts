import { assumptions } from './assumptions.ts';

/** What the deployment itself puts into a function's environment, with a table. */
const OWN: Readonly<Record<string, string>> = {
  LOG_LEVEL: 'info',
  HEARTHGATE_CACHE_TABLE: 'hearthgate-CacheTable-1ABCDEFGHIJKL',
  HEARTHGATE_ENCRYPTION_KEY: 'parameters:/hearthgate/HEARTHGATE_ENCRYPTION_KEY',
};

/** The settings of so many homes as the deployment writes them: tokens are kept elsewhere, and named. */
export function homeVariables(homes: number, hasTokens: boolean): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: homes }, (_, number) => number + 1).flatMap((number) => [
      [`HOME_ASSISTANT_URL__H${number}`, `https://home${number}.example.org`],
      [`HOME_ASSISTANT_ENDPOINT_PREFIX__H${number}`, `h${number}-`],
      ...(hasTokens
        ? [[`HOME_ASSISTANT_TOKEN__H${number}`, `parameters:/hearthgate/HOME_ASSISTANT_TOKEN__H${number}`]]
        : []),
    ]),
  );
}

/** Bytes that Lambda counts against its limit: of names and values. */
export function environmentBytes(variables: Readonly<Record<string, string>>): number {
  return Object.entries(variables).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
}

/** How many homes a function has room for in its environment. */
export function mostHomes(hasTokens: boolean): number {
  const room = assumptions.environmentBytes - environmentBytes(OWN);
  let homes = 0;
  while (environmentBytes(homeVariables(homes + 1, hasTokens)) <= room) homes += 1;
  return homes;
}
