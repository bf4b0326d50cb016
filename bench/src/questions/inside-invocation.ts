import { createEnvironment, type Environment, Invocation } from '@hearthgate/kernel';

/**
 * Does the work inside one invocation on an environment for it, as every operation of an event is. Outside of one, each call
 * makes a correlation id of its own.
 */
export function insideInvocation<Result>(work: (environment: Environment) => Promise<Result>): Promise<Result> {
  const environment = createEnvironment({ variables: {} });
  const invocation = new Invocation({ correlationId: 'bench' }, environment.clock);
  return environment.invocations.run(invocation, () => work(environment));
}
