// Loaded on demand, so that the names can be read on any Node, also when nothing is installed.

/** The test command, in order. Every step answers a `StepResult`. */
export const testSteps = {
  build: async () => (await import('./build.mjs')).buildStep(),
  lint: async () => (await import('./lint.mjs')).lintStep(),
  typecheck: async () => (await import('./build.mjs')).typecheckStep(),
  'import-law': async () => (await import('./import-law.mjs')).importLawStep(),
  vitest: async () => (await import('./vitest.mjs')).vitestStep(),
  'emitted-types': async () => (await import('./emitted-types.mjs')).emittedTypesStep(),
  'readme-code': async () => (await import('./readme-code.mjs')).readmeCodeStep(),
  'size-budget': async () => (await import('./size-budget.mjs')).sizeBudgetStep(),
  'pack-check': async () => (await import('./pack-check.mjs')).packCheckStep(),
  changesets: async () => (await import('./changeset-status.mjs')).changesetStatusStep(),
};

/** What `.ci/run` runs after the test command, because it takes minutes. */
export const heavySteps = {
  alone: async () => (await import('./alone.mjs')).aloneStep(),
  ric: async () => (await import('./ric.mjs')).ricStep(),
  home: async () => (await import('./home.mjs')).homeStep(),
  deployment: async () => (await import('./deployment.mjs')).deploymentStep(),
  external: async () => (await import('./external.mjs')).externalStep(),
  soak: async () => (await import('./soak.mjs')).soakStep(),
  bench: async () => (await import('./bench.mjs')).benchStep(),
};
