import { LineDraft } from './line-draft.ts';
import { RedactingCopy } from './redact-value.ts';
import { formsOf } from './secret-forms.ts';

export { redactText } from './redact-text.ts';
export { MIN_SECRET_LENGTH, REDACTED } from './secret-forms.ts';
export { isSecretName } from './secret-name.ts';

/**
 * A plain copy of any value in which secrets are replaced by `[redacted]`: by member name, by shape and by known
 * value, in keys too. Errors, maps, sets, dates, URLs and bytes become plain values; cycles are cut, and so is what lies
 * deeper than 32 levels or beyond 20,000 values. Never throws and never changes what it is given.
 */
export function redact(value: unknown, secrets?: Iterable<string>): unknown {
  const forms = formsOf(secrets);
  return LineDraft.textOf(value, forms) ?? new RedactingCopy(forms).copy(value);
}
