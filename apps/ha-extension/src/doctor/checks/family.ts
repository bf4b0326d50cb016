import { type Check, failed, ok, skipped, warning } from '../check.ts';

/** Whether the home has addresses of the family that is to be used, and whether AWS can use it. */
export const family: Check = {
  name: 'family',
  needs: ['dns'],
  run({ settings, facts: { addresses = [] }, place, settingName }) {
    const { family: wanted, proxy } = settings.connection;
    if (proxy !== undefined) return skipped('Not looked at.', 'The proxy chooses among the addresses of the home.');
    const has4 = addresses.some((one) => one.family === 4);
    const has6 = addresses.some((one) => one.family === 6);
    const saw = `${[has4 && 'IPv4', has6 && 'IPv6'].filter(Boolean).join(' and ')}${wanted === undefined ? '' : `, ${settingName('FAMILY')} is ${wanted}`}.`;
    if ((wanted === 4 && !has4) || (wanted === 6 && !has6)) {
      return failed(
        saw,
        `The home has no IPv${wanted} address, and no other may be used.`,
        `Take ${settingName('FAMILY')} away, or give the name ${wanted === 4 ? 'an A' : 'an AAAA'} record.`,
      );
    }
    const only6 = has6 && (!has4 || wanted === 6);
    if (only6 && place === 'command-line') {
      return warning(
        saw,
        'Lambda has no IPv6 to the internet, except in a VPC with dual-stack subnets.',
        'Give the home an IPv4 address as well, for instance by a tunnel, or put the function into such a VPC.',
      );
    }
    return ok(saw, 'Lambda can use such an address.');
  },
};
