import { expect } from 'vitest';
import type { DoctorOptions } from '../../../src/doctor/examination.ts';
import type { CheckState } from '../../../src/doctor/report.ts';
import { type Diagnosis, diagnose, wordsOf } from './diagnose.ts';

export interface SetUp {
  /** Without a token, that of the demo home is missing. */
  readonly settings: Readonly<Record<string, string>>;
  readonly options?: Partial<DoctorOptions>;
  /** What must hold besides. */
  readonly also?: (diagnosis: Diagnosis) => void;
}

/** One broken set-up: what is wrong, how it is made, at which step it shows, how grave it is, and the words that tell it. */
export type Row = readonly [wrong: string, make: () => Promise<SetUp>, check: string, state: CheckState, words: RegExp];

/** Looks at the set-up: it has to be diagnosed as what it is, first of all, and no secret may be told. */
export async function expectDiagnosis([, make, check, state, words]: Row): Promise<void> {
  const { settings, options, also } = await make();
  const diagnosis = await diagnose(settings, options);
  const result = diagnosis.of(check);
  expect({ state: result.state, firstFailed: diagnosis.firstFailed }, wordsOf(result)).toEqual({
    state,
    firstFailed: state === 'failed' ? check : undefined,
  });
  expect(wordsOf(result)).toMatch(words);
  if (state !== 'skipped') expect(result.todo).toMatch(/\w{3}/);
  expect(diagnosis.verdict).toBe(state === 'failed' ? 'failed' : 'warning');
  const everything = JSON.stringify(diagnosis);
  for (const secret of secretsIn(settings)) expect(everything).not.toContain(secret);
  also?.(diagnosis);
}

function secretsIn(settings: Readonly<Record<string, string>>): readonly string[] {
  const isSecret = /TOKEN$|SECRET$|PASSPHRASE$|_KEY$/;
  const values = Object.entries(settings).flatMap(([name, value]) => (isSecret.test(name) ? [value] : []));
  const password = URL.parse(settings.HOME_ASSISTANT_PROXY ?? '')?.password ?? '';
  return [...values, password].filter((value) => value.length > 7);
}
