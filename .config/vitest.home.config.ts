import { heavyTests } from './heavy-tests.ts';

/** What runs against a real home; `.ci/home.mjs` installs that first, which takes two minutes. */
export default heavyTests({
  name: 'home',
  include: ['apps/lambda/test/home/**/*.heavy.ts'],
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 150_000,
});
