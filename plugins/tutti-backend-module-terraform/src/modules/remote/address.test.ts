import { parseAddress, sourceText } from './address';

describe('the address of a module', () => {
  it.each([
    [
      'git::https://git.example.com/team/modules.git//postgres/small?ref=v1.2',
      {
        kind: 'git',
        url: 'https://git.example.com/team/modules.git',
        ref: 'v1.2',
        path: 'postgres/small',
      },
    ],
    [
      'git::https://git.example.com/modules.git',
      { kind: 'git', url: 'https://git.example.com/modules.git', path: '' },
    ],
    [
      'github.com/team/modules//dns?ref=main',
      {
        kind: 'git',
        url: 'https://github.com/team/modules.git',
        ref: 'main',
        path: 'dns',
      },
    ],
    [
      'https://example.com/modules.tar.gz//postgres?archive=tgz&key=1',
      {
        kind: 'archive',
        url: 'https://example.com/modules.tar.gz?key=1',
        path: 'postgres',
        inOnly: false,
      },
    ],
    [
      'https://api.example.com/tarball/v1//*/sub?archive=tar.gz',
      {
        kind: 'archive',
        url: 'https://api.example.com/tarball/v1',
        path: 'sub',
        inOnly: true,
      },
    ],
    [
      'cloudposse/label/null',
      { kind: 'registry', module: 'cloudposse/label/null', path: '' },
    ],
    [
      'registry.example.com/team/bucket/aws//small',
      {
        kind: 'registry',
        host: 'registry.example.com',
        module: 'team/bucket/aws',
        path: 'small',
      },
    ],
  ])('%s', (source, address) => {
    expect(parseAddress(source)).toEqual(address);
  });

  it.each([
    [
      'git::ssh://git@example.com/modules.git',
      'by https:// only. Write git::https://host/path; an integration',
    ],
    ['git::file:///etc', 'by https:// only'],
    ['git::https://e.com/m.git?ref=--upload-pack=x', 'no ref begins with -'],
    ['s3::https://bucket/key', '"s3::" is none of them'],
    ['git::https://e.com/m.git//../other', 'does not lead out'],
    ['/etc/passwd', 'this is none of them'],
    ['one/two', 'this is none of them'],
  ])('is refused as %s', (source, message) => {
    expect(() => parseAddress(source)).toThrow(message);
  });

  it('tells nobody who signs in, or with what', () => {
    const canary = 'canary-of-the-source';
    for (const source of [
      `git::https://user:${canary}@example.com/m.git?ref=v1`,
      `https://${canary}@example.com/m.tgz?signature=${canary}`,
    ]) {
      let said = '';
      try {
        parseAddress(source);
      } catch (error) {
        said = String(error);
      }
      expect(said).toContain('leave out who signs in');
      expect(said).not.toContain(canary);
    }
    expect(sourceText(`https://e.com/m.tgz?X-Signature=${canary}`)).toBe(
      'https://e.com/m.tgz',
    );
  });
});
