import { assumptions } from '../assumptions.ts';
import { Environment } from './environment.ts';
import type { Draws } from './random.ts';

/**
 * The environments of one function, as Lambda keeps them: one invocation at a time each, the one that was used last goes
 * first, new ones no faster than the scaling rate and no more than the limit.
 */
export class Fleet {
  readonly #limit: number;
  readonly #draws: Draws;
  /** A heap by the moment at which they are free again. */
  readonly #freeAtMs: number[] = [];
  readonly #busy: Environment[] = [];
  /** Idle for longest first; taken from the end. */
  #idle: Environment[] = [];
  #tokens: number = assumptions.scaling.burst;
  #tokensAtMs = 0;
  started = 0;
  peakBusy = 0;
  peakAlive = 0;
  mostBreakers = 0;

  constructor(limit: number, draws: Draws) {
    this.#limit = limit;
    this.#draws = draws;
  }

  get busy(): number {
    return this.#busy.length;
  }

  get alive(): number {
    return this.#busy.length + this.#idle.length;
  }

  /** An environment for an invocation, or `undefined` when it is throttled. Moments never go back. */
  take(nowMs: number): Environment | undefined {
    this.#settle(nowMs);
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#busy.length >= this.#limit || !this.#mayStart(nowMs)) return undefined;
    this.started += 1;
    const [least, most] = assumptions.lifetimeMs;
    return new Environment(nowMs, least + this.#draws.uniform() * (most - least));
  }

  /** The environment works until then. */
  occupy(environment: Environment, untilMs: number): void {
    const times = this.#freeAtMs;
    let at = times.length;
    times.push(untilMs);
    this.#busy.push(environment);
    for (let parent = (at - 1) >> 1; at > 0 && (times[parent] as number) > untilMs; parent = (at - 1) >> 1) {
      times[at] = times[parent] as number;
      this.#busy[at] = this.#busy[parent] as Environment;
      at = parent;
    }
    times[at] = untilMs;
    this.#busy[at] = environment;
    this.peakBusy = Math.max(this.peakBusy, times.length);
    this.peakAlive = Math.max(this.peakAlive, this.alive);
  }

  /** Ends those that were idle for too long. */
  expire(nowMs: number): void {
    this.#settle(nowMs);
    const kept = this.#idle.findIndex(({ idleSinceMs }) => nowMs - idleSinceMs < assumptions.idleMs);
    if (kept !== 0) this.#idle = kept < 0 ? [] : this.#idle.slice(kept);
  }

  #settle(nowMs: number): void {
    while (this.#freeAtMs.length > 0 && (this.#freeAtMs[0] as number) <= nowMs) {
      const freeAtMs = this.#freeAtMs[0] as number;
      const environment = this.#pop();
      this.mostBreakers = Math.max(this.mostBreakers, environment.breakers);
      if (freeAtMs >= environment.endsAtMs) continue;
      environment.idleSinceMs = freeAtMs;
      this.#idle.push(environment);
    }
  }

  #mayStart(nowMs: number): boolean {
    const { burst, perSecond } = assumptions.scaling;
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#tokensAtMs) / 1_000) * perSecond);
    this.#tokensAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #pop(): Environment {
    const [times, busy] = [this.#freeAtMs, this.#busy];
    const first = busy[0] as Environment;
    const lastAtMs = times.pop() as number;
    const last = busy.pop() as Environment;
    const length = times.length;
    if (length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && (times[child + 1] as number) < (times[child] as number)) child += 1;
      if ((times[child] as number) >= lastAtMs) break;
      times[at] = times[child] as number;
      busy[at] = busy[child] as Environment;
      at = child;
    }
    times[at] = lastAtMs;
    busy[at] = last;
    return first;
  }
}
