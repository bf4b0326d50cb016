/** Where Alexa sends people back to when an account is linked (home-assistant.io, alexa.smart_home, Account Linking). */
export const alexaHosts: readonly { readonly region: string; readonly host: string }[] = [
  { region: 'North America', host: 'pitangui.amazon.com' },
  { region: 'Europe', host: 'layla.amazon.com' },
  { region: 'Far East', host: 'alexa.amazon.co.jp' },
];

export function clientIdOf(host: string): string {
  return `https://${host}/`;
}

/** Of an invented vendor; only its host matters. */
export function redirectOf(host: string): string {
  return `https://${host}/api/skill/link/M0HEARTHGATE00`;
}

/**
 * What is wrong with a client id, in a sentence; undefined when nothing is. Home Assistant takes one that is a URL with the
 * scheme and host of the address that Alexa sends people back to (IndieAuth, 3.2).
 */
export function clientIdProblem(clientId: string): string | undefined {
  const url = URL.parse(clientId);
  if (url === null) return 'It is no URL.';
  if (url.protocol !== 'https:') return 'It does not begin with https://.';
  if (url.username !== '' || url.password !== '' || clientId.includes('#')) {
    return 'It has a user, a password or a # part in it.';
  }
  if (!alexaHosts.some(({ host }) => host === url.host)) return 'Alexa sends nobody back to that host.';
  if (clientId !== clientIdOf(url.host)) {
    return url.pathname === '/' && url.search === ''
      ? 'It lacks the slash at its end, or is not in lower case.'
      : 'It has more than a slash after the host.';
  }
  return undefined;
}
