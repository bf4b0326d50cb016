import { heavyTests } from './heavy-tests.ts';

/** What runs the deploy command against an emulator of AWS; `.ci/deployment.mjs` installs that first. */
export default heavyTests({
  name: 'deployment',
  include: ['apps/lambda/test/deploy/**/*.heavy.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
});
