import { builtinDrivers, loadPlatform } from '@tutti/engine';
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { platform as examples, SMALL_PLATFORM } from './__testUtils__/examples';
import { temporaryFolder } from './__testUtils__/folder';
import { readInputs } from './inputs';
import { keepPlatformsIn, knownPlatform } from './platformCache';

const files = readInputs([examples], () => {});
const load = () => loadPlatform(files, builtinDrivers());
const never = () => {
  throw new Error('It was known.');
};

describe('knownPlatform', () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    keepPlatformsIn(folder.at(), 'this build');
    knownPlatform(files, load);
  });

  it('gives what reading the same files gave, in every part', () => {
    const known = knownPlatform(files, never);
    expect(known).toEqual(load());
  });

  it.each([
    ['a file has changed', [{ file: files[0].file, text: SMALL_PLATFORM }]],
    ['a file has another name', [{ ...files[0], file: 'other.yaml' }]],
    ['a file is gone', files.slice(1)],
  ])('reads anew when %s', (_, others) => {
    const read = jest.fn(load);
    knownPlatform(others, read);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads anew after an update of tutti', () => {
    keepPlatformsIn(folder.at(), 'another build');
    expect(() => knownPlatform(files, never)).toThrow('It was known.');
  });

  it('reads anew what was kept by halves', () => {
    for (const name of readdirSync(folder.at())) {
      const path = folder.at(name);
      writeFileSync(path, readFileSync(path).subarray(0, 1000));
    }
    expect(() => knownPlatform(files, never)).toThrow('It was known.');
  });

  it('keeps no platform with errors', () => {
    const broken = [{ file: 'broken.yaml', text: 'kind: Nothing' }];
    const read = jest.fn(() => loadPlatform(broken, builtinDrivers()));
    knownPlatform(broken, read);
    knownPlatform(broken, read);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('does without a folder that cannot be written to', () => {
    keepPlatformsIn(folder.at('no', 'such'), 'this build');
    expect(knownPlatform(files, load).ok).toBe(true);
  });
});
