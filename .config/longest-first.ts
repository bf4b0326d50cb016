import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, by how its path ends: begun last, one of them would keep a single core busy at the end. */
const LONGEST = [
  'fuzz/fuzz.test.ts',
  'faults/faults.test.ts',
  'singleton/test/leak.test.ts',
  'soak/planted-defects.test.ts',
  'fuzz/planted-defects.test.ts',
  'built/start-command.test.ts',
  'doctor/inside-the-home.test.ts',
  'doctor/healthy.test.ts',
  '.ci/test/pack-check.test.mjs',
];

/** Test files in vitest's own order, but for those that take longest, which go first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((end) => moduleId.endsWith(end));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
