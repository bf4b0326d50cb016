import type { HealthCheckItem } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { HomeFailure } from './bridge/failure.ts';
import { describeHealth } from './bridge/health.ts';
import { CONNECT_MS, connectionParams } from './bridge/home-client.ts';
import { createRefusedTokens } from './bridge/refused-tokens.ts';
import { answerFailure } from './bridge/smart-home.ts';
import { createStrangerGate } from './bridge/stranger-gate.ts';
import type { DoctorReport } from './doctor/report.ts';
import type { ExtensionParts, ExtensionState, Turn } from './extension-parts.ts';
import { answerHomes } from './homes/answer-homes.ts';
import type { HomeSettingsOn } from './settings/home-settings.ts';
import type { Homes } from './settings/homes.ts';
import { createSettingsSource } from './settings/settings-source.ts';

/** The extension as the function composes it. Nothing here throws; every answer is a valid Alexa message. */
export interface Extension {
  /** Answers a Smart Home v3 directive. */
  smartHome(event: unknown, turn: Turn): Promise<unknown>;
  /** Answers a custom-skill request. */
  skill(event: unknown, turn: Turn): Promise<unknown>;
  /** How the homes did lately, without asking them. */
  health(): Promise<readonly HealthCheckItem[]>;
  /**
   * Looks step by step at the way to the homes and at what they answer. The event may name one `home` and the skill's
   * `clientId`; with `hideAddress` the report names no host.
   */
  doctor(event: unknown, turn: Pick<Turn, 'remainingMs'>): Promise<DoctorReport>;
  /** Reads the settings, checks what they name and loads what it takes. For a start-up stage; throws when they are wrong. */
  prepare(): Promise<void>;
}

export function createExtension(given: ExtensionParts): Extension {
  const { gateways, environment } = given;
  const source = createSettingsSource(given);
  const strangers = forEachHome(() => createStrangerGate(environment.clock));
  const refusedTokens = forEachHome(() => createRefusedTokens(environment.clock));
  const parts: ExtensionState = {
    gateways,
    environment,
    strangers,
    refusedTokens,
    renewedSettings: (settings) => source.renewed(settings),
  };

  return {
    smartHome(event, turn) {
      const kept = source.kept();
      if (kept !== undefined) return answerHomes(parts, kept, event, turn);
      return settle(source.read).then((homes) =>
        homes instanceof HomeFailure
          ? answerFailure(parts, event, homes, turn)
          : answerHomes(parts, homes, event, turn),
      );
    },
    async skill(event, turn) {
      // Loaded on first use, as all that the way of a directive does not touch. What it does touch is not: it is small, and
      // a file of its own costs more than to have it read where nobody needs it.
      const [{ answerSkill }, { homeForSkill }] = await Promise.all([
        import('./skill/answer-skill.ts'),
        import('./homes/choose-home.ts'),
      ]);
      const homes = await settle(source.read);
      return answerSkill(parts, homes instanceof HomeFailure ? homes : homeForSkill(homes, event), event, turn);
    },
    async health() {
      return describeHealth(parts, await settle(source.read));
    },
    async doctor(event, { remainingMs }) {
      const { answerDoctor } = await import('./doctor/answer-doctor.ts');
      return answerDoctor(given, source, event, remainingMs);
    },
    async prepare() {
      const on = (await source.read()).filter((home) => home.state === 'on');
      const asked = on.filter(({ mode }) => mode !== 'diagnostics');
      if (asked.length > 0) await given.loadTransport?.();
      const { security } = gateways;
      for (const { url } of asked) {
        const check = await security.operations.checkUrl({ url, allowPrivate: true, allowHttp: true });
        if (!check.allowed) throw new HomeFailure('url-refused', check.reason);
      }
      connectAhead(parts, asked);
    },
  };
}

/** Environments that are kept until an event comes, or are restored from a snapshot: a connection would be dead by then. */
const STARTS_LATER: ReadonlySet<string | undefined> = new Set(['provisioned-concurrency', 'snap-start']);

/**
 * Begins to connect to the home while the function starts, so that the first directive waits for no handshake. With several
 * homes nobody knows whose directive that will be.
 */
function connectAhead({ gateways, environment }: ExtensionState, homes: readonly HomeSettingsOn[]): void {
  const [home, ...others] = homes;
  if (home === undefined || others.length > 0) return;
  if (STARTS_LATER.has(environment.variables.AWS_LAMBDA_INITIALIZATION_TYPE)) return;
  const { preconnect } = gateways['http-client'].operations;
  // What goes wrong, the directive meets and tells.
  preconnect({ url: home.url, timeouts: { connectMs: CONNECT_MS }, ...connectionParams(home.connection) }).catch(
    () => false,
  );
}

/** One of a kind for each home, made when it is first asked for. */
function forEachHome<One>(make: () => One): (home: string) => One {
  const made = new Map<string, One>();
  return (home) => {
    const one = made.get(home) ?? make();
    made.set(home, one);
    return one;
  };
}

/** The settings of all homes, or the failure that says what is wrong with them. */
async function settle(read: () => Promise<Homes>): Promise<Homes | HomeFailure> {
  try {
    return await read();
  } catch (error) {
    return new HomeFailure('misconfigured', error instanceof GatewayError ? error.message : undefined, {
      cause: error,
    });
  }
}
