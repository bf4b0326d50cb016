import type { GenericOperation, InitializationGateway, InitializationOperations } from '@hearthgate/contracts';
import {
  createEnvironment,
  createGateway,
  type Invocation,
  MIN_SECRET_LENGTH,
  randomUuid,
  standalone,
  type Wiring,
} from '@hearthgate/kernel';
import { Configurations } from './config/configuration.ts';
import { Secrets } from './config/secrets.ts';
import { SettingSources, textsIn } from './config/setting-sources.ts';
import { Life } from './execution/life.ts';
import { readMemory } from './execution/memory.ts';
import { createProcessHost, Shutdown } from './execution/shutdown.ts';
import { checkHealth, statusOf } from './health.ts';
import { checkOptions, type InitializationOptions } from './options.ts';
import { createAlone, type InitializationPorts } from './ports.ts';
import { runCleanups, runResumes } from './startup/cleanup.ts';
import { Startup } from './startup/startup.ts';
import { reportResume, reportThrough } from './startup/startup-report.ts';

const ASKED = Symbol('@hearthgate/initialization:asked');

/** @throws GatewayError `KERNEL_INVALID_PARAMS` when an option is out of range. */
export function createInitializationGateway(
  options: InitializationOptions = {},
  wiring: Wiring<InitializationPorts> = {},
): InitializationGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock, variables, secrets: hidden } = environment;
  const { sources, sourceTimeoutMs, resumeThresholdMs, shutdownMs, extensionName } = checkOptions(options);
  const type = options.initializationType ?? variables.AWS_LAMBDA_INITIALIZATION_TYPE ?? 'unknown';
  const startup = new Startup(clock, type);
  const life = new Life(clock, type, resumeThresholdMs);
  const values = new SettingSources(clock, sources, sourceTimeoutMs);
  const configurations = new Configurations(variables, values, randomUuid(environment.random));
  const secrets = new Secrets(variables, values);
  const shutdown = new Shutdown(clock, options.shutdownHost ?? createProcessHost(), shutdownMs);
  let cleaning: Promise<unknown> = Promise.resolve();
  let resuming: Promise<void> | undefined;
  /** Start-up as it was asked for; it begins a turn later where the singleton peer sees to it. */
  let starting: Promise<unknown> | undefined;

  const hideThrough = (peers: InitializationPorts) => (value: string) => {
    if (value.length < MIN_SECRET_LENGTH || hidden.has(value)) return;
    for (const text of [value, ...textsIn(value)]) {
      if (text.length >= MIN_SECRET_LENGTH) peers.security.registerSecret({ value: text, scope: 'composition' });
    }
  };
  const warnThrough = (peers: InitializationPorts) => (message: string, error?: unknown) =>
    peers.logging.log({ level: 'warning', message, ...(error !== undefined && { error }) });
  const clean = async (peers: InitializationPorts) => {
    const warn = warnThrough(peers);
    // One after the other: who calls while another cleans up waits until that has ended.
    const cleaned = cleaning.then(() =>
      runCleanups(startup.takeCleanups(), clock, (name, error) => warn(`Cleanup of stage "${name}" failed`, error)),
    );
    cleaning = cleaned;
    return cleaned;
  };
  const resume = (peers: InitializationPorts, skippedMs: number) => {
    const warn = warnThrough(peers);
    const stages = startup.succeeded;
    resuming = (resuming ?? Promise.resolve()).then(async () => {
      await runResumes(stages, clock, (name, error) => warn(`Resume of stage "${name}" failed`, error));
      reportResume(peers, skippedMs);
    });
  };

  return createGateway<InitializationOperations, InitializationPorts>(
    {
      name: 'initialization',
      alone: createAlone(environment),
      operations: {
        registerStage: (params) => startup.register(params),
        lambdaInit: (_, { peers, invocation }) => {
          const skippedMs = life.look();
          const hadStarted = startup.begun !== undefined;
          const isRestored = isFirstCall(invocation) && life.enter(skippedMs !== undefined, hadStarted);
          if (skippedMs !== undefined || isRestored) resume(peers, skippedMs ?? 0);
          const run = () => startup.run(reportThrough(peers));
          const started = startup.begun ?? peers.singleton.executeOnce({ key: 'initialization:start-up', run });
          starting = started;
          if (resuming === undefined) return started;
          return Promise.all([started, resuming]).then(([report]) => report);
        },
        lambdaCleanup: async (_, { peers }) => {
          await (startup.begun ?? starting?.catch(() => undefined));
          return clean(peers);
        },
        getStages: () => startup.stages,
        getConfig: async (params, { peers }) => configurations.get(params, peers, hideThrough(peers)),
        reloadConfig: async (params, { peers }) => configurations.reload(params?.name, peers, hideThrough(peers)),
        getSecret: async (params, { peers }) => secrets.get(params, hideThrough(peers), warnThrough(peers)),
        watchShutdown: async (params, { peers }) => {
          const watch = await shutdown.watch(extensionName, variables, {
            // Not after start-up: what still runs when the process is told to end has no time left to end in.
            clean: () => clean(peers),
            finish: () => params?.finish?.(),
            onFailure: warnThrough(peers),
          });
          if (watch.extension === 'refused') {
            const message = `SIGTERM may not arrive, so cleanups may not run. ${watch.reason}`;
            peers.logging.log({ level: 'info', message });
          }
          return watch;
        },
        memoryStatus: () => readMemory(variables),
        environmentStatus: () => life.status,
        healthCheck: async () =>
          checkHealth(startup.report, readMemory(variables), [...configurations.stale, ...secrets.stale]),
        getStatus: () => statusOf(startup.report, life.status, [...configurations.stale, ...secrets.stale]),
      },
    },
    { ...wiring, environment },
  );
}

/** Whether start-up is asked for the first time in this invocation; outside of one there is nothing to count. */
function isFirstCall(invocation: Invocation | undefined): boolean {
  const asked = invocation?.state(ASKED, () => ({ times: 0 }));
  if (asked === undefined) return false;
  asked.times += 1;
  return asked.times === 1;
}

/** Any operation of a gateway that stands alone, made on first use. */
export const genericInitializationOperation: GenericOperation<InitializationOperations> = standalone(() =>
  createInitializationGateway(),
);
