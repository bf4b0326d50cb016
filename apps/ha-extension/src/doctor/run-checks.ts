import { type Check, type Finding, failed, skippedWithRest } from './check.ts';
import type { Examination } from './examination.ts';
import type { CheckResult } from './report.ts';
import { type Listener, takeStep } from './result.ts';

/** Less than this is not enough for a step, and has to be left for the report. */
const LEAST_MS = 750;

/**
 * Runs the checks one after the other. One that needs another which failed is skipped and says which; so is one for which
 * no time is left.
 */
export async function runChecks(
  home: Examination,
  checks: readonly Check[],
  listener: Listener,
): Promise<CheckResult[]> {
  const { name, url: address } = home.settings;
  const results: CheckResult[] = [];
  /** By the name of a check, the one at which it went wrong. */
  const causes = new Map<string, string>();
  for (const check of checks) {
    const { finding, result } = await takeStep(
      home,
      listener,
      { name, address },
      check.name,
      () => blocked(check, causes) ?? late(check, home) ?? settled(check, home),
    );
    if (finding.state === 'failed') causes.set(check.name, check.name);
    else if (finding.blocks === true) causes.set(check.name, causeOf(check, causes) ?? check.name);
    results.push(result);
  }
  return results;
}

function causeOf({ needs }: Check, causes: ReadonlyMap<string, string>): string | undefined {
  const need = needs.find((name) => causes.has(name));
  return need === undefined ? undefined : causes.get(need);
}

function blocked(check: Check, causes: ReadonlyMap<string, string>): Finding | undefined {
  const cause = causeOf(check, causes);
  return cause === undefined ? undefined : skippedWithRest('Not checked.', `It needs "${cause}" in order first.`);
}

function late({ readsFirstAnswer }: Check, { remainingMs, hasFirstAnswer }: Examination): Finding | undefined {
  if (remainingMs() > LEAST_MS || (readsFirstAnswer === true && hasFirstAnswer())) return undefined;
  return skippedWithRest(
    'Not checked: the time of the function was nearly over.',
    'The steps before it took all of it.',
    'Give the function a longer timeout for this once, or run the doctor at the command line.',
  );
}

async function settled(check: Check, home: Examination): Promise<Finding> {
  try {
    return await check.run(home);
  } catch (error) {
    // Its message may quote anything.
    const kind = error instanceof Error ? error.name : typeof error;
    return failed(
      `The step itself failed (${kind}).`,
      'That is a defect of the doctor, not of the home.',
      'Please report it with this line.',
    );
  }
}
