import type { LogLevel } from '@hearthgate/contracts';
import { toJson } from '../line/to-json.ts';

/** Messages that are remembered; what comes later in an invocation that says so many is written each time. */
const MAX_REMEMBERED = 100;

/** A line that was said again, and how often it was not written. */
export interface RepeatedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly count: number;
}

interface Remembered {
  readonly level: LogLevel;
  readonly message: string;
  readonly told: object;
  readonly writtenAtMs: number;
  count: number;
}

/** Counts lines that say again what was said before: same level, message, data and error. */
export class RepeatFold {
  readonly #remembered = new Map<string, Remembered>();

  /** Whether the line was counted and need not be written. */
  folds(level: LogLevel, message: string, told: object, timeMs: number, foldMs: number): boolean {
    if (foldMs === 0) return false;
    const key = `${level} ${message}`;
    const before = this.#remembered.get(key);
    if (before !== undefined && timeMs - before.writtenAtMs < foldMs && areAlike(before.told, told)) {
      before.count += 1;
      return true;
    }
    if (before !== undefined || this.#remembered.size < MAX_REMEMBERED) {
      this.#remembered.set(key, { level, message, told, writtenAtMs: timeMs, count: before?.count ?? 0 });
    }
    return false;
  }

  /** What was counted since it was last asked. */
  take(): readonly RepeatedLine[] {
    const counted = [...this.#remembered.values()].filter(({ count }) => count > 0);
    const taken = counted.map(({ level, message, count }) => ({ level, message, count }));
    for (const one of counted) one.count = 0;
    return taken;
  }
}

/** Compared only when level and message are the same, so that a line that comes once costs one look-up. */
function areAlike(left: object, right: object): boolean {
  const text = toJson(left);
  return text !== undefined && text === toJson(right);
}
