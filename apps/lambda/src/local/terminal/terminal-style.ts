import { styleText } from 'node:util';

/** Colours of the few things that are told apart by colour; without colours the text as it is. */
export interface TerminalStyle {
  good(text: string): string;
  bad(text: string): string;
  warning(text: string): string;
  faint(text: string): string;
}

/** Colours are for people at a terminal who did not set NO_COLOR (no-color.org: an empty value counts as unset). */
export function wantsColours(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !env.NO_COLOR;
}

export function createTerminalStyle(colours: boolean): TerminalStyle {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  return { good: style('green'), bad: style('red'), warning: style('yellow'), faint: style('dim') };
}
