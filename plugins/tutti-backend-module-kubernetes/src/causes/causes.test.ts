import { JsonObject } from '@tutti/engine';
import { causeOf } from './evidence';
import { readEvents } from './events';
import { troubleOf, worstTrouble } from './pod';
import { podsOf } from './workload';
import { explainPull } from '../words';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const rules = { now: NOW, crashIsFinal: true };
const secondsAgo = (seconds: number) =>
  new Date(NOW - seconds * 1000).toISOString();

function pod(status: JsonObject, ageSeconds = 5): JsonObject {
  return {
    metadata: {
      name: 'api-1',
      uid: 'pod-uid',
      creationTimestamp: secondsAgo(ageSeconds),
    },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'registry.example.com/api:1.9.3',
          resources: { limits: { memory: '128Mi' } },
        },
      ],
    },
    status: { phase: 'Pending', ...status },
  };
}

function container(state: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    containerStatuses: [
      {
        name: 'main',
        image: 'registry.example.com/api:1.9.3',
        ready: false,
        restartCount: 0,
        state,
        ...more,
      },
    ],
  };
}

const ended = (exitCode: number, reason: string, more: JsonObject = {}) => ({
  lastState: { terminated: { exitCode, reason, ...more } },
});
const backOff = {
  waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' },
};

describe('what keeps a pod from being ready', () => {
  it.each<[string, JsonObject, object | undefined]>([
    [
      'nothing, it is ready',
      pod({
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
        ...container({ running: {} }, { ready: true, restartCount: 7 }),
      }),
      undefined,
    ],
    ['nothing, it has just been made', pod({}), undefined],
    [
      'nothing, it is just starting',
      pod(container({ waiting: { reason: 'ContainerCreating' } })),
      undefined,
    ],
    [
      'it does not start',
      pod(container({ waiting: { reason: 'ContainerCreating' } }), 60),
      {
        final: false,
        reason: 'Pending',
        message: 'the pod has not started for 60 s',
      },
    ],
    [
      'no node takes it',
      pod({
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes are available: 3 Insufficient cpu.',
          },
        ],
      }),
      {
        final: false,
        reason: 'Unschedulable',
        message: 'no node can take the pod: no node has enough cpu left (of 3)',
      },
    ],
    [
      'the registry says there is no such image',
      pod(
        container({
          waiting: {
            reason: 'ErrImagePull',
            message:
              'failed to resolve reference "registry.example.com/api:1.9.3": not found',
          },
        }),
      ),
      {
        final: true,
        reason: 'ErrImagePull',
        container: 'main',
        message:
          'image registry.example.com/api:1.9.3 cannot be pulled: not found',
        log: 'none',
      },
    ],
    [
      'the registry did not answer once',
      pod(
        container({
          waiting: {
            reason: 'ErrImagePull',
            message: 'dial tcp: lookup registry.example.com: no such host',
          },
        }),
      ),
      {
        final: false,
        message:
          'image registry.example.com/api:1.9.3 cannot be pulled: the registry cannot be reached',
      },
    ],
    [
      'pulling was tried more than once',
      pod(
        container({
          waiting: {
            reason: 'ImagePullBackOff',
            message: 'Back-off pulling image "registry.example.com/api:1.9.3"',
          },
        }),
      ),
      {
        final: true,
        reason: 'ImagePullBackOff',
        message: 'image registry.example.com/api:1.9.3 cannot be pulled',
      },
    ],
    [
      'it crashed once: it may have waited for something',
      pod(container(backOff, { restartCount: 1, ...ended(1, 'Error') })),
      {
        final: false,
        reason: 'CrashLoopBackOff',
        message: 'container main crashes with exit code 1, restarted once',
        log: 'previous',
      },
    ],
    [
      'it crashed again',
      pod(container(backOff, { restartCount: 2, ...ended(137, 'Error') })),
      {
        final: true,
        message:
          'container main crashes with exit code 137: it was killed, restarted 2 times',
      },
    ],
    [
      'it has crashed, and runs again between two back-offs',
      pod(
        container(
          { running: { startedAt: secondsAgo(1) } },
          { restartCount: 3, ...ended(1, 'Error') },
        ),
      ),
      { final: true, reason: 'Error', log: 'previous' },
    ],
    [
      'it has just crashed',
      pod(container({ terminated: { exitCode: 2, reason: 'Error' } })),
      {
        final: false,
        log: 'current',
        message: 'container main crashes with exit code 2',
      },
    ],
    [
      'it ends although it should go on',
      pod(container(backOff, { restartCount: 2, ...ended(0, 'Completed') })),
      {
        final: true,
        message:
          'container main keeps ending with exit code 0: it is expected to go on running, restarted 2 times',
      },
    ],
    [
      'it needs more memory than it may have',
      pod(container(backOff, { restartCount: 2, ...ended(137, 'OOMKilled') })),
      {
        final: true,
        reason: 'OOMKilled',
        message:
          'container main ran out of memory (its limit is 128Mi), restarted 2 times',
      },
    ],
    [
      'its command is not there',
      pod(
        container(backOff, {
          restartCount: 2,
          ...ended(128, 'StartError', { message: 'exec: "run": not found' }),
        }),
      ),
      {
        final: true,
        message:
          'container main cannot be started: exec: "run": not found, restarted 2 times',
      },
    ],
    [
      'a Secret is missing: somebody may be making it',
      pod(
        container({
          waiting: {
            reason: 'CreateContainerConfigError',
            message: 'secret "db" not found',
          },
        }),
      ),
      {
        final: false,
        message: 'container main cannot be created: there is no Secret db',
      },
    ],
    [
      'a Secret has been missing for long',
      pod(
        container({
          waiting: {
            reason: 'CreateContainerConfigError',
            message: 'secret "db" not found',
          },
        }),
        60,
      ),
      { final: true },
    ],
    [
      'it runs and does not get ready',
      pod(
        {
          phase: 'Running',
          ...container({ running: { startedAt: secondsAgo(45) } }),
        },
        60,
      ),
      {
        final: false,
        reason: 'NotReady',
        message:
          'container main has been running for 45 s without becoming ready',
        log: 'current',
      },
    ],
    [
      'an init container crashes',
      pod({
        initContainerStatuses: [
          {
            name: 'migrate',
            ready: false,
            restartCount: 3,
            state: backOff,
            ...ended(1, 'Error'),
          },
        ],
        ...container({ waiting: { reason: 'PodInitializing' } }),
      }),
      { final: true, container: 'migrate' },
    ],
    [
      'an init container takes its time',
      pod(
        {
          initContainerStatuses: [
            {
              name: 'migrate',
              ready: false,
              restartCount: 0,
              state: { running: { startedAt: secondsAgo(30) } },
            },
          ],
        },
        40,
      ),
      {
        final: false,
        message:
          'container migrate, which the others wait for, has been running for 30 s',
      },
    ],
    [
      'nothing, it is on its way out',
      {
        ...pod(container(backOff, { restartCount: 9, ...ended(1, 'Error') })),
        metadata: { name: 'x', deletionTimestamp: secondsAgo(1) },
      },
      undefined,
    ],
  ])('%s', (_, given, expected) => {
    expect([troubleOf(given, rules)]).toMatchObject([expected]);
  });

  it('leaves it to a Job when a crash counts', () => {
    const crashed = pod(
      container(backOff, { restartCount: 5, ...ended(1, 'Error') }),
    );
    expect(troubleOf(crashed, { ...rules, crashIsFinal: false })?.final).toBe(
      false,
    );
  });

  it('names the gravest of several pods', () => {
    const starting = pod(container({ waiting: {} }), 60);
    const crashing = pod(
      container(backOff, { restartCount: 2, ...ended(1, 'Error') }),
    );
    expect(worstTrouble([starting, crashing], rules)?.reason).toBe(
      'CrashLoopBackOff',
    );
    expect(worstTrouble([], rules)).toBeUndefined();
  });
});

