import { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();

const type = (name: string, rank: number, rules: string) => `---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: ${name} }
spec:
  rank: ${rank}
  profile: standard
  ${rules}
`;
const TYPES = [
  type('gated', 40, 'verify: { gates: [smoke, load] }'),
  type('steady', 41, 'verify: { healthyFor: 1s }'),
  type('patient', 43, 'verify: { healthyFor: 3h, within: 4h }'),
  type('quick', 44, ''),
  type('mending', 42, 'verify: { gates: [smoke] }\n  onFailure: rollback'),
].join('');

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: . } }
`;
const image = (version: number) => `registry.example.com/tiny/web:${version}`;

describe.each(databases.eachSupportedId())(
  'a run that has to be verified, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({ knex, files: { 'types.yaml': TYPES } });
      const maria = portal.as(MARIA);
      await maria.post('/applications', { name: 'tiny' }).expect(201);
      await maria
        .put('/applications/tiny/workloads/web', { score: SCORE })
        .expect(200);
      for (const name of ['gated', 'steady', 'mending']) {
        await maria
          .post('/applications/tiny/environments', { name, type: name })
          .expect(201);
      }
    });
    afterAll(async () => {
      await portal?.stop();
    });

    async function deploy(environment: string, version: number) {
      const { body } = await portal
        .as(MARIA)
        .post('/deployments', {
          application: 'tiny',
          environment,
          input: { images: { web: { main: image(version) } } },
        })
        .expect(201);
      return body.id as string;
    }

    async function until(
      id: string,
      status: DeploymentDetail['status'],
    ): Promise<DeploymentDetail> {
      for (;;) {
        const { body } = await portal.as(MARIA).get(`/deployments/${id}`);
        if (body.status === status) return body;
        if (body.finishedAt) {
          throw new Error(`${body.status}: ${JSON.stringify(body.failures)}`);
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }

    const gate = (id: string, key: string, body: object, who = MARIA) =>
      portal.as(who).put(`/deployments/${id}/gates/${key}`, body);

    it('succeeds when its gates have passed, and not before', async () => {
      const id = await deploy('gated', 1);
      const verifying = await until(id, 'verifying');
      expect(verifying.finishedAt).toBeUndefined();
      expect(verifying.verification).toMatchObject({
        healthyForMs: 0,
        gates: [
          { key: 'smoke', status: 'pending' },
          { key: 'load', status: 'pending' },
        ],
        allowed: { setGate: { allowed: true } },
      });
      const told = {
        status: 'passed',
        text: '40 of 40',
        link: 'https://ci.example.com/1',
      };
      await gate(id, 'smoke', told).expect(200);
      const { body } = await portal.as(MARIA).get(`/deployments/${id}`);
      expect(body).toMatchObject({
        status: 'verifying',
        verification: { gates: [{ ...told, key: 'smoke', by: MARIA }, {}] },
      });
      const { body: environment } = await portal
        .as(MARIA)
        .get('/applications/tiny/environments/gated');
      expect(environment.release).toBeUndefined();
      await gate(id, 'load', { status: 'passed' }).expect(200);
      expect((await until(id, 'succeeded')).finishedAt).toBeDefined();
    });

    it('fails with a gate, and what it changed stays', async () => {
      const id = await deploy('gated', 2);
      await until(id, 'verifying');
      await gate(id, 'smoke', { status: 'failed', text: '3 of 40 failed' });
      const failed = await until(id, 'failed');
      expect(failed.failures).toEqual([
        expect.objectContaining({
          address: 'verification',
          code: 'GateFailed',
          message: "The gate 'smoke' failed: 3 of 40 failed.",
        }),
      ]);
      expect(failed.previousSuccess).toBeDefined();
      expect(failed.rollback).toBeUndefined();
      await gate(id, 'load', { status: 'passed' }).expect(409);
    });

    it('takes only gates that its environment type has, from who may set them', async () => {
      const id = await deploy('gated', 3);
      await until(id, 'verifying');
      const { body } = await gate(id, 'soak', { status: 'passed' }).expect(400);
      expect(body.error.message).toContain('it has: smoke, load');
      await gate(id, 'smoke', { status: 'good' }).expect(400);
      const link = 'data:text/html,x';
      await gate(id, 'smoke', { status: 'passed', link }).expect(400);
      const refused = await gate(id, 'smoke', { status: 'passed' }, EVE);
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toContain('tutti.gate.set');
      await portal.as(MARIA).post(`/deployments/${id}/cancel`).expect(200);
      await until(id, 'cancelled');
    });

    it('makes way for what a person deploys', async () => {
      const first = await deploy('gated', 4);
      await until(first, 'verifying');
      const second = await deploy('gated', 5);
      await until(second, 'verifying');
      const { body } = await portal.as(MARIA).get(`/deployments/${first}`);
      expect(body).toMatchObject({
        status: 'superseded',
        supersededBy: { id: second },
      });
      await portal.as(MARIA).post(`/deployments/${second}/cancel`).expect(200);
    });

    it('succeeds by itself when it stayed healthy', async () => {
      const id = await deploy('steady', 1);
      const { verification } = await until(id, 'succeeded');
      expect(verification).toMatchObject({ healthyForMs: 1_000, gates: [] });
    });

    it('holds no worker: beside four that take hours a full line empties', async () => {
      const inNew = async (environmentType: string, index: number) => {
        const name = `${environmentType}-${index}`;
        await portal
          .as(MARIA)
          .post('/applications/tiny/environments', {
            name,
            type: environmentType,
          })
          .expect(201);
        return deploy(name, 1);
      };
      const verified: string[] = [];
      // As many as a worker runs at once.
      for (const index of [1, 2, 3, 4]) {
        verified.push(await inNew('patient', index));
      }
      await Promise.all(verified.map(id => until(id, 'verifying')));
      const quick: string[] = [];
      for (const index of [1, 2, 3, 4, 5, 6]) {
        quick.push(await inNew('quick', index));
      }
      await Promise.all(quick.map(id => until(id, 'succeeded')));
      for (const id of verified) {
        const { body } = await portal.as(MARIA).get(`/deployments/${id}`);
        expect(body.status).toBe('verifying');
      }
      moveClock(knex, 3 * 60 * 60 * 1000);
      await Promise.all(verified.map(id => until(id, 'succeeded')));
    });

    it('that failed is put back by itself, once', async () => {
      const good = await deploy('mending', 1);
      await until(good, 'verifying');
      await gate(good, 'smoke', { status: 'passed' });
      await until(good, 'succeeded');
      const bad = await deploy('mending', 2);
      await until(bad, 'verifying');
      await gate(bad, 'smoke', { status: 'failed' });
      const { rollback } = await until(bad, 'failed');
      if (!rollback || !('id' in rollback))
        throw new Error('Nothing goes back');
      const back = await until(rollback.id, 'verifying');
      expect(back).toMatchObject({
        verb: 'Roll back to #1',
        rollsBack: { id: bad, number: 2 },
        release: { images: { web: { main: image(1) } } },
      });
      await gate(back.id, 'smoke', { status: 'passed' });
      await until(back.id, 'succeeded');
      const { body } = await portal
        .as(MARIA)
        .get('/applications/tiny/environments/mending');
      expect(body.hold.reason).toBe(
        'Rolled back to #1 by itself, after #2 failed.',
      );

      // The same release again: it was put back a moment ago.
      const again = await deploy('mending', 2);
      await until(again, 'verifying');
      await gate(again, 'smoke', { status: 'failed' });
      expect((await until(again, 'failed')).rollback).toEqual({
        reason: 'The same release was rolled back automatically already.',
      });
    });

    it('that was the first one is not put back, and says so', async () => {
      const { body } = await portal
        .as(MARIA)
        .post('/applications/tiny/environments', {
          name: 'first',
          type: 'mending',
        });
      expect(body.name).toBe('first');
      const id = await deploy('first', 1);
      await until(id, 'verifying');
      await gate(id, 'smoke', { status: 'failed' });
      expect((await until(id, 'failed')).rollback).toEqual({
        reason:
          'Nothing succeeded here before: there is nothing to go back to.',
      });
    });
  },
);
