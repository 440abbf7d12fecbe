import { writeFileSync } from 'fs';
import { score, SMALL_PLATFORM } from './__testUtils__/examples';
import { temporaryFolder } from './__testUtils__/folder';
import { tutti } from './__testUtils__/tutti';

const folder = temporaryFolder();

function utf16(name: string, text: string): string {
  const path = folder.write(name, '');
  writeFileSync(path, Buffer.from(`\uFEFF${text}`, 'utf16le'));
  return path;
}

const SAID = /UTF-16 \(little-endian\).*\n {2}hint: .*iconv -f UTF-16LE/;

describe('a file in another encoding is named, wherever it is read', () => {
  it('a Score file, also in a folder', async () => {
    utf16('score.yaml', score('web'));
    for (const path of [folder.at('score.yaml'), folder.at('.')]) {
      const { code, err } = await tutti('validate', path);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringMatching(SAID),
      });
    }
  });

  it.each([
    ['a platform file', ['--platform', 'utf16.yaml'], SMALL_PLATFORM],
    [
      'an override',
      ['--platform', 'platform.yaml', '--override-file', 'utf16.yaml'],
      'metadata: { a: b }',
    ],
    [
      'a file of values',
      ['--platform', 'platform.yaml', '--values', 'utf16.yaml'],
      'values: {}',
    ],
  ])('%s', async (_, args, text) => {
    utf16('utf16.yaml', text);
    folder.write('platform.yaml', SMALL_PLATFORM);
    const file = folder.write('score.yaml', score('web'));
    const { code, err } = await tutti(
      ...['generate', file],
      ...args.map(arg => (arg.startsWith('--') ? arg : folder.at(arg))),
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(SAID),
    });
  });

  it('a byte order mark of UTF-8 is fine', async () => {
    const file = folder.write('score.yaml', `\uFEFF${score('web')}`);
    expect((await tutti('validate', file)).code).toBe(0);
  });
});