describe('why an image cannot be pulled', () => {
  it.each([
    ['manifest for x not found: manifest unknown', 'not found', true],
    [
      'pull access denied, repository does not exist or may require authorization',
      'access denied, or it does not exist',
      true,
    ],
    [
      'unexpected status: 401 Unauthorized',
      'access denied, or it does not exist',
      true,
    ],
    [
      'no match for platform in manifest',
      'it was not built for the platform of this node',
      true,
    ],
    [
      'toomanyrequests: rate limit',
      'the registry allows no more pulls for now',
      false,
    ],
    [
      'tls: failed to verify certificate: x509: unknown authority',
      "the registry's certificate is not trusted",
      false,
    ],
    [
      'dial tcp 10.0.0.1:443: i/o timeout',
      'the registry cannot be reached',
      false,
    ],
    ['a new kind of trouble', 'a new kind of trouble', false],
  ])('%s', (said, means, final) => {
    expect(explainPull('x:1', 'ErrImagePull', [said])).toMatchObject({
      message: `image x:1 cannot be pulled: ${means}`,
      final,
    });
  });

  it('does not take the name of the image for a cause', () => {
    expect(
      explainPull('acme/not-found:404', 'ErrImagePull', [
        'pulling acme/not-found:404: i/o timeout',
      ]).message,
    ).toBe(
      'image acme/not-found:404 cannot be pulled: the registry cannot be reached',
    );
  });
});

