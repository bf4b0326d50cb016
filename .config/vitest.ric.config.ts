import { heavyTests } from './heavy-tests.ts';

/** What runs under AWS's own runtime client; `.ci/install-ric.mjs` builds that first, which takes most of a minute. */
export default heavyTests({ name: 'ric', include: ['apps/*/test/ric/**/*.ric.ts'] });
