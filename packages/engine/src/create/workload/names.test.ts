import { isValueObject, Value, ValueObject, WorkloadKind } from '../../model';
import { profile, rendered } from './__fixtures__/renderInput';
import { labelValue } from './labels';
import { valueAt } from './tree';

/** A name that is made safe in one place is the same in every other. */

const LABEL = /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const LONG = `${'a'.repeat(30)}-${'b'.repeat(31)}z`;

it.each([
  ['plain', 'plain'],
  ['group:default/team_a', 'group-default-team_a'],
  ['-dash-', 'dash'],
  ['Upper.Case', 'Upper.Case'],
  ['größe', 'gr--e'],
  ['/', ''],
  ['', ''],
])('the value of a label for %s', (text, value) => {
  expect(labelValue(text)).toBe(value);
});

it.each([`${'x'.repeat(62)}/y`, `${'x'.repeat(100)}-`, `${'/'.repeat(70)}`])(
  'is legal for %s',
  text => {
    expect(labelValue(text)).toMatch(LABEL);
  },
);

it('two long texts with one beginning stay two', () => {
  const values = ['a', 'b'].map(end => labelValue(`${'x'.repeat(80)}${end}`));
  expect(new Set(values).size).toBe(2);
});

const score = (name: string, part: string) => `
metadata: { name: "${name}", annotations: { backstage.io/kubernetes-id: "A/b_C-" } }
containers:
  "${part}":
    image: x:1
    variables: { PW: "\${resources.${part}.password}", "a.b-c d": "\${resources.${part}.password}" }
    files:
      "/etc/A_b.c/d e@f-": { content: x }
      /etc/secret: { content: "\${resources.${part}.password}" }
    volumes:
      /data: { source: "\${resources.${part}}" }
      /more: { source: some-claim }
    readinessProbe: { httpGet: { path: /, port: 8080 } }
service: { ports: { "${part}": { port: 80, targetPort: 8080 }, "8080": { port: 81, targetPort: 8081 } } }
resources: { "${part}": { type: volume } }
`;

describe.each<WorkloadKind>(['Deployment', 'StatefulSet', 'Job', 'CronJob'])(
  'a %s',
  kind => {
    it.each([
      ['short', 'web', 'main'],
      ['the shortest', 'aa', 'bb'],
      ['of digits', '10', '20'],
      ['with dashes', 'a-b-c', 'd-e-f'],
      [
        'longer than a port of a container',
        'web',
        'a-port-longer-than-fifteen',
      ],
      ['the longest', LONG, LONG],
    ])('names that are %s agree', (_, name, part) => {
      const objects = rendered(score(name, part), {
        outputs: {
          [part]: { source: { emptyDir: {} }, password: 'p' },
        },
        profile: profile({
          kind,
          defaults:
            kind === 'CronJob' ? { spec: { schedule: '0 3 * * *' } } : {},
        }),
        context: {
          application: 'An/App_',
          environment: 'x'.repeat(80),
          environmentType: 'development',
          release: 'r',
          workloads: {},
          values: {},
          secrets: {},
          neighbours: {},
        },
      });
      expect(disagreements(Object.values(objects))).toEqual([]);
    });
  },
);

/** References of these objects to each other that lead nowhere, and names no API server takes. */
function disagreements(objects: ValueObject[]): string[] {
  const found: string[] = [];
  const check = (fine: boolean, what: string) => {
    if (!fine) found.push(what);
  };
  const holds = (kind: string, name: Value | undefined, key?: Value) => {
    const object = objects.find(
      one => one.kind === kind && valueAt(one, 'metadata', 'name') === name,
    );
    const held = ['data', 'binaryData'].some(
      field => valueAt(object, field, String(key)) !== undefined,
    );
    check(
      object !== undefined && (key === undefined || held),
      `${kind} ${name} ${key}`,
    );
  };
  for (const object of objects) {
    check(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(String(nameOf(object))) &&
        String(nameOf(object)).length <= 63,
      `name ${nameOf(object)}`,
    );
    for (const [key, value] of Object.entries(
      mapAt(object, 'metadata', 'labels'),
    ))
      check(LABEL.test(String(value)), `label ${key}: ${value}`);
  }
  const main = objects.find(one =>
    ['Deployment', 'StatefulSet', 'Job', 'CronJob'].includes(String(one.kind)),
  );
  const template =
    valueAt(main, 'spec', 'jobTemplate', 'spec', 'template') ??
    valueAt(main, 'spec', 'template') ??
    null;
  const labels = mapAt(template, 'metadata', 'labels');
  const selectors = [
    valueAt(main, 'spec', 'selector', 'matchLabels'),
    ...objects
      .filter(({ kind }) => kind === 'Service')
      .map(one => valueAt(one, 'spec', 'selector')),
  ];
  for (const selector of selectors)
    for (const [key, value] of Object.entries(mapAt(selector ?? null)))
      check(labels[key] === value, `selector ${key}`);
  const serviceName = valueAt(main, 'spec', 'serviceName');
  if (serviceName !== undefined) holds('Service', serviceName);

  const pod = valueAt(template, 'spec') ?? null;
  const volumes = itemsAt(pod, 'volumes');
  for (const volume of volumes) {
    check(
      /^[a-z0-9-]{1,63}$/.test(String(volume.name)),
      `volume ${volume.name}`,
    );
    for (const item of itemsAt(volume, 'configMap', 'items'))
      holds('ConfigMap', valueAt(volume, 'configMap', 'name'), item.key);
    for (const item of itemsAt(volume, 'secret', 'items'))
      holds('Secret', valueAt(volume, 'secret', 'secretName'), item.key);
  }
  for (const container of itemsAt(pod, 'containers')) {
    for (const { name, subPath } of itemsAt(container, 'volumeMounts')) {
      const volume = volumes.find(one => one.name === name) ?? {};
      const paths = [
        ...itemsAt(volume, 'configMap', 'items'),
        ...itemsAt(volume, 'secret', 'items'),
      ].map(({ path }) => path);
      check(Object.keys(volume).length > 0, `mount of ${name}`);
      check(
        subPath === undefined || paths.includes(subPath),
        `sub path ${subPath}`,
      );
    }
    for (const variable of itemsAt(container, 'env')) {
      const from = mapAt(variable, 'valueFrom');
      for (const [field, kind] of [
        ['secretKeyRef', 'Secret'],
        ['configMapKeyRef', 'ConfigMap'],
      ])
        if (from[field] !== undefined)
          holds(
            kind,
            valueAt(from[field], 'name'),
            valueAt(from[field], 'key') ?? null,
          );
    }
    for (const { name } of itemsAt(container, 'ports'))
      check(
        name === undefined ||
          /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(String(name)),
        `port ${name}`,
      );
  }
  for (const { kind, data = null, binaryData = null } of objects)
    if (kind === 'Secret' || kind === 'ConfigMap')
      for (const key of Object.keys({ ...mapAt(data), ...mapAt(binaryData) }))
        check(/^[-._a-zA-Z0-9]{1,253}$/.test(key), `key ${key}`);
  return found;
}

function nameOf(object: ValueObject): Value | undefined {
  return valueAt(object, 'metadata', 'name');
}

function mapAt(value: Value, ...path: string[]): ValueObject {
  const found = valueAt(value, ...path);
  return isValueObject(found) ? found : {};
}

function itemsAt(value: Value, ...path: string[]): ValueObject[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter(isValueObject) : [];
}
