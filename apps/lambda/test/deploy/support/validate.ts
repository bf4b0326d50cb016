import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';

/** Takes a second to load the schemas, so it is made once for a file of tests. */
const engine = new CelEngine();

/**
 * What AWS's own validator finds wrong in a template, by the schemas of all resources and by its rules; `resource: message`
 * each. Remarks are left out: that a change would replace a resource, and that tags come from the stack.
 */
export function problemsIn(template: unknown): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-template-'));
  try {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const { diagnostics } = engine.validateStandard(new TemplateFile(file), { severityLevel: 'WARN' });
    return diagnostics.map(({ entity, message }) => `${entity?.logicalId ?? 'template'}: ${message}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
