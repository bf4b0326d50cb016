import { ChainRegistry } from './chain.ts';
import { type Clock, systemClock } from './clock.ts';
import { createInvocationScope, type InvocationScope } from './invocation.ts';
import { SecretSet } from './redaction/secret-set.ts';
import { residentMemory } from './resident-memory.ts';
import { Statistics } from './statistics.ts';

/** Environment variables, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What all gateways of a composition stand on. */
export interface Environment {
  readonly clock: Clock;
  /** A number from 0 to below 1. Not for secrets. */
  readonly random: () => number;
  readonly variables: Variables;
  readonly invocations: InvocationScope;
  readonly statistics: Statistics;
  readonly chains: ChainRegistry;
  /** Secrets to hide in everything that is written, as long as the composition lives. */
  readonly secrets: SecretSet;
  /** Resident memory in bytes; no older than a second. */
  readonly residentBytes: () => number;
  /** Whether operations write a start line. The logging gateway turns it on with level `debug`. */
  readonly tracing: { enabled: boolean };
}

export type EnvironmentOptions = Partial<Pick<Environment, 'clock' | 'random' | 'variables'>>;

/** A new environment; what is not given is the machine's own. */
export function createEnvironment(options: EnvironmentOptions = {}): Environment {
  const clock = options.clock ?? systemClock;
  return {
    clock,
    random: options.random ?? Math.random,
    variables: options.variables ?? process.env,
    invocations: createInvocationScope(),
    statistics: new Statistics(),
    chains: new ChainRegistry(),
    secrets: new SecretSet(),
    residentBytes: residentMemory(clock),
    tracing: { enabled: false },
  };
}

/** The secrets to hide in whatever is written now: the composition's, and those of the current invocation. The list never changes. */
export function knownSecrets({ secrets, invocations }: Environment): readonly string[] {
  const invocation = invocations.current();
  return invocation === undefined ? secrets.listBehind() : invocation.secretsBehind(secrets);
}
