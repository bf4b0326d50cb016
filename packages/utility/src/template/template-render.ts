import type { RenderTemplateParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { escapes } from './escapes.ts';
import { templateError } from './template-error.ts';
import type { TemplateNode } from './template-syntax.ts';

const DEFAULT_MAX_LENGTH = 1_048_576;

/** Pieces that one rendering visits: lists in lists would else cost without end. */
const MAX_STEPS = 200_000;

/** @throws GatewayError `UTILITY_INVALID_TEMPLATE` */
export function renderNodes(nodes: readonly TemplateNode[], params: Omit<RenderTemplateParams, 'template'>): string {
  const { escapeFor = 'html', missing = 'error', maxLength = DEFAULT_MAX_LENGTH, values } = params;
  if (!Object.hasOwn(escapes, escapeFor)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', `escapeFor is one of ${Object.keys(escapes).join(', ')}.`);
  }
  if (typeof values !== 'object' || values === null)
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'values is an object.');
  return new Rendering(escapes[escapeFor], missing === 'empty', maxLength).render(nodes, values);
}

class Rendering {
  readonly #escape: (text: string) => string;
  readonly #allowsMissing: boolean;
  readonly #maxLength: number;
  #text = '';
  #steps = 0;

  constructor(escapeText: (text: string) => string, allowsMissing: boolean, maxLength: number) {
    this.#escape = escapeText;
    this.#allowsMissing = allowsMissing;
    this.#maxLength = maxLength;
  }

  render(nodes: readonly TemplateNode[], values: unknown): string {
    this.#all(nodes, [values]);
    return this.#text;
  }

  /** @param scopes innermost first */
  #all(nodes: readonly TemplateNode[], scopes: readonly unknown[]): void {
    for (const node of nodes) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) throw templateError(`it has more than ${MAX_STEPS} pieces`);
      if (node.kind === 'text') this.#write(node.text);
      else if (node.kind === 'value') this.#value(node, scopes);
      else this.#section(node, scopes);
    }
  }

  #value({ path, isRaw, at }: Extract<TemplateNode, { kind: 'value' }>, scopes: readonly unknown[]): void {
    const value = find(path, scopes);
    if (value === undefined || value === null) {
      if (this.#allowsMissing) return;
      throw templateError(`there is no value for ${path.join('.') || 'the item'} ${at}`);
    }
    const text = textOf(value);
    if (text === undefined) throw templateError(`${path.join('.') || 'the item'} is no text, number or date ${at}`);
    this.#write(isRaw ? text : this.#escape(text));
  }

  #section({ path, isInverted, body }: Extract<TemplateNode, { kind: 'section' }>, scopes: readonly unknown[]): void {
    const value = find(path, scopes);
    const items = Array.isArray(value) ? value : value ? [value] : [];
    if (isInverted) {
      if (items.length === 0) this.#all(body, scopes);
      return;
    }
    for (const item of items) {
      // An empty body costs a step too.
      this.#steps += 1;
      this.#all(body, [item, ...scopes]);
      if (this.#steps > MAX_STEPS) throw templateError(`it has more than ${MAX_STEPS} pieces`);
    }
  }

  #write(text: string): void {
    if (this.#text.length + text.length > this.#maxLength) {
      throw templateError(`what it makes is longer than ${this.#maxLength} characters`);
    }
    this.#text += text;
  }
}

/** The first name is looked for from the innermost scope outwards, the rest inside what was found. */
function find(path: readonly string[], scopes: readonly unknown[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return scopes[0];
  const scope = scopes.find((one) => memberOf(one, first) !== undefined);
  return rest.reduce(memberOf, memberOf(scope, first));
}

/** Own members that hold data: a getter would be code. */
function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  return undefined;
}
