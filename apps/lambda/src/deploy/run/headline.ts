import type { Plan } from '../plan.ts';
import type { Screen } from '../terminal/screen.ts';

/** What the deployment is about, before anything is done. */
export function printHeadline(screen: Screen, plan: Plan, account: string | undefined): void {
  const { settings, homes, notes } = plan;
  screen.line('Hearthgate on AWS\n');
  screen.row('told', 'Account', account ?? 'none: there are no credentials, so nothing will be changed');
  screen.row('told', 'Region', settings.region);
  screen.row('told', 'Stack', settings.stack);
  for (const { name, address, description } of homes) {
    const called = name === '' ? '' : `${name}: `;
    screen.row('told', 'Home', `${called}${address === undefined ? description : `${address}, ${description}`}`);
  }
  screen.line();
  for (const note of notes) screen.note(note);
  if (notes.length > 0) screen.line();
}

export function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000)} kB`;
}

/** `AWS::Lambda::Function` is `Lambda Function`. */
export function typeInWords(type: string): string {
  return type.replace(/^AWS::/, '').replaceAll('::', ' ');
}
