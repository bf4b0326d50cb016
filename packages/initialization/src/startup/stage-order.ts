import type { Stage } from './stage.ts';

/**
 * Stages that can never start, each with the reason: one waits for a name nobody registered, or stages wait for each
 * other. Stages that merely depend on such a one are not named here; they are skipped like after any failure.
 */
export function findImpossible(stages: ReadonlyMap<string, Stage>): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const stage of stages.values()) {
    const unknown = stage.after.filter((name) => !stages.has(name));
    if (unknown.length > 0) {
      const names = unknown.map((name) => `"${name}"`).join(', ');
      reasons.set(stage.name, `It waits for ${names}, which is not registered; register it or take it out of after.`);
    }
  }
  for (const name of stages.keys()) {
    const path = pathBackTo(name, stages);
    if (path !== undefined) {
      reasons.set(name, `Stages wait for each other: ${path.join(' > ')}; take one of these out of after.`);
    }
  }
  return reasons;
}

/** The shortest way from a stage over what it waits for back to itself. */
function pathBackTo(start: string, stages: ReadonlyMap<string, Stage>): readonly string[] | undefined {
  const paths: string[][] = [[start]];
  const seen = new Set<string>();
  for (const path of paths) {
    for (const next of stages.get(path.at(-1) as string)?.after ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  }
  return undefined;
}
