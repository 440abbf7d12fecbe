import { ConfigReader } from '@backstage/config';
import { readCredentials, readOidc } from './config';

const CANARY = 'canary-in-the-configuration';

const read = (...credentials: object[]) =>
  readCredentials(
    new ConfigReader({ tutti: { terraform: { credentials } } } as never),
  );

describe('tutti.terraform.credentials', () => {
  it('names values and where they come from', () => {
    const [rule, other] = read(
      {
        environmentTypes: ['production'],
        env: {
          AWS_REGION: 'eu-central-1',
          AWS_SECRET_ACCESS_KEY: { file: '/run/secrets/aws' },
          KUBECONFIG: {
            kubernetesSecret: {
              cluster: 'prod',
              namespace: 'tutti',
              name: 'kube',
              key: 'config',
            },
            asFile: true,
          },
          ARM_OIDC_TOKEN: { oidcToken: { audience: 'api://azure' } },
        },
      },
      { env: { PGPORT: 5432 } },
    );
    expect(rule.environmentTypes).toEqual(['production']);
    expect(
      rule.credentials.map(({ name, source, asFile }) => [
        name,
        source.from,
        asFile,
      ]),
    ).toEqual([
      ['AWS_REGION', 'config', false],
      ['AWS_SECRET_ACCESS_KEY', 'file', false],
      ['KUBECONFIG', 'kubernetesSecret', true],
      ['ARM_OIDC_TOKEN', 'oidcToken', false],
    ]);
    expect(other.environmentTypes).toBeUndefined();
  });

  it.each([
    [{ 'A-B': CANARY }, 'credentials[0].env.A-B: must be the name'],
    [{ TF_HTTP_PASSWORD: CANARY }, 'none of TF_HTTP_…'],
    [{ A: { value: CANARY, file: '/a' } }, 'env.A: give one of value, file'],
    [{ A: { asFile: true } }, 'env.A: give one of'],
    [{ A: '' }, 'env.A: must be text'],
    [{ A: { value: [CANARY] } }, 'env.A.value: must be text'],
    [
      { A: { kubernetesSecret: { cluster: 'a', namespace: 'b', name: 'c' } } },
      'env.A.kubernetesSecret.key: is missing',
    ],
    [{ A: { oidcToken: {} } }, 'env.A.oidcToken.audience: is missing'],
  ])('refuses %j and tells no value', (env, message) => {
    let said = '';
    try {
      read({ env });
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain(message);
    expect(said).not.toContain(CANARY);
  });
});

describe('tutti.terraform.oidc', () => {
  it('has defaults, and takes durations', () => {
    expect(readOidc(new ConfigReader({}))).toEqual({
      tokenMs: 3_600_000,
      rotateMs: 30 * 24 * 3_600_000,
    });
    expect(
      readOidc(
        new ConfigReader({
          tutti: {
            terraform: {
              oidc: {
                issuer: 'https://id.example.com/',
                tokenLifetime: '10m',
                rotateEvery: { days: 1 },
              },
            },
          },
        }),
      ),
    ).toEqual({
      issuer: 'https://id.example.com',
      tokenMs: 600_000,
      rotateMs: 24 * 3_600_000,
    });
  });

  it('takes no issuer that a cloud would not trust', () => {
    expect(() =>
      readOidc(
        new ConfigReader({
          tutti: { terraform: { oidc: { issuer: 'http://a' } } },
        }),
      ),
    ).toThrow('tutti.terraform.oidc.issuer: must be an address');
  });
});
