import { GatewayError } from '@hearthgate/kernel';
import type { ExtensionParts } from '../extension-parts.ts';
import type { HomeSettings, HomeSettingsOn } from '../settings/home-settings.ts';
import type { Homes } from '../settings/homes.ts';
import type { SettingsSource } from '../settings/settings-source.ts';
import { type Finding, failed, ok, warning } from './check.ts';
import { homeChecks } from './checks/index.ts';
import { type DoctorOptions, examine } from './examination.ts';
import { checkFunction } from './function-check.ts';
import { type CheckResult, type DoctorReport, type HomeReport, reportOf } from './report.ts';
import { type Listener, takeStep } from './result.ts';
import { runChecks } from './run-checks.ts';

/**
 * Looks at the settings, at the function, and at each home from the wire up. Never throws for what it looks at; what it
 * answers holds no secret.
 */
export async function runDoctor(
  parts: ExtensionParts,
  source: SettingsSource,
  options: DoctorOptions,
  listener: Listener = {},
): Promise<DoctorReport> {
  const { environment } = parts;
  const { clock } = environment;
  const { place, remainingMs = () => Infinity } = options;
  const startedAtMs = clock.now();
  const checks: CheckResult[] = [];
  const general = async (name: string, find: () => Finding | Promise<Finding>): Promise<void> => {
    checks.push((await takeStep(parts, listener, undefined, name, find)).result);
  };
  let homes: readonly HomeSettings[] = [];
  await general('settings', async () => {
    try {
      const all = await source.read();
      homes = all.filter((home) => options.home === undefined || home.name === options.home);
      return describeSettings(all, homes, options.home);
    } catch (error) {
      return wrongSettings(error);
    }
  });
  await general('function', () => checkFunction(environment, place, remainingMs));

  const reports: HomeReport[] = [];
  for (const settings of homes) {
    if (!isThere(settings)) continue;
    const results = await runChecks(examine(parts, asItWillBe(settings), options), homeChecks, listener);
    reports.push({ name: settings.name, address: settings.url, checks: results });
  }
  return reportOf({ place, startedAtMs, durationMs: clock.now() - startedAtMs, checks, homes: reports });
}

function describeSettings(all: Homes, chosen: readonly HomeSettings[], wanted: string | undefined): Finding {
  if (chosen.length === 0) {
    const names = all.map(({ name }) => (name === '' ? 'the one without a name' : name)).join(', ');
    return failed(
      `There is no home ${wanted}.`,
      `The settings know ${names}.`,
      'Name one of them, as it is written after the two underscores of its settings.',
    );
  }
  const on = chosen.filter(isThere);
  const off = chosen.filter((home) => !isThere(home)).map(whyNot);
  const saw = [on.length === 1 ? 'One home is configured.' : `${on.length} homes are configured.`, ...off].join(' ');
  if (on.length === 0) {
    return failed(
      saw,
      'No home is asked, and Alexa hears that devices cannot be reached.',
      'Set HOME_ASSISTANT_URL, and neither HOME_ASSISTANT_ENABLED=false nor HOME_ASSISTANT_MODE=failsafe.',
    );
  }
  if (off.length > 0) return warning(saw, 'The others are not asked.', 'Set them right if they should be.');
  return ok(saw, 'All settings can be read.');
}

/** In the mode `diagnostics` there may be no address of a home. */
function isThere(home: HomeSettings): home is HomeSettingsOn {
  return home.state === 'on' && home.url !== '';
}

/** While the bridge itself answers, the doctor still looks at the home, which is why somebody chose that mode. */
function asItWillBe(home: HomeSettingsOn): HomeSettingsOn {
  return home.mode === 'diagnostics' ? { ...home, mode: 'alexa' } : home;
}

function whyNot({ name, state }: HomeSettings): string {
  const why = {
    off: 'is switched off',
    'no-url': 'has no address',
    offline: 'is in the mode failsafe',
    on: 'has no address',
  };
  return `Home ${name === '' ? 'without a name' : name} ${why[state]}.`;
}

function wrongSettings(error: unknown): Finding {
  const message = error instanceof GatewayError ? error.message : 'They cannot be read.';
  return failed(
    message.replace(/^Configuration [\w-]+: /, ''),
    'The function answers every directive with an error until this is mended.',
    'Set right each setting that is named; the README of the extension lists them all.',
  );
}
