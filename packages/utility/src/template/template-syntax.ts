import { templateError, whereIn } from './template-error.ts';

/** A piece of a compiled template. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly path: readonly string[]; readonly isRaw: boolean; readonly at: string }
  | {
      readonly kind: 'section';
      readonly path: readonly string[];
      readonly isInverted: boolean;
      readonly body: readonly TemplateNode[];
    };

const MAX_TEMPLATE_LENGTH = 262_144;
const MAX_DEPTH = 50;

/** `{{{name}}}`, or `{{` with an optional sign. Nothing in a tag holds a brace, so this takes linear time. */
const TAG = /\{\{(?:\{([^{}]*)\}|([#^/!&]?)([^{}]*))\}\}/g;
const NAME = /^(?:\.|[^\s.{}]+(?:\.[^\s.{}]+)*)$/;

interface Open {
  readonly name: string;
  readonly isInverted: boolean;
  readonly at: string;
  readonly body: TemplateNode[];
}

/** Compiles a template: a tree of data, never code. @throws GatewayError `UTILITY_INVALID_TEMPLATE` */
export function compileTemplate(template: string): readonly TemplateNode[] {
  if (template.length > MAX_TEMPLATE_LENGTH) {
    throw templateError(`it has ${template.length} characters; at most ${MAX_TEMPLATE_LENGTH} are read`);
  }
  const root: TemplateNode[] = [];
  const open: Open[] = [];
  let from = 0;
  for (const match of template.matchAll(TAG)) {
    const [whole, raw, sign = '', inside = ''] = match;
    const at = whereIn(template, match.index);
    const isSilent = raw === undefined && '#^/!'.includes(sign) && sign !== '';
    const { start, end } = isSilent
      ? lineOf(template, match.index, whole.length, from)
      : { start: match.index, end: match.index + whole.length };
    const body = open.at(-1)?.body ?? root;
    addText(body, template.slice(from, start), template, from);
    from = end;
    if (sign === '!') continue;
    const name = (raw ?? inside).trim();
    if (!NAME.test(name)) throw templateError(`a tag has no name ${at}`);
    if (sign === '#' || sign === '^') {
      if (open.length >= MAX_DEPTH) throw templateError(`sections are nested deeper than ${MAX_DEPTH} levels ${at}`);
      open.push({ name, isInverted: sign === '^', at, body: [] });
    } else if (sign === '/') {
      const section = open.pop();
      if (section?.name !== name)
        throw templateError(`a section ends ${at} that did not begin, or another is still open`);
      const { isInverted, body: children } = section;
      (open.at(-1)?.body ?? root).push({ kind: 'section', path: pathOf(name), isInverted, body: children });
    } else {
      body.push({ kind: 'value', path: pathOf(name), isRaw: raw !== undefined || sign === '&', at });
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw templateError(`the section that begins ${unclosed.at} does not end`);
  addText(root, template.slice(from), template, from);
  return root;
}

function addText(body: TemplateNode[], text: string, template: string, from: number): void {
  const broken = text.indexOf('{{');
  if (broken >= 0) throw templateError(`a tag does not end ${whereIn(template, from + broken)}`);
  if (text !== '') body.push({ kind: 'text', text });
}

/** A section's tag or a comment that is alone in its line takes the line with it. */
function lineOf(
  template: string,
  at: number,
  length: number,
  from: number,
): { readonly start: number; readonly end: number } {
  const start = Math.max(from, template.lastIndexOf('\n', at - 1) + 1);
  const next = template.indexOf('\n', at + length);
  const end = next < 0 ? template.length : next + 1;
  const isLineStart = start === 0 || template[start - 1] === '\n';
  const isAlone = isLineStart && `${template.slice(start, at)}${template.slice(at + length, end)}`.trim() === '';
  return isAlone ? { start, end } : { start: at, end: at + length };
}

function pathOf(name: string): readonly string[] {
  return name === '.' ? [] : name.split('.');
}
