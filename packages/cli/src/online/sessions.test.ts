import { statSync, writeFileSync } from 'fs';
import { temporaryFolder } from '../__testUtils__/folder';
import {
  forgetSession,
  keepSession,
  lastPortal,
  sessionAt,
  sessionFile,
} from './sessions';

const folder = temporaryFolder();
const A = 'https://a.example.com';
const B = 'https://b.example.com';
const session = (token: string) => ({ token, expiresAt: 1 });
const there = () => ({ XDG_CONFIG_HOME: folder.at('config') });

it.each([
  ['linux', {}, /\/\.config\/tutti\/sessions\.json$/],
  ['darwin', {}, /\/Library\/Application Support\/tutti\/sessions\.json$/],
  ['win32', { APPDATA: '/data' }, /^\/data\/tutti\/sessions\.json$/],
  ['darwin', { XDG_CONFIG_HOME: '/xdg' }, /^\/xdg\/tutti\/sessions\.json$/],
] as const)('on %s with %j logins are kept in %s', (platform, set, path) => {
  expect(sessionFile(set, platform)).toMatch(path);
});

it('keeps one login for each portal, and knows the last', () => {
  keepSession(A, session('a'), there());
  keepSession(B, session('b'), there());
  keepSession(A, session('c'), there());
  expect(lastPortal(there())).toBe(A);
  expect(sessionAt(A, there())).toEqual(session('c'));
  expect(sessionAt('constructor', there())).toBeUndefined();
  expect(forgetSession(A, there())).toEqual(session('c'));
  expect(lastPortal(there())).toBeUndefined();
  expect(sessionAt(B, there())).toEqual(session('b'));
  forgetSession(B, there());
  expect(statSync(sessionFile(there()), { throwIfNoEntry: false })).toBe(
    undefined,
  );
});

it('writes a file that nobody else reads, whatever was there', () => {
  keepSession(A, session('a'), there());
  const file = sessionFile(there());
  expect(statSync(file).mode % 0o1000).toBe(0o600);
  writeFileSync(file, 'no JSON');
  expect(() => sessionAt(A, there())).toThrow('remove it and log in again');
});
