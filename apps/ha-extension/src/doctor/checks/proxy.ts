import { type Check, failed, ok, skipped } from '../check.ts';

const PHASES: ReadonlySet<string | undefined> = new Set(['dns', 'connect', 'proxy']);

/** Tailscale's, for instance. */
const ONLY_INSIDE = ' If it runs inside of the function only, ask the function ("check":"homes").';

/** Whether the proxy is there, takes the credentials and opens the way. */
export const proxy: Check = {
  name: 'proxy',
  needs: ['tcp'],
  async run(home) {
    const address = home.settings.connection.proxy;
    if (address === undefined) return skipped('None is configured.', 'The home is called directly.');
    const { protocol, host } = new URL(address);
    const { error } = await home.firstAnswer();
    const isProxy = error?.code === 'HTTP_PROXY_FAILED' || (error !== undefined && PHASES.has(error.phase));
    const seen = `${protocol}//${host}`;
    if (!isProxy) return ok(`${seen} opened the way to the home.`, 'The proxy runs and lets through.');
    const elsewhere = home.place === 'command-line' && error.reason === 'ECONNREFUSED' ? ONLY_INSIDE : '';
    const todo = mend(error.reason, home.settingName('PROXY')) + elsewhere;
    return failed(`${seen}: ${error.message}`, meaning(error.reason), todo);
  },
};

function meaning(reason: string | undefined): string {
  if (reason === 'credentials') return 'The proxy is there, but does not accept user name and password.';
  if (reason === 'not-a-proxy') return 'Something else than such a proxy listens at that address.';
  if (reason !== undefined && /^status-/.test(reason))
    return 'The proxy is there, but refuses or cannot open the way to the home.';
  if (reason === 'ECONNREFUSED') return 'Nothing listens at the address of the proxy.';
  return 'The proxy did not open the way to the home.';
}

function mend(reason: string | undefined, setting: string): string {
  if (reason === 'credentials') return `Put the right user name and password into ${setting}, percent-encoded.`;
  if (reason === 'not-a-proxy') return `Check scheme, host and port in ${setting}.`;
  if (reason !== undefined && /^status-/.test(reason))
    return 'Allow the host and port of the home in the proxy, and check that it can reach them itself.';
  return `Start the proxy, or check scheme, host and port in ${setting}.`;
}
