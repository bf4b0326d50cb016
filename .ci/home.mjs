import { installRealHome } from '../apps/ha-extension/src/real-home/index.ts';
import { installRic } from './install-ric.mjs';
import { runAlone } from './lib/step.mjs';
import { runVitest } from './vitest.mjs';

/**
 * Runs the built function, under AWS's own runtime client, against a real home, which is installed first from PyPI: the
 * newest release for this machine's Python, or the one that HEARTHGATE_HOME_VERSION names. With `newest` it gets a Python
 * of its own in a Debian of its own, which takes root and debootstrap:
 *
 *     HEARTHGATE_HOME_VERSION=newest node .ci/home.mjs
 */
export async function homeStep() {
  installRic();
  const { version, installed, seconds } = await installRealHome();
  const counts = await runVitest('.config/vitest.home.config.ts', 'home-details.json');
  const how = installed ? `, installed in ${seconds.toFixed(0)} s` : '';
  return { ...counts, summary: `${counts.summary} against Home Assistant ${version}${how}` };
}

await runAlone(import.meta, homeStep);
