import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../bridge/json.ts';
import { configurationYaml } from './configuration.ts';
import { furnish } from './furnish.ts';
import { createHomeApi, type HomeApi, type HomeEntity } from './home-api.ts';
import { type InstallOptions, installRealHome } from './install.ts';
import { createMarks, type Marks } from './marks.ts';
import { type HomeProcess, startProcess } from './process.ts';
import { lastLines } from './python/run.ts';
import { launchScript } from './python/scripts.ts';
import { addPerson, signUp } from './sign-up.ts';

export interface RealHomeOptions extends InstallOptions {
  /** How long a start may take; default 120,000. */
  readonly startTimeoutMs?: number | undefined;
  /** Whether its own integration for Alexa is configured; default true. */
  readonly isForAlexa?: boolean | undefined;
}

/** Home Assistant Core itself, running on loopback with its demo's entities. */
export interface RealHome {
  /** `http://127.0.0.1:` and a port that stays the same over restarts. */
  readonly url: string;
  /** A long-lived access token of the owner. */
  readonly token: string;
  readonly version: string;
  /** Milliseconds that its last start took, until it said that it was running. */
  readonly startMs: number;
  readonly api: HomeApi;
  readonly marks: Marks;
  /** Adds a person who is no administrator, and answers a long-lived access token of hers. */
  addPerson(): Promise<string>;
  states(): Promise<readonly HomeEntity[]>;
  /** Throws when there is no such entity. */
  state(entityId: string): Promise<HomeEntity>;
  /** Waits until an entity is as it should be, and answers what it is in the end: after `withinMs` that may be otherwise. */
  settle(entityId: string, isReached: (entity: HomeEntity) => boolean, withinMs?: number): Promise<HomeEntity>;
  /** Ends it as a service manager would; its configuration and users stay. */
  stop(): Promise<void>;
  /** Starts it again after `stop`. */
  start(): Promise<void>;
  /** What its processes wrote. */
  log(): string;
  /** Ends it and removes what it had on the disk; calling it again does nothing more. */
  close(): Promise<void>;
}

const POLL_MS = 50;

/**
 * Installs Home Assistant where that has not been done, starts it with a new configuration in a temporary folder, makes its
 * owner and answers when it runs. It ends with this process at the latest.
 *
 * @throws Error that says what is missing, or with the end of the log when it does not start
 */
export async function openRealHome(options: RealHomeOptions = {}): Promise<RealHome> {
  const { version, python } = await installRealHome(options);
  const { startTimeoutMs = 120_000, isForAlexa = true } = options;
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-home-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'configuration.yaml'), configurationYaml(port, isForAlexa));
  const launcher = join(folder, 'launch.py');
  writeFileSync(launcher, launchScript);
  // What it needs is installed, and a test that reached for the internet would be none.
  const command = [...python, launcher, '--config', folder, '--skip-pip', '--log-no-color'];

  const processes: HomeProcess[] = [];
  let token = '';
  let startMs = 0;
  const launch = async (): Promise<void> => {
    if (processes.length > 0 && processes.at(-1)?.exit() === undefined) return;
    const startedAt = performance.now();
    const home = startProcess(command);
    processes.push(home);
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      // Until it listens, every question is refused.
      while (!(await isSo().catch(() => false))) {
        const isLate = performance.now() - startedAt > startTimeoutMs;
        if (home.exit() === undefined && !isLate) await pause(POLL_MS);
        else {
          await home.stop();
          throw new Error(`Home Assistant ${version} did not start (${home.exit()}):\n${lastLines(home.log(), 60)}`);
        }
      }
    };
    if (token === '') {
      await until(async () => (await fetch(`${url}/api/onboarding`)).ok);
      token = await signUp(url);
    }
    const { get } = createHomeApi(url, token);
    await until(async () => ((await get('/api/config')) as JsonObject).state === 'RUNNING');
    startMs = performance.now() - startedAt;
  };
  const close = async () => {
    await processes.at(-1)?.stop();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await launch();
    const api = createHomeApi(url, token);
    await furnish(api);
    const state = async (entityId: string) => (await api.get(`/api/states/${entityId}`)) as HomeEntity;
    return {
      url,
      token,
      version,
      get startMs() {
        return startMs;
      },
      api,
      marks: createMarks(api),
      addPerson: () => addPerson(url, api),
      states: async () => (await api.get('/api/states')) as readonly HomeEntity[],
      state,
      async settle(entityId, isReached, withinMs = 10_000) {
        const until = performance.now() + withinMs;
        let entity = await state(entityId);
        while (!isReached(entity) && performance.now() < until) {
          await pause(POLL_MS);
          entity = await state(entityId);
        }
        return entity;
      },
      stop: async () => processes.at(-1)?.stop(),
      start: launch,
      log: () => processes.map((one) => one.log()).join(''),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Home Assistant takes no port 0, so one is looked for; the next to ask for one is given another. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
