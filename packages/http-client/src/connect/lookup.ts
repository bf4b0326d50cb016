import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { HttpFamily, ResolvedAddress } from '@hearthgate/contracts';

/**
 * A look-up of names that keeps to the wanted family. With `fixed` nothing is looked up: a name whose address changed
 * after it had been checked leads nowhere else.
 */
export function createLookup(
  family: HttpFamily | undefined,
  fixed: () => readonly ResolvedAddress[] | undefined,
): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (addresses: readonly LookupAddress[]) => {
      const [first] = addresses;
      if (first === undefined) {
        callback(noAddress(), '');
      } else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    };
    const known = fixed();
    if (known !== undefined) {
      answer(inOrder(known, family));
      return;
    }
    process.getBuiltinModule('node:dns').lookup(hostname, { all: true, order: 'verbatim' }, (error, found) => {
      if (error === null) answer(inOrder(found, family));
      else callback(error, '');
    });
  };
}

/** The error of a name that has addresses, but none of the wanted family. */
export function noAddress(): NodeJS.ErrnoException {
  return Object.assign(new Error('no address of the wanted family'), { code: 'ENOTFOUND' });
}

/** Addresses of the wanted family, or with it first. */
export function inOrder(addresses: readonly LookupAddress[], family: HttpFamily | undefined): readonly LookupAddress[] {
  if (family === undefined) return addresses;
  if (family === 4 || family === 6) return addresses.filter((address) => address.family === family);
  const first = family === 'prefer-4' ? 4 : 6;
  return addresses.toSorted((one, other) => Number(other.family === first) - Number(one.family === first));
}
