import type { LogLevel } from '@hearthgate/contracts';
import { type Told, toldJson } from '../line/told.ts';

/** Messages that are remembered; what comes later in an invocation that says so many is written each time. */
const MAX_REMEMBERED = 100;

/** A line that was said again, and how often it was not written. */
export interface RepeatedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly count: number;
}

/** A line, for what it says. */
interface Said extends Told {
  readonly level: LogLevel;
  readonly timeMs: number;
  readonly message: string;
}

interface Remembered {
  said: Said;
  count: number;
}

const NONE: readonly RepeatedLine[] = [];

/** Counts lines that say again what was said before: same level, message, data and error. */
export class RepeatFold {
  readonly #remembered: Remembered[] = [];
  /** By message, which most lines have the hash of already; a key of level and message would be made for each line. */
  #byMessage: Map<string, Remembered[]> | undefined;

  /** Whether the line was counted and need not be written. */
  folds(said: Said, foldMs: number): boolean {
    if (foldMs === 0) return false;
    this.#byMessage ??= new Map();
    const alike = this.#byMessage.get(said.message);
    const before = alike?.find((one) => one.said.level === said.level);
    if (before === undefined) {
      this.#remember(said, alike);
      return false;
    }
    if (said.timeMs - before.said.timeMs < foldMs && areAlike(before.said, said)) {
      before.count += 1;
      return true;
    }
    before.said = said;
    return false;
  }

  /** What was counted since it was last asked. */
  take(): readonly RepeatedLine[] {
    if (this.#remembered.length === 0) return NONE;
    const counted = this.#remembered.filter(({ count }) => count > 0);
    const taken = counted.map(({ said: { level, message }, count }) => ({ level, message, count }));
    for (const one of counted) one.count = 0;
    return taken;
  }

  #remember(said: Said, alike: Remembered[] | undefined): void {
    if (this.#remembered.length >= MAX_REMEMBERED) return;
    const one = { said, count: 0 };
    this.#remembered.push(one);
    if (alike === undefined) this.#byMessage?.set(said.message, [one]);
    else alike.push(one);
  }
}

/** Compared only when level and message are the same, so that a line that comes once costs one look-up. */
function areAlike(left: Told, right: Told): boolean {
  const areTexts = left.members === undefined && right.members === undefined;
  if (areTexts && left.toldLength !== right.toldLength) return false;
  const json = toldJson(left);
  return json !== undefined && json === toldJson(right);
}
