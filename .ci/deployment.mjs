import { installAwsEmulator } from './install-aws-emulator.mjs';
import { runAlone } from './lib/step.mjs';
import { runVitest } from './vitest.mjs';

/** Deploys, upgrades, rolls back and removes with the real command against an emulator of AWS on this machine. */
export async function deploymentStep() {
  const { installed, seconds } = installAwsEmulator();
  const counts = await runVitest('.config/vitest.deployment.config.ts', 'deployment-details.json');
  const how = installed ? `, installed in ${seconds.toFixed(0)} s` : '';
  return { ...counts, summary: `${counts.summary} against an emulator of AWS${how}` };
}

await runAlone(import.meta, deploymentStep);
