import { installRic } from './install-ric.mjs';
import { installRie } from './install-rie.mjs';
import { runAlone } from './lib/step.mjs';
import { runVitest } from './vitest.mjs';

/** Runs the built function under AWS's own runtime client and emulator, which are built first where that has not been done. */
export async function ricStep() {
  const { built, seconds } = installRic();
  const emulator = installRie() ? "and AWS's emulator" : "(no Go here, so not under AWS's emulator)";
  const counts = await runVitest('.config/vitest.ric.config.ts', 'ric-details.json');
  const client = built ? `, the client built in ${seconds.toFixed(0)} s` : '';
  return { ...counts, summary: `${counts.summary} under aws-lambda-ric ${emulator}${client}` };
}

await runAlone(import.meta, ricStep);
