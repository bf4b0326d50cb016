/** A table; of figures, unless it is one of words, which begin at the left. */
export function markdown(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  cells: 'figures' | 'words' = 'figures',
): string {
  const line = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const rule = header.map((_, at) => (at === 0 || cells === 'words' ? '---' : '--:'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

export function ms(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

export function usd(value: number): string {
  return value.toFixed(2);
}

export function percent(part: number): string {
  const text = (100 * part).toPrecision(2);
  return `${Number(text)} %`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function link(page: string): string {
  return `[${new URL(page).pathname.split('/')[1]}](${page})`;
}
