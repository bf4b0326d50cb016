import { GatewayError } from '@hearthgate/kernel';

export type Fields = Readonly<Record<string, unknown>>;

const MAX_FIELDS = 100;

/** Members of lines that were bound beforehand, for all of them or for those of one gateway. */
export class BoundFields {
  /** Made with the first, as each invocation has its own and few bind any. */
  #byGateway: Map<string, Fields> | undefined;

  get isEmpty(): boolean {
    return this.#byGateway === undefined || this.#byGateway.size === 0;
  }

  /** Adds fields; `undefined` takes one away. Throws `KERNEL_INVALID_PARAMS`. */
  bind(fields: Fields, gateway = ''): void {
    this.#byGateway ??= new Map();
    const next = withoutUndefined({ ...this.#byGateway.get(gateway), ...fields });
    if (Object.keys(next).length > MAX_FIELDS || this.#byGateway.size > MAX_FIELDS) {
      throw new GatewayError('KERNEL_INVALID_PARAMS', `At most ${MAX_FIELDS} fields can be bound.`);
    }
    if (Object.keys(next).length === 0) this.#byGateway.delete(gateway);
    else this.#byGateway.set(gateway, next);
  }

  /** The fields of a line that a gateway says; `undefined` when there are none. */
  for(gateway: string | undefined): Fields | undefined {
    if (this.#byGateway === undefined || this.#byGateway.size === 0) return undefined;
    const common = this.#byGateway.get('');
    const own = gateway === undefined ? undefined : this.#byGateway.get(gateway);
    return own === undefined ? common : { ...common, ...own };
  }
}

/** Fields as a caller gave them. Throws `KERNEL_INVALID_PARAMS`. */
export function checkFields(fields: unknown, operation: string): Fields {
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `${operation} takes { fields }, an object.`);
}

function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
