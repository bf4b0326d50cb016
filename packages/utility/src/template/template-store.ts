import { compileTemplate, type TemplateNode } from './template-syntax.ts';

const MAX_TEMPLATES = 100;

/** Compiled templates by their text; the one that was used longest ago leaves first. */
export class TemplateStore {
  readonly #compiled = new Map<string, readonly TemplateNode[]>();

  get size(): number {
    return this.#compiled.size;
  }

  get(template: string): readonly TemplateNode[] {
    const nodes = this.#compiled.get(template) ?? compileTemplate(template);
    this.#compiled.delete(template);
    this.#compiled.set(template, nodes);
    for (const oldest of this.#compiled.keys()) {
      if (this.#compiled.size <= MAX_TEMPLATES) break;
      this.#compiled.delete(oldest);
    }
    return nodes;
  }
}
