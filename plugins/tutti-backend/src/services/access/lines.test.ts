import { ConfigReader } from '@backstage/config';
import { Automation } from './automation';
import { readApplicationLines } from './lines';

const lines = (access: object) =>
  readApplicationLines(new ConfigReader({ tutti: { access: { ...access } } }));

describe('tutti.access', () => {
  it('is safe where nothing is said', () => {
    expect(readApplicationLines(new ConfigReader({}))).toEqual({
      read: ['anyone'],
      create: ['anyone'],
      update: ['owner'],
      build: ['owner'],
      delete: ['owner'],
      cancel: ['owner'],
      assign: ['nobody'],
      acceptPlatform: ['nobody'],
      audit: ['nobody'],
      webhooks: ['nobody'],
    });
  });

  it('takes groups and users', () => {
    const assign = ['group:default/platform', 'user:default/maria'];
    expect(lines({ assign })).toMatchObject({ assign });
  });

  it.each([
    [{ read: ['everyone'] }, "tutti.access.read: 'everyone' must be owner"],
    [{ update: ['team-a'] }, "tutti.access.update: 'team-a' must be owner"],
    [{ create: ['owner'] }, 'tutti.access.create cannot say owner'],
    [{ assign: ['owner'] }, 'tutti.access.assign cannot say owner'],
    [{ deploy: ['owner'] }, 'tutti.access.deploy is no line of access'],
  ])('refuses %j', (access, message) => {
    expect(() => lines(access)).toThrow(message);
  });
});

describe('tutti.automation', () => {
  const shop = { id: '1', name: 'shop' };
  const bank = { id: '2', name: 'bank' };
  const automation = Automation.fromConfig(
    new ConfigReader({
      tutti: {
        automation: [
          {
            subject: 'ci',
            applications: ['shop'],
            environmentTypes: ['development'],
            verbs: ['deploy'],
          },
        ],
      },
    }),
  );

  it.each([
    ['ci', 'deploy', shop, 'development', true],
    ['ci', 'read', shop, 'development', true],
    ['ci', 'deploy', shop, 'production', false],
    ['ci', 'read', shop, 'production', false],
    ['ci', 'deploy', bank, 'development', false],
    ['ci', 'operate', shop, 'development', false],
    ['ci', 'secrets', shop, 'development', false],
    ['cd', 'deploy', shop, 'development', false],
    ['plugin:catalog', 'read', bank, 'production', true],
    ['plugin:catalog', 'deploy', shop, 'development', false],
    ['plugin:scaffolder', 'read', shop, 'development', false],
  ] as const)('%s to %s %j in %s: %s', (who, verb, application, type, may) => {
    expect(
      automation.allowsIn({ name: who }, verb, { type, application }),
    ).toBe(may);
  });

  it.each(['approve', 'override', 'unlock', 'secrets', 'assign', 'manage'])(
    'gives nobody %s',
    verb => {
      expect(() =>
        Automation.fromConfig(
          new ConfigReader({
            tutti: {
              automation: [
                {
                  subject: 'ci',
                  applications: ['*'],
                  environmentTypes: ['*'],
                  verbs: ['deploy', verb],
                },
              ],
            },
          }),
        ),
      ).toThrow(`tutti.automation[0].verbs: '${verb}' cannot be given to ci`);
    },
  );
});