describe('evidence', () => {
  const events = readEvents([
    {
      type: 'Warning',
      reason: 'Failed',
      message: 'Failed to pull image "x:1": manifest unknown',
      lastTimestamp: secondsAgo(20),
    },
    {
      type: 'Normal',
      reason: 'Scheduled',
      message: 'Successfully assigned',
      eventTime: secondsAgo(30),
    },
    {
      type: 'Warning',
      reason: 'Failed',
      message: 'Error: ImagePullBackOff',
      series: { lastObservedTime: secondsAgo(10) },
    },
  ]);

  it('puts events in order, whichever way their time was written', () => {
    expect(events.map(({ reason, time }) => [reason, time])).toEqual([
      ['Scheduled', secondsAgo(30)],
      ['Failed', secondsAgo(20)],
      ['Failed', secondsAgo(10)],
    ]);
  });

  it('keeps the last five', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      reason: `r${index}`,
      lastTimestamp: secondsAgo(100 - index),
    }));
    expect(readEvents(many).map(({ reason }) => reason)).toEqual([
      'r3',
      'r4',
      'r5',
      'r6',
      'r7',
    ]);
  });

  const place = { pod: 'api-1', podUid: 'u', container: 'main' };
  it('finds in the events why an image is not there', () => {
    expect(
      causeOf(
        {
          ...place,
          final: true,
          reason: 'ImagePullBackOff',
          message: 'image x:1 cannot be pulled',
          hint: 'Check it.',
          pull: { image: 'x:1', texts: ['Back-off pulling image "x:1"'] },
          log: 'none',
        },
        events,
        [],
      ),
    ).toMatchObject({
      reason: 'ImagePullBackOff',
      message: 'image x:1 cannot be pulled: not found',
      pod: 'api-1',
      container: 'main',
    });
  });

  it('finds in the events why a container does not get ready', () => {
    const probe = readEvents([
      {
        type: 'Warning',
        reason: 'Unhealthy',
        message: 'Readiness probe failed: statuscode: 500',
        lastTimestamp: secondsAgo(1),
      },
    ]);
    expect(
      causeOf(
        {
          ...place,
          final: false,
          reason: 'NotReady',
          message:
            'container main has been running for 45 s without becoming ready',
          hint: 'Look at its log.',
          log: 'current',
        },
        probe,
        ['GET /health 500'],
      ),
    ).toEqual({
      reason: 'NotReady',
      message:
        'container main has been running for 45 s without becoming ready: its readiness probe is answered with 500',
      hint: 'Correct the path of the probe in the Score file, or find out in the log why the program says so.',
      said: 'Readiness probe failed: statuscode: 500',
      pod: 'api-1',
      container: 'main',
      events: [
        {
          time: secondsAgo(1),
          reason: 'Unhealthy',
          message: 'Readiness probe failed: statuscode: 500',
        },
      ],
      logTail: ['GET /health 500'],
    });
  });
});

describe('whose pods count', () => {
  const owned = (
    kind: string,
    name: string,
    owner: string,
    more: JsonObject = {},
  ): JsonObject => ({
    kind,
    metadata: {
      name,
      uid: name,
      ownerReferences: [{ uid: owner, controller: true }],
      ...more,
    },
  });
  const names = (objects: JsonObject[]) =>
    objects.map(({ metadata }) => JSON.parse(JSON.stringify(metadata)).name);
  const revision = (value: string) => ({
    annotations: { 'deployment.kubernetes.io/revision': value },
  });

  it('those of a Deployment by its revision, an older ReplicaSet taken up again included', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', uid: 'web', ...revision('3') },
    };
    const sets = [
      owned('ReplicaSet', 'old', 'web', {
        creationTimestamp: secondsAgo(100),
        ...revision('3'),
      }),
      owned('ReplicaSet', 'new', 'web', {
        creationTimestamp: secondsAgo(10),
        ...revision('2'),
      }),
      owned('ReplicaSet', 'foreign', 'other', revision('3')),
    ];
    const pods = [
      owned('Pod', 'p-old', 'old'),
      owned('Pod', 'p-new', 'new'),
      owned('Pod', 'p-foreign', 'foreign'),
    ];
    expect(names(podsOf(deployment, sets, pods).current)).toEqual(['p-old']);
    const unmarked = { ...deployment, metadata: { uid: 'web' } };
    expect(names(podsOf(unmarked, sets, pods).current)).toEqual(['p-new']);
    expect(podsOf(deployment, [], pods)).toEqual({ current: [], older: [] });
  });

  it('those of a StatefulSet and a DaemonSet by the label of their template', () => {
    const pods = [
      owned('Pod', 'a', 'db', {
        labels: {
          'controller-revision-hash': 'r1',
          'pod-template-generation': '1',
        },
      }),
      owned('Pod', 'b', 'db', {
        labels: {
          'controller-revision-hash': 'r2',
          'pod-template-generation': '2',
        },
      }),
    ];
    const both: JsonObject[] = [
      {
        kind: 'StatefulSet',
        metadata: { uid: 'db' },
        status: { updateRevision: 'r2' },
      },
      {
        kind: 'DaemonSet',
        metadata: {
          uid: 'db',
          annotations: { 'deprecated.daemonset.template.generation': '2' },
        },
      },
    ];
    for (const object of both) {
      const { current, older } = podsOf(
        { apiVersion: 'apps/v1', ...object },
        [],
        pods,
      );
      expect([names(current), names(older)]).toEqual([['b'], ['a']]);
    }
  });
});
