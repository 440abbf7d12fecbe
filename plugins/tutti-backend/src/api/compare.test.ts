import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ComparedSubject,
  DeploymentDetail,
  SectionComparison,
} from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

describe.each(databases.eachSupportedId())('comparing on %s', databaseId => {
  let portal: Portal;
  let maria: Person;
  let first: DeploymentDetail;
  let second: DeploymentDetail;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, databaseId);
    portal = await startPortal({ knex });
    maria = portal.as(MARIA);
    const put = (name: string, value: string, secret = false) =>
      maria.put(`${DEVELOPMENT}/values/${name}`, { value, secret }).expect(204);
    await put('COLOUR', 'green');
    await put('TOKEN', 'canary-first', true);
    await put('OTHER', 'canary-other', true);
    first = await portal.deploy('development');
    await put('COLOUR', 'red');
    await put('TOKEN', 'canary-second', true);
    second = await portal.deploy('development', {
      images: { web: { main: 'registry.example.com/shop/web:2.0.0' } },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  async function compare(left: string, right: string, status = 200) {
    const { body } = await maria
      .get(`/compare?left=${left}&right=${right}`)
      .expect(status);
    return body;
  }

  /** `section name`, for everything that differs. */
  const changes = (sections: SectionComparison[]) =>
    sections.flatMap(({ section, changed }) =>
      changed.map(({ name }) => `${section} ${name}`),
    );

  it('two deployments: with the values of then, secrets by their version', async () => {
    const view = await compare(
      `deployment:${first.id}`,
      `deployment:${second.id}`,
    );
    expect(view).toMatchObject({
      left: { kind: 'deployment', environment: 'development' },
      right: { deployment: { number: second.number } },
      allowed: {},
    });
    expect(changes(view.sections)).toEqual([
      'workloads web',
      'values COLOUR',
      'values TOKEN',
    ]);
    const [workloads, resources, values] = view.sections;
    expect(workloads.changed[0].leaves).toEqual([
      {
        path: 'containers.main.image',
        left: 'registry.example.com/shop/web:1.0.0',
        right: 'registry.example.com/shop/web:2.0.0',
      },
    ]);
    expect(resources.same).not.toEqual([]);
    expect(values.same).toContain('OTHER');
    expect(values.changed[0].leaves).toEqual([
      { path: '', left: 'green', right: 'red' },
    ]);
    expect(JSON.stringify(view)).not.toContain('canary');
  });

  it('two releases: workloads alone', async () => {
    const view = await compare(
      `release:${first.release?.id}`,
      `release:${second.release?.id}`,
    );
    expect(view.sections).toHaveLength(1);
    expect(changes(view.sections)).toEqual(['workloads web']);
  });

  it('with itself, nothing differs', async () => {
    const { sections } = await compare(
      'environment:shop/development',
      'environment:shop/development',
    );
    expect(changes(sections)).toEqual([]);
  });

  it('two environments: one in which nothing runs, and what could become of it', async () => {
    const view = await compare(
      'environment:shop/development',
      'environment:shop/production',
    );
    expect(view.right.release).toBeUndefined();
    expect(view.allowed.promote).toMatchObject({ allowed: false });
    const [workloads, resources] = view.sections;
    expect(
      [...workloads.changed, ...resources.changed].map(
        ({ on }: ComparedSubject) => on,
      ),
    ).not.toContain('right');
    expect(changes(view.sections)).toContain('workloads web');
  });

  it('two environments: each has secrets of its own, and an answer says no more', async () => {
    await portal.deploy('production');
    const view = await compare(
      'environment:shop/development',
      'environment:shop/production',
    );
    const outputs = view.sections[1].changed.flatMap(
      ({ leaves }: ComparedSubject) => leaves,
    );
    expect(JSON.stringify(outputs)).toContain('{"masked":"secret"}');
    expect(JSON.stringify(view)).not.toContain('canary');
  });

  it.each([
    ['environment:shop/nowhere', 404],
    ['release:none', 404],
    ['deployment:none', 404],
    ['shop/development', 400],
    ['environment:shop', 400],
  ])('%s is answered with %s', async (ref, status) => {
    for (const [left, right] of [
      ['environment:shop/development', ref],
      [ref, 'environment:shop/development'],
    ]) {
      const { error } = await compare(left, right, status);
      expect(error.message).not.toContain('undefined');
    }
  });

  it('what may not be read looks as if it did not exist, on either side', async () => {
    portal.setPolicy((permission, user) =>
      user === EVE && permission === 'tutti.application.read'
        ? { result: AuthorizeResult.DENY }
        : undefined,
    );
    const eve = portal.as(EVE);
    for (const ref of [
      'environment:shop/development',
      `release:${first.release?.id}`,
      `deployment:${first.id}`,
    ]) {
      await eve.get(`/compare?left=${ref}&right=${ref}`).expect(404);
    }
    portal.setPolicy(() => undefined);
  });
});
