import { NameVerdicts } from './name-verdicts.ts';
import { listWithForms } from './secret-forms.ts';

/** A list of secrets and what it was made from. */
interface Listed {
  readonly list: readonly string[];
  readonly outer: SecretSet | undefined;
  readonly outerChanges: number;
  readonly changes: number;
}

/**
 * Secrets to hide. The list of them, and the forms in which they are searched for, are made when one was added or taken
 * away, not with each text: a function registers a handful and writes thousands of texts.
 */
export class SecretSet extends Set<string> {
  /** What names of members were found to be, which no secret changes. */
  #names: NameVerdicts | undefined;
  #changes = 0;
  #listed: Listed | undefined;

  override add(secret: string): this {
    if (!this.has(secret)) this.#changes += 1;
    return super.add(secret);
  }

  override delete(secret: string): boolean {
    this.#changes += 1;
    return super.delete(secret);
  }

  override clear(): void {
    this.#changes += 1;
    super.clear();
  }

  /** The secrets of the outer set, and then these. The same list until either changes. */
  listBehind(outer?: SecretSet): readonly string[] {
    if (outer !== undefined && this.size === 0) return outer.listBehind();
    const outerChanges = outer === undefined ? 0 : outer.#changes;
    let listed = this.#listed;
    if (
      listed === undefined ||
      listed.changes !== this.#changes ||
      listed.outer !== outer ||
      listed.outerChanges !== outerChanges
    ) {
      const lasting = outer ?? this;
      lasting.#names ??= new NameVerdicts();
      const list = listWithForms(this, lasting.#names, outer?.listBehind());
      listed = { list, outer, outerChanges, changes: this.#changes };
      this.#listed = listed;
    }
    return listed.list;
  }
}
