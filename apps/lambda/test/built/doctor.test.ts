import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorReport } from '@hearthgate/ha-extension';
import { expect, it, onTestFinished } from 'vitest';
import { BUILT_FUNCTION, filesReadAtStart, startBuiltFunction } from '../support/built-function.ts';

it('the built function looks at its home when a diagnostics event asks for it', async () => {
  const built = await startBuiltFunction();
  onTestFinished(() => built.stop());
  const answer = await built.send({ hearthgate: 'diagnostics', check: 'homes' });
  const { report } = answer as { readonly report: DoctorReport };
  expect(report).toMatchObject({ format: 1, place: 'function', counts: { failed: 0 } });
  expect(report.checks.find(({ name }) => name === 'function')?.saw).toMatch(/^Timeout \d+ s, memory \d+ MB/);
  expect(report.homes).toHaveLength(1);
});

it('a cold start reads nothing of the steps that it takes', () => {
  const all = filesReadAtStart()
    .map((file) => readFileSync(join(BUILT_FUNCTION, file), 'utf8'))
    .join('\n');
  expect(all).toContain('answer-doctor');
  for (const words of ['fullchain.pem', 'trusted_proxies: with', 'pitangui']) expect(all).not.toContain(words);
});
