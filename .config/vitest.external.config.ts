import { heavyTests } from './heavy-tests.ts';

/** What runs against servers of DynamoDB's and Redis' protocols; it takes most of a minute. */
export default heavyTests({
  name: 'external',
  include: ['{packages,apps}/*/test/external/**/*.heavy.ts'],
  fileParallelism: false,
});
