import { problems } from './__fixtures__/renderInput';

const web = (container: string) => `
metadata: { name: web }
containers: { main: { image: "x:1", ${container} } }
resources: { data: { type: volume } }
`;

describe('what a Score file may say and Kubernetes refuses is said before', () => {
  it.each([
    [
      'more requested than the limit',
      'resources: { requests: { cpu: "2", memory: 1Gi }, limits: { cpu: 1500m, memory: 1G } }',
      [
        'requests more cpu (2) than its limit (1500m)',
        'requests more memory (1Gi) than its limit (1G)',
      ],
    ],
    [
      'as much requested as the limit, in other words',
      'resources: { requests: { cpu: 1000m, memory: 1024Mi }, limits: { cpu: "1.0", memory: 1Gi } }',
      [],
    ],
    [
      'a way out of a volume',
      'volumes: { /a: { source: "${resources.data}", path: x/../../y }, /b: { source: "${resources.data}", path: ..x } }',
      ['mounts a path that leads out of its volume'],
    ],
    [
      'a volume mounted nowhere',
      'volumes: { "": { source: "${resources.data}" } }',
      ['mounts a volume nowhere'],
    ],
    [
      'a probe without a command',
      'livenessProbe: { exec: { command: [] } }',
      ['has a probe whose command is empty'],
    ],
    [
      'a header with an underscore, where it is used',
      'livenessProbe: { httpGet: { path: /, port: 80, httpHeaders: [{ name: a_b, value: x }] } }, readinessProbe: { exec: { command: [x] }, httpGet: { path: /, port: 80, httpHeaders: [{ name: a_b, value: x }] } }',
      ['has a probe with header a_b'],
    ],
  ])('%s', (_, container, expected) => {
    expect(problems(web(container))).toEqual(
      expected.map(message =>
        expect.stringContaining(
          `RefusedByKubernetes: Container main of workload web ${message}`,
        ),
      ),
    );
  });
});
