export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
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
