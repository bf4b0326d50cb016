import type { ShutdownWatch } from '@hearthgate/contracts';
import type { Clock, Variables } from '@hearthgate/kernel';
import { withinTime } from '../time-limit.ts';
import { registerExtension } from './internal-extension.ts';

/** Where signals come from and how the process ends; the process itself, unless a test says otherwise. */
export interface ShutdownHost {
  readonly onSigterm: (run: () => void) => void;
  readonly end: () => void;
}

/** This process. */
export function createProcessHost(): ShutdownHost {
  let stop = () => {};
  return {
    onSigterm(run) {
      let isRunning = false;
      const listen = () => {
        if (!isRunning) run();
        isRunning = true;
      };
      // Listens to the end, so that whoever else in this process cleans up can tell that this one has not ended yet.
      process.on('SIGTERM', listen);
      stop = () => void process.off('SIGTERM', listen);
    },
    // Sent again when nobody listens any more, it ends the process: `process.exit` would wait for AWS's runtime client,
    // which is waiting for the next event.
    end() {
      stop();
      if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
    },
  };
}

export interface ShutdownSupport {
  readonly clean: () => Promise<unknown>;
  readonly finish: () => unknown;
  readonly onFailure: (what: string, error: unknown) => void;
}

/** Waits for SIGTERM, and gives cleanups the little time that Lambda leaves after it. */
export class Shutdown {
  readonly #clock: Clock;
  readonly #host: ShutdownHost;
  readonly #limitMs: number;
  #watching: Promise<ShutdownWatch> | undefined;

  constructor(clock: Clock, host: ShutdownHost, limitMs: number) {
    this.#clock = clock;
    this.#host = host;
    this.#limitMs = limitMs;
  }

  /** Listens the first time; later callers get the same answer, and what they pass is ignored. */
  watch(extensionName: string, variables: Variables, support: ShutdownSupport): Promise<ShutdownWatch> {
    if (this.#watching === undefined) {
      this.#host.onSigterm(() => void this.#run(support));
      this.#watching = registerExtension(extensionName, variables);
    }
    return this.#watching;
  }

  async #run({ clean, finish, onFailure }: ShutdownSupport): Promise<void> {
    const startedAt = this.#clock.elapsed();
    const attempt = async (what: string, limitMs: number, work: () => unknown) => {
      try {
        await withinTime(this.#clock, limitMs, what, (async () => work())(), 'the time left by shutdownMs');
      } catch (error) {
        onFailure(what, error);
      }
    };
    // A part is kept for `finish`, which writes what the cleanups had to say.
    await attempt('Cleanup before the end of the environment', this.#limitMs * 0.75, clean);
    const leftMs = Math.max(1, this.#limitMs - (this.#clock.elapsed() - startedAt));
    await attempt('The last step before the end of the environment', leftMs, finish);
    this.#host.end();
  }
}
