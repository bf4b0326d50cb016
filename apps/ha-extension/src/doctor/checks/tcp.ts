import type { LookupAddress } from 'node:dns';
import { portOf } from '../addresses.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import type { Examination } from '../examination.ts';

const TIMEOUT_MS = 3_000;

interface Attempt {
  readonly address: string;
  readonly ms: number;
  /** Absent when the connection stood. */
  readonly code?: string | undefined;
}

/** Whether something listens at the port, at each address that may be used. */
export const tcp: Check = {
  name: 'tcp',
  needs: ['family'],
  async run(home) {
    const { family, proxy } = home.settings.connection;
    if (proxy !== undefined) return skipped('Not tried here.', 'The proxy connects to the home.');
    const port = portOf(home.url);
    const usable = (home.facts.addresses ?? []).filter((one) => typeof family !== 'number' || one.family === family);
    const attempts = await Promise.all(
      usable.map((one) => attempt(one, port, Math.min(TIMEOUT_MS, home.remainingMs()))),
    );
    return judge(home, port, attempts);
  },
};

function attempt({ address }: LookupAddress, port: number, limitMs: number): Promise<Attempt> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = process.getBuiltinModule('node:net').connect({ host: address, port });
    const end = (code?: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ address, ms: Math.round(performance.now() - startedAt), code });
    };
    const timer = setTimeout(() => end('ETIMEDOUT'), limitMs);
    socket.once('connect', () => end());
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

const NO_WAY: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EINVAL']);
const WHY: Readonly<Record<string, string>> = { ECONNREFUSED: 'refused', ETIMEDOUT: 'no answer' };

function judge(
  { url, settings, settingName, place }: Examination,
  port: number,
  attempts: readonly Attempt[],
): Finding {
  const lines = attempts.map(({ address, ms, code }) =>
    code === undefined ? `${address} connected in ${ms} ms` : `${address}: ${WHY[code] ?? code}`,
  );
  const saw = `Port ${port}: ${lines.join('; ')}.`;
  const bad = attempts.filter(({ code }) => code !== undefined);
  if (bad.length === 0) return ok(saw, 'Something listens there.');
  if (bad.length < attempts.length) {
    const isFamily = new Set(bad.map(({ address }) => address.includes(':'))).size === 1;
    const other = bad[0]?.address.includes(':') ? 4 : 6;
    return warning(
      saw,
      'Not all addresses of the home lead to it, which costs time or fails now and then.',
      isFamily && settings.connection.family === undefined
        ? `Set ${settingName('FAMILY')}=${other}, or take the dead address out of DNS.`
        : 'Take the dead addresses out of DNS.',
    );
  }
  if (bad.some(({ code }) => code === 'ECONNREFUSED')) {
    return failed(
      saw,
      `The machine is there, but nothing listens at port ${port}.`,
      `Check that Home Assistant or the proxy before it runs, the port in ${settingName('URL')}, and the port forwarding.`,
    );
  }
  if (bad.every(({ code }) => code !== undefined && NO_WAY.has(code))) {
    return failed(
      saw,
      `There is no way from ${place === 'function' ? 'the function' : 'this machine'} to that network, as there is none over IPv6 without IPv6.`,
      'Check the network here, and that the address is one of the internet.',
    );
  }
  return failed(
    saw,
    `Packets to ${url.hostname} are lost: a firewall, a missing port forwarding, or a machine that is off.`,
    'Check firewall and port forwarding of the router. If the provider shares addresses (CGNAT), use a tunnel. From inside of the home, some routers do not lead back: try from a phone without Wi-Fi.',
  );
}
