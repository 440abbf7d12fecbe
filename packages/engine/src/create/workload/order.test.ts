import {
  problems,
  podSpecOf,
  rendered,
  score,
} from './__fixtures__/renderInput';
import { startOrder } from './order';
import { valueAt } from './tree';

const PROBE = 'readinessProbe: { httpGet: { path: /ready, port: 8080 } }';

const pod = (containers: string) => `
metadata: { name: web }
containers:
${containers
  .trim()
  .split('\n')
  .map(line => `  ${line.trim()}`)
  .join('\n')}
`;

const order = (containers: string) => startOrder(score(pod(containers))).order;

describe('A.before.B: A starts first, B waits for A', () => {
  it.each([
    [
      'nobody waits: all together, by name',
      `bb: { image: x }
       aa: { image: x }`,
      { first: [], main: ['aa', 'bb'] },
    ],
    [
      'a migration before the server',
      `web: { image: x }
       zz-migrate: { image: x, before: { web: { ready: complete } } }`,
      {
        first: [{ container: 'zz-migrate', until: 'complete' }],
        main: ['web'],
      },
    ],
    [
      'a chain, whatever the names',
      `aa: { image: x, before: { main: { ready: started } } }
       zz: { image: x, before: { aa: { ready: complete } } }
       main: { image: x }`,
      {
        first: [
          { container: 'zz', until: 'complete' },
          { container: 'aa', until: 'started' },
        ],
        main: ['main'],
      },
    ],
    [
      'independent ones by name',
      `main: { image: x }
       bb: { image: x, before: { main: { ready: started } } }
       aa: { image: x, before: { main: { ready: started } } }`,
      {
        first: [
          { container: 'aa', until: 'started' },
          { container: 'bb', until: 'started' },
        ],
        main: ['main'],
      },
    ],
    [
      'the strongest of several wishes',
      `aa: { image: x, before: { main: { ready: started }, other: { ready: complete } } }
       main: { image: x }
       other: { image: x }`,
      {
        first: [{ container: 'aa', until: 'complete' }],
        main: ['main', 'other'],
      },
    ],
  ])('%s', (_, containers, expected) => {
    expect(order(containers)).toEqual(expected);
  });

  it('is an error as a circle', () => {
    const workload = score(pod('aa: { image: x }\nbb: { image: x }'));
    workload.containers.aa.before = { bb: { ready: 'started' } };
    workload.containers.bb.before = { aa: { ready: 'started' } };
    expect(startOrder(workload).problems).toEqual([
      expect.objectContaining({
        code: 'CyclicStart',
        message:
          'Containers aa, bb of workload web wait for each other: none can start.',
      }),
    ]);
  });

  it('is an error towards a container that is not there', () => {
    const workload = score(pod('aa: { image: x }\nbb: { image: x }'));
    workload.containers.aa.before = { cc: { ready: 'started' } };
    expect(startOrder(workload).problems).toEqual([
      expect.objectContaining({
        code: 'UnknownContainer',
        path: 'containers.aa.before',
      }),
    ]);
  });
});

describe('who starts first is', () => {
  const initContainer = (container: string) => {
    const objects = rendered(
      pod(`aa: { image: x, ${container} }\nmain: { image: x }`),
    );
    const found = valueAt(podSpecOf(objects), 'initContainers');
    return Array.isArray(found) ? found[0] : undefined;
  };

  it('an init container, if the others wait for its end', () => {
    const made = initContainer('before: { main: { ready: complete } }');
    expect(made).toEqual({
      name: 'aa',
      image: 'x',
      securityContext: { allowPrivilegeEscalation: false },
    });
  });

  it('a sidecar, if they wait for its start', () => {
    expect(
      initContainer(`before: { main: { ready: started } }, ${PROBE}`),
    ).toMatchObject({
      restartPolicy: 'Always',
      readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
    });
  });

  it('a sidecar with a startup probe, if they wait for its health', () => {
    const made = initContainer(
      `before: { main: { ready: healthy } }, ${PROBE}`,
    );
    expect(made).toMatchObject({
      restartPolicy: 'Always',
      startupProbe: {
        httpGet: { path: '/ready', port: 8080 },
        periodSeconds: 2,
        failureThreshold: 150,
      },
    });
  });
});

it('a container without a probe cannot say that it is healthy', () => {
  const workload = score(pod('aa: { image: x }\nmain: { image: x }'));
  workload.containers.aa.before = { main: { ready: 'healthy' } };
  expect(problems(workload)).toEqual([
    'ProbeMissing: Others wait until container aa of workload web is healthy, but it has no probe that could say so.',
  ]);
});

it('the probes of a container that runs to its end are left out, and that is said', () => {
  expect(
    problems(
      pod(
        `aa: { image: x, before: { main: { ready: complete } }, ${PROBE} }\nmain: { image: x }`,
      ),
    ),
  ).toEqual([
    expect.stringMatching(
      /^ProbeIgnored: Container aa of workload web runs to its end/,
    ),
  ]);
});
