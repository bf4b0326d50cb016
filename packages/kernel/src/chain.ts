import { GatewayError } from './gateway-error.ts';

/** Bits of a 32-bit integer that stay positive. */
const MAX_GATEWAYS = 31;

/**
 * The gateways between a call's origin and here. Nodes form a tree that is built once and then only walked,
 * so entering a gateway allocates nothing after the first time.
 */
export class ChainNode {
  /** The bits of all gateways on the chain. */
  readonly mask: number;
  /** Names from the origin to here. */
  readonly names: readonly string[];
  readonly registry: ChainRegistry;
  readonly #children = new Map<number, ChainNode>();

  constructor(registry: ChainRegistry, mask: number, names: readonly string[]) {
    this.registry = registry;
    this.mask = mask;
    this.names = names;
  }

  enter(bit: number, name: string): ChainNode {
    let child = this.#children.get(bit);
    if (child === undefined) {
      child = new ChainNode(this.registry, this.mask | bit, Object.freeze([...this.names, name]));
      this.#children.set(bit, child);
    }
    return child;
  }
}

/** Gives each gateway of a composition its bit. */
export class ChainRegistry {
  readonly root: ChainNode = new ChainNode(this, 0, []);
  readonly #bits = new Map<string, number>();

  bitOf(name: string): number {
    const known = this.#bits.get(name);
    if (known !== undefined) return known;
    if (this.#bits.size >= MAX_GATEWAYS) {
      throw new GatewayError('KERNEL_TOO_MANY_GATEWAYS', `No room for ${name}: a composition holds ${MAX_GATEWAYS}.`);
    }
    const bit = 1 << this.#bits.size;
    this.#bits.set(name, bit);
    return bit;
  }
}
