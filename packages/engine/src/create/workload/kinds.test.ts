import { Secret, Unknown } from '../../model';
import { valueAt } from './tree';
import {
  OUTPUTS,
  podSpecOf,
  podTemplate,
  problems,
  profile,
  rendered,
} from './__fixtures__/renderInput';

const LONG = 'a-workload-with-a-name-that-is-exactly-sixty-three-characters-a';

const web = (name = 'web', extra = '') =>
  `metadata: { name: ${name} }\ncontainers: { main: { image: "x:1" ${extra} } }\n`;

describe('StatefulSet', () => {
  const stateful = { profile: profile({ kind: 'StatefulSet' }) };

  it('has a headless Service beside its Service', () => {
    const objects = rendered(
      `${web()}service: { ports: { pg: { port: 5432 } } }`,
      stateful,
    );
    expect(Object.keys(objects)).toEqual([
      'Service/web',
      'Service/web-headless',
      'StatefulSet/web',
    ]);
    expect(objects['StatefulSet/web'].spec).toMatchObject({
      serviceName: 'web-headless',
    });
    expect(objects['Service/web-headless'].spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: [{ name: 'pg', port: 5432 }],
    });
  });

  it('has one even where the workload offers no port', () => {
    expect(Object.keys(rendered(web(), stateful))).toEqual([
      'Service/web-headless',
      'StatefulSet/web',
    ]);
  });
});

describe('CronJob', () => {
  const nightly = { spec: { schedule: '0 3 * * *' } };

  it('runs at the schedule of its profile', () => {
    const objects = rendered(web(), {
      profile: profile({ kind: 'CronJob', defaults: nightly }),
    });
    expect(objects['CronJob/web'].spec).toMatchObject(nightly.spec);
    expect(podSpecOf(objects)).toMatchObject({ restartPolicy: 'Never' });
  });

  it('may get it from the workload', () => {
    const objects = rendered(
      `metadata: { name: web, annotations: { tutti.dev/schedule: "5 4 * * *" } }\ncontainers: { main: { image: x } }`,
      {
        profile: profile({
          kind: 'CronJob',
          defaults: {
            spec: { schedule: '${workload.annotations.tutti\\.dev/schedule}' },
          },
        }),
      },
    );
    expect(objects['CronJob/web'].spec).toMatchObject({
      schedule: '5 4 * * *',
    });
  });

  it('needs one', () => {
    expect(problems(web(), { profile: profile({ kind: 'CronJob' }) })).toEqual([
      'ScheduleMissing: Profile standard makes workload web a CronJob, but neither its defaults nor a patch set spec.schedule.',
    ]);
  });
});

