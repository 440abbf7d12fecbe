import {
  isValueObject,
  JsonObject,
  JsonValue,
  ProfilePatch,
  Value,
  ValueObject,
  WorkloadKind,
} from '../../model';
import { reveal } from '../values';
import { ApiServer, startApiServer } from './__fixtures__/apiServer';
import { profile, rendered } from './__fixtures__/renderInput';
import { json6902 } from './profile/json6902';
import { mergeSchema } from './profile/mergeKeys';
import { strategicMerge } from './profile/strategicMerge';
import { valueAt } from './tree';

/** What we make, a real API server accepts; what we merge, it merges alike. */

const assets = process.env.KUBEBUILDER_ASSETS;
if (assets === undefined)
  process.stderr.write(
    'SKIPPED: rendered workloads were NOT shown to a real API server. Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.\n',
  );

const NAMESPACE = 'shop-development';

const PLACES: Record<string, string> = {
  Deployment: 'apis/apps/v1/namespaces/shop-development/deployments',
  StatefulSet: 'apis/apps/v1/namespaces/shop-development/statefulsets',
  Job: 'apis/batch/v1/namespaces/shop-development/jobs',
  CronJob: 'apis/batch/v1/namespaces/shop-development/cronjobs',
  Service: 'api/v1/namespaces/shop-development/services',
  ConfigMap: 'api/v1/namespaces/shop-development/configmaps',
  Secret: 'api/v1/namespaces/shop-development/secrets',
};

const pathOf = (object: Value) =>
  `/${PLACES[String(valueAt(object, 'kind'))]}/${valueAt(
    object,
    'metadata',
    'name',
  )}`;

