import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { DriverError, Secret, SecretReading } from '@tutti/engine';
import { Tool } from '../driver/Tool';
import { Runner, RunnerWork } from '../runner';
import { StateStore } from '../state';
import { readCredentials } from './config';
import { Credentials, CredentialSubject } from './Credentials';

const CANARY = 'canary-of-the-cloud';
const subject: CredentialSubject = {
  application: 'shop',
  environment: 'live',
  environmentType: 'production',
  resource: 'database-1',
};
const { signal } = new AbortController();

let folder: string;
let reading: SecretReading;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti-credentials-'));
  reading = { found: new Secret(`${CANARY}-cluster`) };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(...credentials: object[]): Credentials {
  const config = { tutti: { terraform: { credentials } } };
  return new Credentials(readCredentials(new ConfigReader(config as never)), {
    secrets: { name: 'cluster', read: async () => reading },
    signer: {
      sign: async (audience, { application, environment, resource }) =>
        `token for ${audience} of ${application}/${environment}/${resource}`,
    },
  });
}

const inCluster = {
  kubernetesSecret: {
    cluster: 'prod',
    namespace: 'tutti',
    name: 'cloud',
    key: 'token',
  },
};

describe('credentials of providers', () => {
  it('are those of the type of the environment, the last of several', async () => {
    const credentials = open(
      { env: { ALL: 'all', REGION: 'first' } },
      { environmentTypes: ['production'], env: { REGION: 'second' } },
      { environmentTypes: ['development'], env: { DEV: 'dev' } },
    );
    expect((await credentials.handTo(subject, signal)).env).toEqual({
      ALL: 'all',
      REGION: 'second',
    });
    expect(
      (
        await credentials.handTo(
          { ...subject, environmentType: 'staging' },
          signal,
        )
      ).env,
    ).toEqual({ ALL: 'all', REGION: 'first' });
    // What was made before its environment was remembered.
    expect((await credentials.handTo(undefined, signal)).env).toEqual({
      ALL: 'all',
      REGION: 'first',
    });
  });

  it('come from files, from the cluster and from the backend itself, anew each time', async () => {
    const file = join(folder, 'key');
    writeFileSync(file, `${CANARY}\n`);
    const credentials = open({
      env: {
        KEY: { file },
        CLUSTER: inCluster,
        TOKEN: { oidcToken: { audience: 'sts' }, asFile: true },
      },
    });
    expect(await credentials.handTo(subject, signal)).toMatchObject({
      env: {
        KEY: CANARY,
        CLUSTER: `${CANARY}-cluster`,
        TOKEN: '.tutti-credentials/TOKEN',
      },
      secretFiles: {
        '.tutti-credentials/TOKEN': 'token for sts of shop/live/database-1',
      },
    });
    writeFileSync(file, 'another-key');
    expect((await credentials.handTo(subject, signal)).env.KEY).toBe(
      'another-key',
    );
  });

  it.each<[string, object, SecretReading, string, boolean]>([
    [
      'a file is not there',
      { file: '/nowhere/key' },
      { missing: '' },
      'The credential A cannot be had: /nowhere/key cannot be read (ENOENT).',
      false,
    ],
    [
      'a Secret is missing',
      inCluster,
      { missing: 'there is no Secret cloud in namespace tutti' },
      'The credential A cannot be had: there is no Secret cloud in namespace tutti.',
      false,
    ],
    [
      'the cluster does not answer',
      inCluster,
      { unavailable: 'cluster "prod": cannot be reached', retryable: true },
      'The credential A cannot be had: cluster "prod": cannot be reached.',
      true,
    ],
  ])('are refused with the reason when %s', async (_, A, told, text, again) => {
    reading = told;
    const handed = open({ env: { A } }).handTo(subject, signal);
    await expect(handed).rejects.toMatchObject({
      message: text,
      retryable: again,
    });
  });

  it('stand in nothing that the tool says, in no error, and not in the code', async () => {
    const works: RunnerWork[] = [];
    const lines: string[] = [];
    const runner: Runner = {
      name: 'local',
      async run(work, call) {
        works.push(work);
        call.log(`Error: ${CANARY} was refused`);
        return { outcome: 'failed', codes: [1], files: {} };
      },
      recover: async () => ({ state: 'notStarted' }),
      forget: async () => {},
    };
    const states: Partial<StateStore> = {
      unlock: async () => {},
      revoke: async () => {},
    };
    const tool = new Tool({
      runner,
      // Only what the tool needs of a state that is kept elsewhere.
      states: states as StateStore,
      stateUrl: async () => '',
      credentials: open({ env: { CLOUD_TOKEN: CANARY } }),
    });
    const failed: unknown = await tool
      .run({
        caller: { operationId: 'o', resourceId: 'r', access: 'write' },
        subject,
        ownState: false,
        files: { 'main.tf.json': '{}' },
        commands: [{ args: ['apply'] }],
        env: {},
        keep: [],
        signal,
        log: line => lines.push(line),
      })
      .catch(error => error);
    expect(failed).toBeInstanceOf(DriverError);
    expect(String(failed)).toContain('(secret) was refused');
    expect(lines).toEqual(['Error: (secret) was refused']);
    const [{ env, files, commands }] = works;
    expect(env.CLOUD_TOKEN).toBe(CANARY);
    expect(JSON.stringify([files, commands])).not.toContain(CANARY);
  });
});
