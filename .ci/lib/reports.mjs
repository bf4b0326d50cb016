import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './root.mjs';

export const reportFolder = join(repositoryRoot, '.reports');

const fileOf = (name) => join(reportFolder, `${name}.json`);

/** Forgets what an earlier run reported, so that a step that dies leaves a missing report and not an old one. */
export function clearReport(name) {
  mkdirSync(reportFolder, { recursive: true });
  rmSync(fileOf(name), { force: true });
}

export function writeReport(name, { passed, failed }) {
  mkdirSync(reportFolder, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify({ name, passed, failed })}\n`);
}

/** The report of a step, or `undefined` when there is none that can be read. */
export function readReport(name) {
  try {
    const { passed, failed } = JSON.parse(readFileSync(fileOf(name), 'utf8'));
    return Number.isInteger(passed) && Number.isInteger(failed) ? { name, passed, failed } : undefined;
  } catch {
    return undefined;
  }
}