(assets === undefined ? describe.skip : describe)(
  'on a real API server (KUBEBUILDER_ASSETS)',
  () => {
    let server: ApiServer;

    beforeAll(async () => {
      server = await startApiServer(assets ?? '');
      await server.ask({
        method: 'POST',
        path: '/api/v1/namespaces',
        body: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: NAMESPACE },
        },
      });
    }, 90_000);
    afterAll(() => server?.stop(), 30_000);

    const apply = (object: ValueObject, dryRun = '&dryRun=All') =>
      server.ask({
        method: 'PATCH',
        path: `${pathOf(
          object,
        )}?fieldManager=tutti&force=true&fieldValidation=Strict${dryRun}`,
        body: reveal(object),
        contentType: 'application/apply-patch+yaml',
      });

    const FULL = `
metadata:
  name: NAME
  version: 1.2.3
  annotations: { example.com/team: a, tutti.dev/profile: x, "with.dots/and_more": "{}" }
containers:
  migrate:
    image: migrate:1
    before: { web: { ready: complete } }
    variables: { URL: "pg://u:\${resources.db.password}@\${resources.db.host}" }
  log:
    image: fluent:1
    before: { web: { ready: started } }
    livenessProbe: { exec: { command: [ls] } }
    volumes: { /logs: { source: "\${resources.data}" } }
  proxy:
    image: proxy:1
    before: { web: { ready: healthy } }
    readinessProbe: { httpGet: { path: /, port: 9000 } }
  web:
    image: nginx:1.27
    command: [nginx]
    args: [-g, daemon off;]
    variables: { A: "1", HOST: "\${resources.db.host}", PW: "\${resources.db.password}", LITERAL: "$(A) $$$$", "logging.level": debug, "a b": c, SECRET.DOTS: "\${resources.db.password}" }
    files:
      /etc/nginx/nginx.conf: { content: "x", mode: "0644" }
      /etc/nginx/secret.conf: { content: "\${resources.db.password}", mode: "600" }
      /etc/nginx/logo.png: { binaryContent: AAECAwQ= }
      "/etc/with space/ümlaut@x": { content: x }
      /data/inside: { content: x }
    volumes:
      /data: { source: "\${resources.disk}", path: sub/path, readOnly: true }
      /logs: { source: "\${resources.data}" }
    resources: { limits: { cpu: "1.5", memory: 128K }, requests: { cpu: 100m, memory: 64K } }
    livenessProbe: { httpGet: { path: /, port: 8080 }, exec: { command: [ls] } }
    readinessProbe: { httpGet: { path: /ready, port: 8080, host: example.com, scheme: HTTPS, httpHeaders: [{ name: X-A, value: b }] } }
service:
  ports:
    http: { port: 80, targetPort: 8080 }
    a-name-that-is-longer-than-fifteen: { port: 81, targetPort: 8080 }
    dns: { port: 53, protocol: UDP }
    dns-tcp: { port: 53 }
resources: { db: { type: postgres }, data: { type: volume }, disk: { type: volume } }
`;
    const LONG =
      'a-workload-with-a-name-that-is-exactly-sixty-three-characters-a';
    const KINDS: WorkloadKind[] = [
      'Deployment',
      'StatefulSet',
      'Job',
      'CronJob',
    ];
    const profileFor = (kind: WorkloadKind) =>
      profile({
        kind,
        defaults: kind === 'CronJob' ? { spec: { schedule: '0 3 * * *' } } : {},
      });

    describe.each(KINDS)('a %s', kind => {
      it.each([
        ['with everything a Score file can say', 'web', FULL],
        ['with the longest name', LONG, FULL],
        [
          'with as little as possible',
          'web',
          'metadata: { name: NAME }\ncontainers: { main: { image: x } }',
        ],
      ])('%s is accepted', async (_, name, yaml) => {
        const objects = rendered(yaml.replace('NAME', name), {
          profile: profileFor(kind),
          extraLabels: { 'example.com/cost-centre': '42' },
        });
        for (const object of Object.values(objects)) {
          expect(await apply(object)).toMatchObject({
            status: 201,
            body: { kind: object.kind },
          });
        }
      });
    });

    it('a pod meets the pod security standard "baseline"', async () => {
      await server.ask({
        method: 'PATCH',
        path: `/api/v1/namespaces/${NAMESPACE}`,
        body: {
          metadata: {
            labels: { 'pod-security.kubernetes.io/enforce': 'baseline' },
          },
        },
        contentType: 'application/merge-patch+json',
      });
      const template = valueAt(
        // A probe of another host is what the standard forbids and a Score file may ask.
        rendered(FULL.replace('NAME', 'web').replace('host: example.com,', ''))[
          'Deployment/web'
        ],
        'spec',
        'template',
      );
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web', namespace: NAMESPACE },
        spec: valueAt(template, 'spec') ?? null,
      };
      expect(
        await server.ask({
          method: 'POST',
          path: `/api/v1/namespaces/${NAMESPACE}/pods?dryRun=All`,
          body: reveal(pod),
        }),
      ).toMatchObject({ status: 201 });
    });

    describe('patches do what the API server does with them', () => {
      const original = () =>
        rendered(FULL.replace('NAME', 'patched'), {
          profile: profile({ defaults: { spec: { replicas: 2 } } }),
        })['Deployment/patched'];
      let live: ValueObject;

      beforeAll(async () => {
        const { body } = await apply(original(), '');
        live = objectOf(body);
      });

      /** Has the API server complete an object, so that two can be compared. */
      const put = (object: ValueObject) =>
        server.ask({
          method: 'PUT',
          path: `${pathOf(live)}?dryRun=All&fieldValidation=Strict`,
          body: reveal(object),
        });

      const pod = (spec: JsonObject): JsonObject => ({
        spec: { template: { spec } },
      });

      it.each<[string, JsonObject]>([
        ['a sidecar', pod({ containers: [{ name: 'vault', image: 'v:1' }] })],
        [
          'a changed container',
          pod({ containers: [{ name: 'web', image: 'n:2', args: ['x'] }] }),
        ],
        [
          'another variable, and one less',
          pod({
            containers: [
              {
                name: 'web',
                env: [
                  { name: 'NEW', value: '1' },
                  { name: 'A', $patch: 'delete' },
                ],
              },
            ],
          }),
        ],
        [
          'a mount at a path of ours',
          pod({
            containers: [
              {
                name: 'web',
                volumeMounts: [{ name: 'volume-data', mountPath: '/data' }],
              },
            ],
          }),
        ],
        [
          'container ports',
          pod({
            containers: [
              {
                name: 'web',
                ports: [
                  { containerPort: 9090, name: 'admin', protocol: 'TCP' },
                ],
              },
            ],
          }),
        ],
        ['volumes', pod({ volumes: [{ name: 'extra', emptyDir: {} }] })],
        [
          'a volume less, which a container still wants',
          pod({ volumes: [{ name: 'files', $patch: 'delete' }] }),
        ],
        [
          'tolerations',
          pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }),
        ],
        [
          'host aliases',
          pod({ hostAliases: [{ ip: '10.0.0.9', hostnames: ['a'] }] }),
        ],
        ['pull secrets', pod({ imagePullSecrets: [{ name: 'registry' }] })],
        [
          'topology',
          pod({
            topologySpreadConstraints: [
              {
                topologyKey: 'zone',
                maxSkew: 1,
                whenUnsatisfiable: 'ScheduleAnyway',
              },
            ],
          }),
        ],
        [
          'security contexts',
          pod({
            securityContext: { runAsNonRoot: true },
            containers: [
              {
                name: 'web',
                securityContext: { capabilities: { drop: ['ALL'] } },
              },
            ],
          }),
        ],
        [
          'labels and deletions',
          {
            metadata: { labels: { more: 'x', 'tutti.dev/workload': null } },
            spec: { replicas: 5 },
          },
        ],
        [
          'another strategy',
          { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } },
        ],
        [
          'new containers around an old one',
          pod({
            containers: [
              { name: 'zz', image: 'z' },
              { name: 'web', tty: true },
              { name: 'aa', image: 'a' },
            ],
          }),
        ],
        [
          'variables in another order',
          pod({
            containers: [
              {
                name: 'web',
                env: [
                  { name: 'HOST', value: 'x' },
                  { name: 'N1', value: '1' },
                  { name: 'A', value: 'y' },
                  { name: 'N2', value: '2' },
                ],
              },
            ],
          }),
        ],
        [
          'a list made anew',
          pod({
            containers: [
              {
                name: 'web',
                env: [{ $patch: 'replace' }, { name: 'ONLY', value: '1' }],
              },
            ],
          }),
        ],
        [
          'one of two ports of one number',
          pod({
            containers: [
              { name: 'web', ports: [{ containerPort: 53, hostPort: 53 }] },
            ],
          }),
        ],
        [
          'finalizers',
          {
            metadata: { finalizers: ['example.com/keep'] },
            spec: { replicas: 3 },
          },
        ],
        [
          'an init container',
          pod({ initContainers: [{ name: 'wait', image: 'w:1' }] }),
        ],
      ])('strategic merge: %s', async (_, patch) => {
        const theirs = await server.ask({
          method: 'PATCH',
          path: `${pathOf(live)}?dryRun=All&fieldValidation=Strict`,
          body: patch,
          contentType: 'application/strategic-merge-patch+json',
        });
        const merged = strategicMerge(live, patch, mergeSchema('Deployment'));
        expect(merged).not.toEqual(live);
        const ours = await put(merged);
        expect(ours.status).toBe(theirs.status);
        expect(valueAt(ours.body, 'spec')).toEqual(
          valueAt(theirs.body, 'spec'),
        );
        for (const field of ['labels', 'finalizers'])
          expect(valueAt(ours.body, 'metadata', field)).toEqual(
            valueAt(theirs.body, 'metadata', field),
          );
      });

      it.each<[string, JsonObject[]]>([
        [
          'add',
          [
            {
              op: 'add',
              path: '/spec/template/spec/containers/-',
              value: { name: 'vault', image: 'v:1' },
            },
          ],
        ],
        [
          'remove',
          [{ op: 'remove', path: '/spec/template/spec/containers/0/args' }],
        ],
        [
          'copy and replace',
          [
            {
              op: 'copy',
              from: '/metadata/name',
              path: '/metadata/labels/copied',
            },
            { op: 'replace', path: '/spec/replicas', value: 7 },
          ],
        ],
        [
          'a test that fails',
          [{ op: 'test', path: '/spec/replicas', value: 99 }],
        ],
        [
          'a place that is not there',
          [{ op: 'replace', path: '/spec/nothing/at/all', value: 1 }],
        ],
      ])('json6902: %s', async (_, operations) => {
        const theirs = await server.ask({
          method: 'PATCH',
          path: `${pathOf(live)}?dryRun=All`,
          body: operations,
          contentType: 'application/json-patch+json',
        });
        const patched = json6902(live, operations);
        expect(patched.ok).toBe(theirs.status === 200);
        const ours = await put(patched.ok ? patched.value : live);
        expect(valueAt(ours.body, 'spec')).toEqual(
          valueAt(theirs.status === 200 ? theirs.body : live, 'spec'),
        );
      });
    });

    it('a profile’s objects are accepted', async () => {
      const patches: ProfilePatch[] = [
        {
          name: 'sidecar',
          merge: {
            spec: {
              template: {
                spec: {
                  containers: [
                    {
                      name: 'vault-agent',
                      image: 'vault:1.17',
                      volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
                    },
                    {
                      name: 'web',
                      volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
                    },
                  ],
                  volumes: [{ name: 'shared', emptyDir: {} }],
                },
              },
            },
          },
        },
        {
          name: 'public',
          target: { kind: 'Service' },
          merge: { spec: { type: 'LoadBalancer' } },
        },
        {
          name: 'more',
          target: { kind: 'Secret' },
          merge: { stringData: { more: '${context.application}' } },
        },
      ];
      const objects = rendered(FULL.replace('NAME', 'web'), {
        profile: profile({ patches }),
      });
      for (const object of Object.values(objects))
        expect(await apply(object)).toMatchObject({ status: 201 });
    });
  },
);

function objectOf(body: JsonValue): ValueObject {
  if (!isValueObject(body)) throw new Error(String(body));
  return body;
}