describe('Job', () => {
  const job = { profile: profile({ kind: 'Job' }) };
  const nameOf = (yaml: string, parts = {}) =>
    Object.keys(rendered(yaml, { ...job, ...parts })).find(key =>
      key.startsWith('Job/'),
    );
  const migrate = (variables: string, file = 'select 1') => `
metadata: { name: migrate }
containers: { main: { image: "x:1", variables: ${variables}, files: { /a.sql: { content: "${file}" } } } }
resources: { db: { type: postgres }, other: { type: postgres } }
`;
  const both =
    '{ HOST: "${resources.db.host}", PW: "${resources.db.password}" }';
  const outputs = { db: OUTPUTS.db, other: OUTPUTS.db };

  it('is named by what it runs', () => {
    expect(nameOf(web())).toMatch(/^Job\/web-[0-9a-f]{10}$/);
    expect(nameOf(web())).toBe(nameOf(web()));
  });

  it('runs again for another image, variable, file or resource', () => {
    const names = [
      nameOf(web()),
      nameOf(web('web', ', args: [b]')),
      nameOf(migrate(both), { outputs }),
      nameOf(migrate('{ HOST: "${resources.other.host}" }'), { outputs }),
      nameOf(migrate(both, 'select 2'), { outputs }),
      nameOf(migrate(both), { outputs, resourceIds: { db: 'db-2' } }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('does not run again because a password was rotated or a host moved', () => {
    const before = rendered(migrate(both), { ...job, outputs });
    const after = rendered(migrate(both), {
      ...job,
      outputs: {
        ...outputs,
        db: { host: 'elsewhere', password: new Secret('new') },
      },
    });
    expect(podTemplate(after)).toEqual(podTemplate(before));
    expect(Object.keys(after).filter(key => key.startsWith('Job/'))).toEqual(
      Object.keys(before).filter(key => key.startsWith('Job/')),
    );
  });

  it('has its name before its values are known', () => {
    expect(
      nameOf(migrate(both), { outputs: { ...outputs, db: OUTPUTS.later } }),
    ).toBe(nameOf(migrate(both), { outputs }));
  });

  it('mounts nothing whose source would decide its name only after apply', () => {
    const yaml = `
metadata: { name: migrate }
containers: { main: { image: "x:1", volumes: { /data: { source: "\${resources.data}" } } } }
resources: { data: { type: volume } }
`;
    const claimName = new Unknown('string', false, 'volume.default#data.claim');
    const later = {
      outputs: { data: { source: { persistentVolumeClaim: { claimName } } } },
    };
    expect(problems(yaml, { ...job, ...later })).toEqual([
      expect.stringMatching(
        /^UnknownDecidesStructure: .*spec\.template\.spec\.volumes\[0\]\.persistentVolumeClaim\.claimName comes from volume\.default#data\.claim/,
      ),
    ]);
    expect(problems(yaml, later)).toEqual([]);
  });

  it('reads filled values by reference, because its template cannot change', () => {
    const objects = rendered(migrate(both), { ...job, outputs });
    const containers = valueAt(podSpecOf(objects), 'containers');
    expect(containers).toMatchObject([
      {
        env: [
          {
            name: 'HOST',
            valueFrom: {
              configMapKeyRef: {
                name: 'migrate-config',
                key: 'main.variables.HOST',
              },
            },
          },
          {
            name: 'PW',
            valueFrom: { secretKeyRef: { name: 'migrate-secrets' } },
          },
        ],
      },
    ]);
    expect(
      valueAt(podTemplate(objects), 'metadata', 'annotations'),
    ).not.toHaveProperty('tutti.dev/config-digest');
  });
});

it.each([
  ['Deployment' as const, 63],
  ['StatefulSet' as const, 52],
  ['Job' as const, 63],
  ['CronJob' as const, 52],
])('the name of a %s has at most %i characters', (kind, max) => {
  const objects = rendered(
    `${web(
      LONG,
      ', variables: { A: "${resources.db.host}", B: "${resources.db.password}" }',
    )}
service: { ports: { pg: { port: 5432 } } }
resources: { db: { type: postgres } }`,
    {
      profile: profile({
        kind,
        defaults: { spec: kind === 'CronJob' ? { schedule: '0 3 * * *' } : {} },
      }),
    },
  );
  for (const key of Object.keys(objects)) {
    const [, name] = key.split('/');
    expect(name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
    expect(name.length).toBeLessThanOrEqual(key.startsWith(kind) ? max : 63);
  }
  expect(Object.keys(objects)).toContain(`Service/${LONG}`);
});

describe('replicas', () => {
  const two = profile({ defaults: { spec: { replicas: 2 } } });

  it('are nobody’s but the profile’s', () => {
    expect(rendered(web())['Deployment/web'].spec).not.toHaveProperty(
      'replicas',
    );
    expect(
      rendered(web(), { profile: two })['Deployment/web'].spec,
    ).toMatchObject({
      replicas: 2,
    });
  });

  it('are never said where an autoscaler says them', () => {
    expect(
      rendered(web(), { profile: two, autoscaled: true })['Deployment/web']
        .spec,
    ).not.toHaveProperty('replicas');
  });
});
