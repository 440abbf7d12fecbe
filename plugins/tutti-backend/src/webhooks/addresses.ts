import dns from 'node:dns';
import net, { LookupFunction } from 'node:net';

/**
 * What no webhook reaches unless it may: this machine, private networks, link-local addresses (so those of
 * clouds that give credentials), what is reserved, and ways of IPv6 to write an address of IPv4
 * (IANA's registries of special-purpose addresses).
 */
const PRIVATE = { ipv4: new net.BlockList(), ipv6: new net.BlockList() };
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.ipv4.addSubnet(address, prefix, 'ipv4');
}
for (const [address, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.ipv6.addSubnet(address, prefix, 'ipv6');
}

export function isPrivate(address: string): boolean {
  // A zone is no part of the address.
  const [plain] = address.split('%');
  switch (net.isIP(plain)) {
    case 4:
      return PRIVATE.ipv4.check(plain, 'ipv4');
    case 6:
      return PRIVATE.ipv6.check(plain, 'ipv6');
    default:
      return true;
  }
}

/** Where a webhook leads that may not go there. */
export class PrivateAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is an address of a private network. Set allowPrivate for this webhook if it may be.`,
    );
  }
}

/**
 * Looks a name up for a connection, which goes to exactly what was judged: a name that has another address
 * the next moment gains nothing. One private address among several is enough to refuse.
 */
export const lookupPublic: LookupFunction = (hostname, options, answer) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      answer(error, []);
    } else if (
      addresses.length === 0 ||
      addresses.some(({ address }) => isPrivate(address))
    ) {
      answer(new PrivateAddress(hostname), []);
    } else if (options.all) {
      answer(null, addresses);
    } else {
      const [{ address, family }] = addresses;
      answer(null, address, family);
    }
  });
};
