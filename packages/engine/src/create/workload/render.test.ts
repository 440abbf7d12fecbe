import { Secret, Unknown, Value, isValueObject } from '../../model';
import {
  firstContainer,
  OUTPUTS,
  podTemplate,
  problems,
  rendered,
  renderInput,
  score,
} from './__fixtures__/renderInput';
import { renderWorkload } from './render';
import { valueAt } from './tree';

const WEB = `
metadata: { name: web }
containers: { web: { image: "nginx:1.27" } }
`;

const LABELS = {
  'app.kubernetes.io/instance': 'shop-development',
  'app.kubernetes.io/managed-by': 'tutti',
  'app.kubernetes.io/name': 'web',
  'app.kubernetes.io/part-of': 'shop',
  'backstage.io/kubernetes-id': 'shop.web',
  'tutti.dev/application-id': 'app-1',
  'tutti.dev/environment-id': 'env-1',
  'tutti.dev/workload': 'web',
};

const DEFAULT = { 'kubectl.kubernetes.io/default-container': 'web' };

const SELECTOR = {
  'app.kubernetes.io/instance': 'shop-development',
  'app.kubernetes.io/name': 'web',
};

it('the smallest workload is one Deployment', () => {
  expect(rendered(WEB)).toEqual({
    'Deployment/web': {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop-development', labels: LABELS },
      spec: {
        selector: { matchLabels: SELECTOR },
        template: {
          metadata: { labels: LABELS, annotations: DEFAULT },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'web',
                image: 'nginx:1.27',
                securityContext: { allowPrivilegeEscalation: false },
              },
            ],
          },
        },
      },
    },
  });
});

it('a container is what the Score file says', () => {
  const objects = rendered(`
metadata: { name: web }
containers:
  web:
    image: nginx:1.27
    command: [nginx]
    args: [-g, daemon off;, "$(HOME)"]
    resources: { limits: { cpu: "1", memory: 128K }, requests: { memory: 64Ki } }
    livenessProbe: { exec: { command: [ls] }, httpGet: { path: /, port: 80 } }
    readinessProbe: { httpGet: { path: /ready, port: 8080, host: example.com, scheme: HTTPS, httpHeaders: [{ name: X-A, value: b }] } }
`);
  expect(firstContainer(objects)).toEqual({
    name: 'web',
    image: 'nginx:1.27',
    command: ['nginx'],
    args: ['-g', 'daemon off;', '$$(HOME)'],
    resources: {
      limits: { cpu: '1', memory: '128k' },
      requests: { memory: '64Ki' },
    },
    livenessProbe: { exec: { command: ['ls'] } },
    readinessProbe: {
      httpGet: {
        path: '/ready',
        port: 8080,
        host: 'example.com',
        scheme: 'HTTPS',
        httpHeaders: [{ name: 'X-A', value: 'b' }],
      },
    },
    securityContext: { allowPrivilegeEscalation: false },
  });
});

