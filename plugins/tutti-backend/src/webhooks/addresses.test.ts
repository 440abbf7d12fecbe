import { lookup } from 'node:dns/promises';
import { isPrivate, lookupPublic } from './addresses';

it.each([
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['0.0.0.0', true],
  ['10.1.2.3', true],
  ['172.15.255.255', false],
  ['172.16.0.1', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['169.254.169.254', true],
  ['198.18.0.1', true],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['1.1.1.1', false],
  ['93.184.215.14', false],
  ['::', true],
  ['::1', true],
  ['::7f00:1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:7f00:1', true],
  ['::ffff:1.1.1.1', true],
  ['64:ff9b::7f00:1', true],
  ['2001::1', true],
  ['2002:7f00:1::', true],
  ['2001:db8::1', true],
  ['fc00::1', true],
  ['fd00:ec2::254', true],
  ['fe80::1', true],
  ['fe80::1%eth0', true],
  ['ff02::1', true],
  ['2606:4700:4700::1111', false],
  ['2a00:1450:4001:831::200e', false],
  ['no address', true],
  ['', true],
])('%s is of a private network: %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected);
});

it.each([true, false])(
  'refuses a name that leads to this machine, all its addresses asked for: %s',
  async all => {
    // What the test stands on: here it does lead there.
    const { address } = await lookup('localhost');
    expect(isPrivate(address)).toBe(true);
    const error = await new Promise(resolve =>
      lookupPublic('localhost', { all }, resolve),
    );
    expect(String(error)).toContain('localhost is an address of a private');
  },
);
