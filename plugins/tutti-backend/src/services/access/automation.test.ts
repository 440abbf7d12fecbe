import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { Automation } from './automation';

const shop = { id: '1', name: 'shop' };

function automation(entry: { subject: string; claims?: JsonObject }) {
  return Automation.fromConfig(
    new ConfigReader({
      tutti: {
        automation: [
          {
            ...entry,
            applications: ['shop'],
            environmentTypes: ['*'],
            verbs: ['build'],
          },
        ],
      },
    }),
  );
}

describe('machines that are known by their tokens', () => {
  const ofMain = {
    subject: 'external:github:*',
    claims: { repository: 'acme/shop', ref: 'refs/heads/*' },
  };
  const said = { repository: 'acme/shop', ref: 'refs/heads/main' };

  it.each([
    ['what it has to say', said, true],
    ['more', { ...said, actor: 'maria' }, true],
    ['another repository', { ...said, repository: 'acme/bank' }, false],
    ['another ref', { ...said, ref: 'refs/tags/v1' }, false],
    ['less', { repository: 'acme/shop' }, false],
    ['nothing', undefined, false],
  ])('may where the token says %s: %s', (_what, claims, may) => {
    expect(
      automation(ofMain).allows(
        { name: 'external:github:repo:acme/shop', ...(claims && { claims }) },
        'build',
        shop,
      ),
    ).toBe(may);
  });

  it.each([
    ['external:github:*', 'external:github:repo:a', true],
    ['external:github:*', 'external:gitlab:repo:a', false],
    ['external:github:*', 'plugin:github', false],
    ['external:github:repo:a:*', 'external:github:repo:a:ref:x', true],
    ['external:github:repo:a:*', 'external:github:repo:ab:ref:x', false],
    ['external:ci', 'external:ci', true],
    ['external:ci', 'external:ci2', false],
  ])('%s is for %s: %s', (subject, name, may) => {
    expect(automation({ subject }).allows({ name }, 'build', shop)).toBe(may);
  });

  it('may read what builds are told of, and nothing else', () => {
    const machine = { name: 'external:ci' };
    const given = automation({ subject: 'external:ci' });
    expect(given.allows(machine, 'read', shop)).toBe(true);
    expect(given.allows(machine, 'update', shop)).toBe(false);
    expect(
      given.allowsIn(machine, 'deploy', { type: 'x', application: shop }),
    ).toBe(false);
  });

  it.each([
    [{ subject: '*' }, "tutti.automation[0].subject: '*' would be for more"],
    [{ subject: 'external:*' }, 'more than one issuer'],
    [{ subject: 'plugin:*' }, 'more than one issuer'],
    [
      { subject: 'external:github:*', claims: { run: 7 } },
      'tutti.automation[0].claims.run must be a text',
    ],
    [
      { subject: 'external:github:*', claims: { ref: '' } },
      'tutti.automation[0].claims.ref must be a text',
    ],
  ])('%j is refused', (entry, words) => {
    expect(() => automation(entry)).toThrow(words);
  });
});
