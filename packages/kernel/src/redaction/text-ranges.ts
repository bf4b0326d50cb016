/** A place in a text, from `start` to before `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The text with one replacement for each run of ranges that overlap or touch. */
export function replaceRanges(text: string, ranges: readonly TextRange[], replacement: string): string {
  if (ranges.length === 0) return text;
  const ordered = [...ranges].sort((one, other) => one.start - other.start);
  let replaced = '';
  let copied = 0;
  let start = -1;
  let end = -1;
  for (const range of ordered) {
    if (range.start <= end) {
      end = Math.max(end, range.end);
      continue;
    }
    if (end >= 0) {
      replaced += text.slice(copied, start) + replacement;
      copied = end;
    }
    ({ start, end } = range);
  }
  return replaced + text.slice(copied, start) + replacement + text.slice(end);
}