describe('the Service', () => {
  const service = (ports: string) => `${WEB}service: { ports: ${ports} }`;

  it('has the ports of the Score file, by name', () => {
    const objects = rendered(
      service(
        '{ www: { port: 80, targetPort: 8080 }, dns: { port: 53, protocol: UDP } }',
      ),
    );
    expect(objects['Service/web'].spec).toEqual({
      selector: SELECTOR,
      ports: [
        { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
        { name: 'www', port: 80, targetPort: 8080, protocol: 'TCP' },
      ],
    });
    expect(valueAt(firstContainer(objects), 'ports')).toEqual([
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
      { name: 'www', containerPort: 8080, protocol: 'TCP' },
    ]);
  });

  it('may have a name that is too long for a container port', () => {
    const objects = rendered(
      service('{ a-very-long-port-name: { port: 80 } }'),
    );
    expect(valueAt(firstContainer(objects), 'ports')).toEqual([
      { containerPort: 80, protocol: 'TCP' },
    ]);
  });

  it('cannot have one port twice', () => {
    expect(
      problems(
        service('{ aa: { port: 80 }, bb: { port: 80, targetPort: 81 } }'),
      ),
    ).toEqual([
      'DuplicatePort: Service ports aa and bb of workload web are both 80/TCP.',
    ]);
    expect(
      problems(
        service('{ aa: { port: 53 }, bb: { port: 53, protocol: UDP } }'),
      ),
    ).toEqual([]);
  });
});

describe('image: .', () => {
  const yaml = 'metadata: { name: web }\ncontainers: { web: { image: "." } }';

  it('is what the deployment supplies', () => {
    const objects = rendered(yaml, { images: { web: 'nginx:2', other: 'x' } });
    expect(firstContainer(objects)).toMatchObject({ image: 'nginx:2' });
  });

  it.each([[{}], [{ other: 'x' }], [{ web: '.' }], [{ web: '' }]])(
    'without one (%j) is a problem that names workload and container',
    images => {
      expect(problems(yaml, { images })).toEqual([
        expect.stringMatching(/^ImageMissing: Container web of workload web /),
      ]);
    },
  );

  it('never touches an image that is given', () => {
    const objects = rendered(WEB, { images: { web: 'other:1' } });
    expect(firstContainer(objects)).toMatchObject({ image: 'nginx:1.27' });
  });
});

describe('labels and annotations', () => {
  const annotated = (annotations: string) =>
    `metadata: { name: web, version: 1.2.3, annotations: ${annotations} }\ncontainers: { web: { image: x } }`;

  it('carry the version, extra labels, and the Score annotations on the pods', () => {
    const objects = rendered(annotated('{ example.com/team: shop }'), {
      extraLabels: { 'example.com/cost-centre': '42' },
    });
    expect(valueAt(podTemplate(objects), 'metadata')).toEqual({
      labels: {
        ...LABELS,
        'app.kubernetes.io/version': '1.2.3',
        'example.com/cost-centre': '42',
      },
      annotations: { ...DEFAULT, 'example.com/team': 'shop' },
    });
  });

  it('keep what speaks to Tutti away from the pods', () => {
    const objects = rendered(annotated('{ tutti.dev/profile: standard }'));
    expect(valueAt(podTemplate(objects), 'metadata', 'annotations')).toEqual(
      DEFAULT,
    );
  });

  it('name no container where several are meant, or the Score file says which', () => {
    const two = 'containers: { aa: { image: x }, bb: { image: x } }';
    const annotations = (metadata: string) =>
      valueAt(
        podTemplate(rendered(`metadata: ${metadata}\n${two}`)),
        'metadata',
        'annotations',
      );
    const chosen = { 'kubectl.kubernetes.io/default-container': 'bb' };
    expect(annotations('{ name: web }')).toBeUndefined();
    expect(
      annotations(
        `{ name: web, annotations: { kubectl.kubernetes.io/default-container: bb } }`,
      ),
    ).toEqual(chosen);
  });

  it('respect the kubernetes-id that the Score file gives', () => {
    const objects = rendered(
      annotated('{ backstage.io/kubernetes-id: my-component }'),
    );
    expect(objects['Deployment/web'].metadata).toMatchObject({
      labels: { 'backstage.io/kubernetes-id': 'my-component' },
    });
  });
});

describe('pods roll when what they read changes', () => {
  const web = (content: string, password: string) =>
    `metadata: { name: web }
containers: { web: { image: x, files: { /a: { content: "${content}" } }, variables: { PW: "${password}" } } }
resources: { db: { type: postgres }, later: { type: postgres } }`;
  const digest = (yaml: string) =>
    valueAt(
      podTemplate(rendered(yaml)),
      'metadata',
      'annotations',
      'tutti.dev/config-digest',
    );

  it('by a digest over ConfigMap and Secret', () => {
    const before = digest(web('a', '${resources.db.password}'));
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(web('a', '${resources.db.password}'))).toBe(before);
    expect(digest(web('b', '${resources.db.password}'))).not.toBe(before);
    expect(digest(web('a', '${resources.db.password}!'))).not.toBe(before);
  });

  it('which is unknown while something of it is', () => {
    expect(digest(web('a', '${resources.later.password}'))).toMatchObject({
      type: 'string',
      secret: false,
    });
  });

  it('and is not there when there is nothing to read', () => {
    expect(digest(WEB)).toBeUndefined();
  });
});

/** A value with its leaves gone. */
function shape(value: Value): Value {
  if (Array.isArray(value)) return value.map(shape);
  if (isValueObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shape(item)]),
    );
  return value instanceof Secret ||
    value instanceof Unknown ||
    typeof value === 'string'
    ? 'leaf'
    : value;
}

it('filling what was unknown changes leaves, never the structure', () => {
  const yaml = `
metadata: { name: web }
containers:
  web:
    image: x
    variables: { HOST: "\${resources.db.host}", PW: "\${resources.db.password}" }
    files: { /a: { content: "\${resources.db.host}" }, /b: { content: "\${resources.db.password}" } }
resources: { db: { type: postgres } }
`;
  const planned = rendered(yaml, { outputs: { db: OUTPUTS.later } });
  const run = rendered(yaml, { outputs: { db: OUTPUTS.db } });
  expect(shape(planned)).toEqual(shape(run));
});

it('the order of a Score file does not matter, to the byte', () => {
  const one = score(`
metadata: { name: web, annotations: { aa: "1", bb: "2" } }
containers:
  aa: { image: x, variables: { AA: "1", BB: "2" }, files: { /a: { content: a }, /b: { content: b } } }
  bb: { image: y }
service: { ports: { pa: { port: 1 }, pb: { port: 2 } } }
`);
  const other = score(`
service: { ports: { pb: { port: 2 }, pa: { port: 1 } } }
containers:
  bb: { image: y }
  aa: { files: { /b: { content: b }, /a: { content: a } }, variables: { BB: "2", AA: "1" }, image: x }
metadata: { annotations: { bb: "2", aa: "1" }, name: web }
`);
  expect(JSON.stringify(renderWorkload(renderInput(other)))).toBe(
    JSON.stringify(renderWorkload(renderInput(one))),
  );
});

it('all problems of a workload come together', () => {
  expect(
    problems(`
metadata: { name: web }
containers: { web: { image: ".", variables: { A: "\${resources.db.nothing}", B: "\${resources.db.neither}" } } }
service: { ports: { aa: { port: 80 }, bb: { port: 80 } } }
resources: { db: { type: postgres } }
`),
  ).toHaveLength(4);
});
