import type { RegisterStageParams, StageReport, StartupReport } from '@hearthgate/contracts';
import { type Clock, GatewayError } from '@hearthgate/kernel';
import { withinTime } from '../time-limit.ts';
import { type Stage, toStage } from './stage.ts';
import { findImpossible } from './stage-order.ts';

/** What start-up needs from outside each time it runs. */
export interface StartupSupport {
  /** What may be told of an error. */
  readonly explain: (error: unknown) => string;
  /** Called as each stage that ran ends. */
  readonly onStageEnd: (report: StageReport) => void;
  /** Called once, when start-up has settled. */
  readonly onEnd: (report: StartupReport) => void;
}

/** The stages of one execution environment and what became of them. */
export class Startup {
  readonly #clock: Clock;
  readonly #initializationType: string;
  readonly #stages = new Map<string, Stage>();
  readonly #reports = new Map<string, StageReport>();
  readonly #running = new Map<string, Promise<boolean>>();
  readonly #succeeded: Stage[] = [];
  #begun: Promise<StartupReport> | undefined;
  #report: StartupReport | undefined;

  constructor(clock: Clock, initializationType: string) {
    this.#clock = clock;
    this.#initializationType = initializationType;
  }

  /** The finished report; absent until start-up has settled. */
  get report(): StartupReport | undefined {
    return this.#report;
  }

  /** The promise of the report; absent until start-up has begun. */
  get begun(): Promise<StartupReport> | undefined {
    return this.#begun;
  }

  /** Stages in order of registration. */
  get stages(): readonly StageReport[] {
    return [...this.#reports.values()];
  }

  register(params: RegisterStageParams): void {
    const stage = toStage(params);
    if (this.#begun !== undefined) {
      const message = `Stage "${stage.name}" comes too late: start-up has begun. Register it before the first invocation.`;
      throw new GatewayError('INITIALIZATION_ALREADY_STARTED', message);
    }
    if (this.#stages.has(stage.name)) {
      const message = `A stage "${stage.name}" is registered already; give this one another name.`;
      throw new GatewayError('INITIALIZATION_STAGE_EXISTS', message);
    }
    this.#stages.set(stage.name, stage);
    this.#reports.set(stage.name, { name: stage.name, state: 'pending' });
  }

  /** Runs all stages the first time; later and concurrent callers get the same report. */
  run(support: StartupSupport): Promise<StartupReport> {
    this.#begun ??= this.#runAll(support);
    return this.#begun;
  }

  /** Stages that succeeded and were not cleaned up, oldest first. */
  get succeeded(): readonly Stage[] {
    return [...this.#succeeded];
  }

  /** Takes the cleanups of stages that succeeded, newest first. What was taken is not answered again. */
  takeCleanups(): readonly Stage[] {
    return this.#succeeded.splice(0).reverse();
  }

  async #runAll(support: StartupSupport): Promise<StartupReport> {
    const startedAt = this.#clock.elapsed();
    const impossible = findImpossible(this.#stages);
    for (const [name, reason] of impossible) {
      this.#reports.set(name, { name, state: 'failed', reason });
      this.#running.set(name, Promise.resolve(false));
    }
    await Promise.all([...this.#stages.values()].map((stage) => this.#settle(stage, support)));
    const durationMs = this.#clock.elapsed() - startedAt;
    const initializationType = this.#initializationType;
    this.#report = { state: this.#state(), durationMs, stages: this.stages, initializationType };
    support.onEnd(this.#report);
    return this.#report;
  }

  #state(): StartupReport['state'] {
    const lost = [...this.#stages.values()].filter(({ name }) => this.#reports.get(name)?.state !== 'succeeded');
    if (lost.some(({ required }) => required)) return 'failed';
    return lost.length > 0 ? 'degraded' : 'ready';
  }

  /** Whether the stage succeeded. Called once by start-up and once by each stage that waits for it. */
  #settle(stage: Stage, support: StartupSupport): Promise<boolean> {
    let outcome = this.#running.get(stage.name);
    if (outcome === undefined) {
      outcome = this.#runWhenReady(stage, support);
      this.#running.set(stage.name, outcome);
    }
    return outcome;
  }

  async #runWhenReady(stage: Stage, support: StartupSupport): Promise<boolean> {
    const { name } = stage;
    for (const before of stage.after) {
      if (await this.#settle(this.#stages.get(before) as Stage, support)) continue;
      this.#reports.set(name, { name, state: 'skipped', reason: `Stage "${before}" did not succeed.` });
      return false;
    }
    this.#reports.set(name, { name, state: 'running' });
    const startedAt = this.#clock.elapsed();
    const end = (outcome: Pick<StageReport, 'state' | 'reason'>) => {
      const report: StageReport = { name, ...outcome, durationMs: this.#clock.elapsed() - startedAt };
      this.#reports.set(name, report);
      support.onStageEnd(report);
      return report.state === 'succeeded';
    };
    // What a stage began has to be ended also when it began it too late.
    const work = (async () => stage.run())().then(() => void this.#succeeded.push(stage));
    try {
      await withinTime(this.#clock, stage.timeoutMs, 'The stage', work);
      return end({ state: 'succeeded' });
    } catch (error) {
      return end({ state: 'failed', reason: explained(error, support) });
    }
  }
}

/** Anything may be thrown, also what has no text; start-up settles all the same. */
function explained(error: unknown, { explain }: Pick<StartupSupport, 'explain'>): string {
  try {
    return explain(error);
  } catch {
    return 'What it threw cannot be shown.';
  }
}
