import { anything, builtinKind, Shape } from '@tutti/kubernetes';
import { load } from 'js-yaml';
import {
  isValueObject,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../../model';
import { strategicMerge } from './strategicMerge';

const map = (yaml: string): ValueObject => {
  const value: unknown = JSON.parse(JSON.stringify(load(yaml)));
  return isMap(value) ? value : {};
};
function isMap(value: unknown): value is ValueObject {
  return typeof value === 'object' && value !== null;
}

function shapeOfKind(kind: string): Shape {
  const shape = ['apps/v1', 'batch/v1', 'v1']
    .map(apiVersion => builtinKind(apiVersion, kind)?.shape)
    .find(found => found !== undefined);
  if (!shape) throw new Error(kind);
  return shape;
}

/** Merges inside a Deployment's pod spec. */
function inPod(target: string, patch: string): Value {
  const wrap = (pod: ValueObject) => ({ spec: { template: { spec: pod } } });
  const merged = strategicMerge(
    wrap(map(target)),
    wrap(map(patch)),
    shapeOfKind('Deployment'),
  );
  const { spec } = merged;
  const template = isValueObject(spec) ? spec.template : null;
  return isValueObject(template) ? template.spec : null;
}

describe('strategic merge', () => {
  it.each([
    [
      'maps merge',
      '{ a: 1, b: { c: 1, d: 1 } }',
      '{ b: { c: 2 }, e: 3 }',
      '{ a: 1, b: { c: 2, d: 1 }, e: 3 }',
    ],
    [
      'null deletes',
      '{ a: 1, b: { c: 1, d: 1 } }',
      '{ a: null, b: { c: null } }',
      '{ b: { d: 1 } }',
    ],
    [
      'null for what is not there is nothing',
      '{ a: 1 }',
      '{ b: null, c: { d: null } }',
      '{ a: 1, c: {} }',
    ],
    [
      'other lists are replaced',
      '{ tolerations: [{ key: a }] }',
      '{ tolerations: [{ key: b }] }',
      '{ tolerations: [{ key: b }] }',
    ],
    [
      'a list replaces what is none',
      '{ containers: 1 }',
      '{ containers: [{ name: a }] }',
      '{ containers: [{ name: a }] }',
    ],
    [
      'containers by name',
      '{ containers: [{ name: a, image: x }, { name: b }] }',
      '{ containers: [{ name: a, tty: true }, { name: c }] }',
      '{ containers: [{ name: a, image: x, tty: true }, { name: c }, { name: b }] }',
    ],
    [
      'init containers by name',
      '{ initContainers: [{ name: a, image: x }] }',
      '{ initContainers: [{ name: a, image: y }] }',
      '{ initContainers: [{ name: a, image: y }] }',
    ],
    [
      'env by name',
      '{ containers: [{ name: a, env: [{ name: A, value: "1" }] }] }',
      '{ containers: [{ name: a, env: [{ name: B, value: "2" }, { name: A, value: "3" }] }] }',
      '{ containers: [{ name: a, env: [{ name: B, value: "2" }, { name: A, value: "3" }] }] }',
    ],
    [
      'mounts by path',
      '{ containers: [{ name: a, volumeMounts: [{ name: v, mountPath: /a }] }] }',
      '{ containers: [{ name: a, volumeMounts: [{ name: w, mountPath: /a }, { name: v, mountPath: /b }] }] }',
      '{ containers: [{ name: a, volumeMounts: [{ name: w, mountPath: /a }, { name: v, mountPath: /b }] }] }',
    ],
    [
      'container ports by number',
      '{ containers: [{ name: a, ports: [{ containerPort: 80, name: x }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 80, name: http }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 80, name: http }] }] }',
    ],
    [
      'volumes by name',
      '{ volumes: [{ name: v, emptyDir: {} }] }',
      '{ volumes: [{ name: w, emptyDir: {} }] }',
      '{ volumes: [{ name: w, emptyDir: {} }, { name: v, emptyDir: {} }] }',
    ],
    [
      'host aliases by ip',
      '{ hostAliases: [{ ip: "1", hostnames: [a] }] }',
      '{ hostAliases: [{ ip: "1", hostnames: [b] }] }',
      '{ hostAliases: [{ ip: "1", hostnames: [b] }] }',
    ],
    [
      'args are one value',
      '{ containers: [{ name: a, args: [x, y] }] }',
      '{ containers: [{ name: a, args: [z] }] }',
      '{ containers: [{ name: a, args: [z] }] }',
    ],
    [
      '$patch: delete of an item',
      '{ containers: [{ name: a }, { name: b }] }',
      '{ containers: [{ name: a, $patch: delete }, { name: c, $patch: delete }] }',
      '{ containers: [{ name: b }] }',
    ],
    [
      '$patch: replace of an item',
      '{ containers: [{ name: a, image: x, tty: true }] }',
      '{ containers: [{ name: a, image: y, $patch: replace }] }',
      '{ containers: [{ name: a, image: y }] }',
    ],
    [
      '$patch: replace of a list',
      '{ containers: [{ name: a }, { name: b }] }',
      '{ containers: [{ $patch: replace }, { name: c }] }',
      '{ containers: [{ name: c }] }',
    ],
    [
      '$patch: replace of a map',
      '{ a: { b: 1 } }',
      '{ a: { $patch: replace, c: 2 } }',
      '{ a: { c: 2 } }',
    ],
    [
      '$patch: delete of a map',
      '{ a: { b: 1 } }',
      '{ a: { $patch: delete } }',
      '{ a: {} }',
    ],
    [
      '$retainKeys',
      '{ a: { b: 1, c: 1 } }',
      '{ a: { $retainKeys: [b, d], d: 2 } }',
      '{ a: { b: 1, d: 2 } }',
    ],
    [
      '$deleteFromPrimitiveList',
      '{ args: [a, b, c] }',
      '{ $deleteFromPrimitiveList/args: [b] }',
      '{ args: [a, c] }',
    ],
  ])('%s', (_, target, patch, expected) => {
    expect(inPod(target, patch)).toEqual(map(expected));
  });

  it.each([
    [
      '"*" is every container, in the order they have',
      '{ containers: [{ name: b, image: x, env: [{ name: A, value: "1" }] }, { name: a, image: y }] }',
      '{ containers: [{ name: "*", tty: true, env: [{ name: A, value: "2" }] }] }',
      '{ containers: [{ name: b, image: x, env: [{ name: A, value: "2" }], tty: true }, { name: a, image: y, tty: true, env: [{ name: A, value: "2" }] }] }',
    ],
    [
      '"*" and one of them',
      '{ containers: [{ name: a }, { name: b }] }',
      '{ containers: [{ name: b, stdin: true }, { name: "*", tty: true }, { name: c, image: z }] }',
      '{ containers: [{ name: a, tty: true }, { name: b, stdin: true, tty: true }, { name: c, image: z }] }',
    ],
    [
      '"*" of no init containers is nothing',
      '{ containers: [{ name: a }] }',
      '{ initContainers: [{ name: "*", tty: true }] }',
      '{ containers: [{ name: a }] }',
    ],
    [
      '"*" that deletes',
      '{ initContainers: [{ name: a }, { name: b }] }',
      '{ initContainers: [{ name: "*", $patch: delete }] }',
      '{ initContainers: [] }',
    ],
    [
      '"*" is a name like any other elsewhere',
      '{ volumes: [{ name: a, emptyDir: {} }] }',
      '{ volumes: [{ name: "*", emptyDir: {} }] }',
      '{ volumes: [{ name: "*", emptyDir: {} }, { name: a, emptyDir: {} }] }',
    ],
    [
      'ports by number and protocol',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 53, protocol: TCP }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: TCP, name: dns }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 53, protocol: TCP, name: dns }] }] }',
    ],
    [
      'a port without a protocol is of TCP',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 53, protocol: TCP }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, name: dns }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP }, { containerPort: 53, protocol: TCP, name: dns }] }] }',
    ],
    [
      'unless there is only the other one',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, name: dns }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP, name: dns }] }] }',
    ],
    [
      'the other protocol is another port',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: UDP }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: TCP }] }] }',
      '{ containers: [{ name: a, ports: [{ containerPort: 53, protocol: TCP }, { containerPort: 53, protocol: UDP }] }] }',
    ],
    [
      'topology by both of its keys',
      '{ topologySpreadConstraints: [{ topologyKey: zone, whenUnsatisfiable: DoNotSchedule, maxSkew: 1 }] }',
      '{ topologySpreadConstraints: [{ topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, maxSkew: 2 }] }',
      '{ topologySpreadConstraints: [{ topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, maxSkew: 2 }, { topologyKey: zone, whenUnsatisfiable: DoNotSchedule, maxSkew: 1 }] }',
    ],
  ])('lists: %s', (_, target, patch, expected) => {
    expect(inPod(target, patch)).toEqual(map(expected));
  });

  it.each([
    [
      'a value and where it is from',
      '{ env: [{ name: A, value: x }] }',
      '{ env: [{ name: A, valueFrom: { fieldRef: { fieldPath: status.hostIP } } }] }',
      '{ env: [{ name: A, valueFrom: { fieldRef: { fieldPath: status.hostIP } } }] }',
    ],
    [
      'where a value is from, and a value',
      '{ env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }] }',
      '{ env: [{ name: A, value: x }] }',
      '{ env: [{ name: A, value: x }] }',
    ],
    [
      'two places where a value is from',
      '{ env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }] }',
      '{ env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: k } } }] }',
      '{ env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: k } } }] }',
    ],
    [
      'kinds of probe, whose times stay',
      '{ livenessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 5 } }',
      '{ livenessProbe: { exec: { command: [x] } } }',
      '{ livenessProbe: { exec: { command: [x] }, periodSeconds: 5 } }',
    ],
    [
      'the same kind of probe',
      '{ readinessProbe: { httpGet: { path: /, port: 80 } } }',
      '{ readinessProbe: { httpGet: { port: 81 }, periodSeconds: 5 } }',
      '{ readinessProbe: { httpGet: { path: /, port: 81 }, periodSeconds: 5 } }',
    ],
    [
      'kinds of handler',
      '{ lifecycle: { preStop: { exec: { command: [x] } } } }',
      '{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }',
      '{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }',
    ],
    [
      'sub paths of a mount',
      '{ volumeMounts: [{ name: v, mountPath: /a, subPath: x }] }',
      '{ volumeMounts: [{ name: v, mountPath: /a, subPathExpr: $(POD) }] }',
      '{ volumeMounts: [{ name: v, mountPath: /a, subPathExpr: $(POD) }] }',
    ],
    [
      'privileged and not allowed to gain privileges',
      '{ securityContext: { allowPrivilegeEscalation: false, runAsUser: 1 } }',
      '{ securityContext: { privileged: true } }',
      '{ securityContext: { privileged: true, runAsUser: 1 } }',
    ],
    [
      'not privileged, which excludes nothing',
      '{ securityContext: { allowPrivilegeEscalation: false } }',
      '{ securityContext: { privileged: false } }',
      '{ securityContext: { allowPrivilegeEscalation: false, privileged: false } }',
    ],
    [
      'a profile of another type',
      '{ securityContext: { seccompProfile: { type: Localhost, localhostProfile: a } } }',
      '{ securityContext: { seccompProfile: { type: RuntimeDefault } } }',
      '{ securityContext: { seccompProfile: { type: RuntimeDefault } } }',
    ],
    [
      'nothing that is only deleted',
      '{ env: [{ name: A, value: x }] }',
      '{ env: [{ name: A, valueFrom: null }] }',
      '{ env: [{ name: A, value: x }] }',
    ],
    [
      'two in one patch: both stay, for the judge to find',
      '{ env: [{ name: A, value: x }] }',
      '{ env: [{ name: A, value: y, valueFrom: {} }] }',
      '{ env: [{ name: A, value: y, valueFrom: {} }] }',
    ],
  ])('of alternatives the later one wins: %s', (_, was, patch, expected) => {
    const one = (fields: string) =>
      `{ containers: [{ name: a, ${fields.slice(1, -1)} }] }`;
    expect(inPod(one(was), one(patch))).toEqual(map(one(expected)));
  });

  it.each([
    [
      'Deployment',
      '{ spec: { strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } } } }',
      '{ spec: { strategy: { type: Recreate } } }',
      '{ spec: { strategy: { type: Recreate } } }',
    ],
    [
      'StatefulSet',
      '{ spec: { updateStrategy: { rollingUpdate: { partition: 1 } } } }',
      '{ spec: { updateStrategy: { type: OnDelete } } }',
      '{ spec: { updateStrategy: { type: OnDelete } } }',
    ],
    [
      'StatefulSet',
      '{ spec: { template: { spec: { volumes: [{ name: v, emptyDir: {} }] } } } }',
      '{ spec: { template: { spec: { volumes: [{ name: v, persistentVolumeClaim: { claimName: c } }] } } } }',
      '{ spec: { template: { spec: { volumes: [{ name: v, persistentVolumeClaim: { claimName: c } }] } } } }',
    ],
    [
      'ConfigMap',
      '{ data: { a: x, b: y }, binaryData: { c: eA== } }',
      '{ binaryData: { a: eQ== }, data: { c: z } }',
      '{ data: { b: y, c: z }, binaryData: { a: eQ== } }',
    ],
    [
      'Service',
      '{ spec: { ports: [{ port: 53, protocol: TCP }, { port: 53, protocol: UDP }] } }',
      '{ spec: { ports: [{ port: 53, protocol: UDP, nodePort: 30053 }] } }',
      '{ spec: { ports: [{ port: 53, protocol: TCP }, { port: 53, protocol: UDP, nodePort: 30053 }] } }',
    ],
  ])('in a %s, %s and %s', (kind, target, patch, expected) => {
    expect(strategicMerge(map(target), map(patch), shapeOfKind(kind))).toEqual(
      map(expected),
    );
  });

  it.each([
    [
      'an item that may be one of several',
      '{ topologySpreadConstraints: [{ topologyKey: z, maxSkew: 2 }] }',
      /several items of this list have this "topologyKey"; one is meant with "whenUnsatisfiable"/,
    ],
    [
      'an item without its key',
      '{ containers: [{ image: x }] }',
      /needs "name".*/,
    ],
    ['an item that is no map', '{ containers: [x] }', /is a map with "name"/],
    [
      'a directive that does not exist',
      '{ $merge: 1 }',
      /'\$merge' is no directive/,
    ],
    [
      'a $patch that does not exist',
      '{ $patch: add }',
      /'add' is no \$patch directive/,
    ],
  ])('%s is an error', (_, patch, message) => {
    const pod =
      '{ containers: [{ name: a }], topologySpreadConstraints: [{ topologyKey: z, whenUnsatisfiable: A }, { topologyKey: z, whenUnsatisfiable: B }] }';
    expect(() => inPod(pod, patch)).toThrow(message);
  });

  it('merges the pod template of a CronJob, and the ports of a Service, by their own paths', () => {
    const cron = (spec: ValueObject) => ({
      spec: { jobTemplate: { spec: { template: { spec } } } },
    });
    expect(
      strategicMerge(
        cron({ containers: [{ name: 'a', image: 'x' }] }),
        cron({ containers: [{ name: 'a', tty: true }] }),
        shapeOfKind('CronJob'),
      ),
    ).toEqual(cron({ containers: [{ name: 'a', image: 'x', tty: true }] }));
    expect(
      strategicMerge(
        { spec: { ports: [{ port: 80, name: 'a' }] } },
        { spec: { ports: [{ port: 80, nodePort: 30080 }] } },
        shapeOfKind('Service'),
      ),
    ).toEqual({ spec: { ports: [{ port: 80, name: 'a', nodePort: 30080 }] } });
  });

  it('adds finalizers, each once', () => {
    expect(
      strategicMerge(
        { metadata: { finalizers: ['a'] } },
        { metadata: { finalizers: ['a', 'b'] } },
        shapeOfKind('ConfigMap'),
      ),
    ).toEqual({ metadata: { finalizers: ['a', 'b'] } });
  });

  it('leaves its input as it was, and secrets and unknowns what they are', () => {
    const secret = new Secret('canary');
    const unknown = new Unknown('string', false, 'x');
    const target = { data: { a: secret }, env: unknown };
    const merged = strategicMerge(target, { data: { b: 'c' } }, anything);
    expect(merged).toEqual({ data: { a: secret, b: 'c' }, env: unknown });
    expect(merged.env).toBe(unknown);
    expect(target).toEqual({ data: { a: secret }, env: unknown });
  });

  it('takes __proto__ as a key like any other', () => {
    const patch = JSON.parse('{"__proto__": {"polluted": true}}');
    const merged = strategicMerge({}, patch, anything);
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});
