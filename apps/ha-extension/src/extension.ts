import type { HealthCheckItem } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { HomeFailure } from './bridge/failure.ts';
import { createStrangerGate } from './bridge/stranger-gate.ts';
import type { ExtensionParts, ExtensionState, Turn } from './extension-parts.ts';
import { type HomeSettings, homeSettingsSchema } from './settings.ts';

/** The extension as the function composes it. Nothing here throws; every answer is a valid Alexa message. */
export interface Extension {
  /** Answers a Smart Home v3 directive. */
  smartHome(event: unknown, turn: Turn): Promise<unknown>;
  /** Answers a custom-skill request. */
  skill(event: unknown, turn: Turn): Promise<unknown>;
  /** How the home did lately, without asking it. */
  health(): Promise<HealthCheckItem>;
  /** Reads the settings, and loads and checks what they will need. For a start-up stage; throws when they are wrong. */
  prepare(): Promise<void>;
}

const SETTINGS_TTL_MS = 300_000;

export function createExtension(given: ExtensionParts): Extension {
  const { gateways, environment } = given;
  const parts: ExtensionState = { gateways, environment, strangers: createStrangerGate(environment.clock) };
  const { initialization, security } = parts.gateways;
  const readSettings = async () => {
    const params = { schema: homeSettingsSchema, name: 'home-assistant', ttlMs: SETTINGS_TTL_MS };
    const settings = await initialization.operations.getConfig(params);
    // Short tokens cannot be hidden by value; by name they still are.
    if (settings.state === 'on' && settings.token !== undefined && settings.token.length >= 8) {
      security.operations.registerSecret({ value: settings.token });
    }
    return settings;
  };

  return {
    async smartHome(event, turn) {
      // Loaded on first use: a function with the bridge switched off never pays for it.
      const { answerDirective, answerFailure } = await import('./bridge/smart-home.ts');
      const settings = await settle(readSettings);
      return settings instanceof HomeFailure
        ? answerFailure(parts, event, settings, turn)
        : answerDirective(parts, settings, event, turn);
    },
    async skill(event, turn) {
      const { answerSkill } = await import('./skill/answer-skill.ts');
      return answerSkill(parts, await settle(readSettings), event, turn);
    },
    async health() {
      const settings = await settle(readSettings);
      const { describeHealth } = await import('./bridge/health.ts');
      return describeHealth(parts, settings);
    },
    async prepare() {
      const settings = await readSettings();
      if (settings.state !== 'on') return;
      const check = await security.operations.checkUrl({ url: settings.url, allowPrivate: true, allowHttp: true });
      if (!check.allowed) throw new HomeFailure('url-refused', check.reason);
      await Promise.all([import('./bridge/smart-home.ts'), import('./skill/answer-skill.ts')]);
    },
  };
}

/** Settings with which the home can be called, or the failure that says why not. */
async function settle(
  read: () => Promise<HomeSettings>,
): Promise<Extract<HomeSettings, { state: 'on' }> | HomeFailure> {
  try {
    const settings = await read();
    if (settings.state === 'off') return new HomeFailure('switched-off');
    return settings.state === 'no-url' ? new HomeFailure('no-url') : settings;
  } catch (error) {
    return new HomeFailure('misconfigured', error instanceof GatewayError ? error.message : undefined, {
      cause: error,
    });
  }
}
