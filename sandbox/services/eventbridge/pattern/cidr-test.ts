import { BlockList, isIP } from 'node:net';
import { invalidPattern } from './invalid-pattern.ts';

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** `cidr`: an address block of IPv4 or IPv6; an IPv4 mask is at most 31. */
export function cidrTest(block: string): (text: string) => boolean {
  const [address = '', mask = '', ...more] = block.split('/');
  const version = isIP(address);
  const bits = /^\d{1,3}$/.test(mask) ? Number(mask) : Number.NaN;
  if (version === 0 || more.length > 0 || Number.isNaN(bits))
    throw invalidPattern(`Malformed CIDR, one '/' required: ${block}`);
  if (bits >= (version === 4 ? 32 : 128))
    throw invalidPattern(`Malformed CIDR, mask bits must be < ${version === 4 ? 32 : 128}: ${block}`);
  const addresses = new BlockList();
  addresses.addSubnet(address, bits, familyOf(address));
  return (text) => isIP(text) === version && addresses.check(text, familyOf(text));
}
