import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from './Api';
import { Place } from './Place';

const FIXTURES = join(__dirname, '../../src/__testUtils__/fixtures/platform');

const MOODY = `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: moody }
spec:
  params: { type: object, properties: { wish: { type: string } } }
  outputs: { type: object, required: [name], properties: { name: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: moody }
spec: { type: moody, driver: moody, inputs: { wish: '\${params.wish}' } }
`;

const CAREFUL = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: careful }
spec:
  rank: 20
  profile: standard
  access: { create: [owner], deploy: [owner], approve: [owner] }
  approval: { required: true, self: true, expiresAfter: 5s }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-careful }
spec:
  type: postgres
  criteria: { environmentType: careful }
  driver: static
  inputs: { host: db, username: app, password: none }
`;

const CONTINUOUS = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: continuous }
spec:
  rank: 30
  profile: standard
  access: { create: [owner], deploy: [owner] }
  automation: { on: build, refs: [refs/heads/main] }
`;

const PLAIN = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: . } }
`;

const WEB = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: . } }
service: { ports: { http: { port: 80, targetPort: 8080 } } }
`;

const API = `apiVersion: score.dev/v1b1
metadata: { name: api }
containers:
  main:
    image: .
    variables: { PASSWORD: '\${resources.db.password}' }
service: { ports: { http: { port: 8080 } } }
resources:
  db: { type: postgres, id: main, params: { version: '17' } }
`;

/** With a resource of the driver that fails or hangs as it is told. */
export function moodyScore(wish: string): string {
  return `apiVersion: score.dev/v1b1
metadata: { name: moody }
containers: { main: { image: ., variables: { NAME: '\${resources.mood.name}' } } }
resources: { mood: { type: moody, params: { wish: '${wish}' } } }
`;
}

/** A folder with the platform; beside it what the driver `moody` reads and writes. */
export async function writePlatform(): Promise<{
  folder: string;
  moods: string;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-chaos-'));
  await cp(FIXTURES, join(folder, 'platform'), { recursive: true });
  await writeFile(join(folder, 'platform/moody.yaml'), MOODY);
  await writeFile(join(folder, 'platform/careful.yaml'), CAREFUL);
  await writeFile(join(folder, 'platform/continuous.yaml'), CONTINUOUS);
  const moods = join(folder, 'moods');
  await mkdir(moods);
  return { folder, moods };
}

/** How large the applications are. */
export interface WorldSize {
  applications: number;
  environmentsEach: number;
  /** Of the environments; `development` unless it says otherwise. Of `careful` a person has 5 s to approve, `continuous` takes builds. */
  type?: 'careful' | 'continuous';
  /** Each has one workload, which is one Deployment. Otherwise two, a Service, and a generated password. */
  small?: boolean;
}

/** Applications, each with so many environments. */
export async function settle(api: Api, size: WorldSize): Promise<Place[]> {
  const scores: Record<string, string> = size.small
    ? { web: PLAIN }
    : { web: WEB, api: API };
  const places: Place[] = [];
  for (let a = 1; a <= size.applications; a++) {
    const application = `app-${a}`;
    await api.post('/applications', { name: application });
    for (const [workload, score] of Object.entries(scores)) {
      await api.put(`/applications/${application}/workloads/${workload}`, {
        score,
      });
    }
    for (let e = 1; e <= size.environmentsEach; e++) {
      const environment = `dev-${e}`;
      await api.post(`/applications/${application}/environments`, {
        name: environment,
        type: size.type ?? 'development',
      });
      places.push({
        application,
        environment,
        namespace: `${application}-${environment}`,
        workloads: Object.keys(scores),
      });
    }
  }
  return places;
}

/** All images of an application with one tag. */
export function imagesOf({ application, workloads }: Place, tag: string) {
  const images = workloads.map(workload => [
    workload,
    { main: `registry.example.com/${application}/${workload}:${tag}` },
  ]);
  return {
    // As `fromEntries` cannot know: workload -> container -> image.
    images: Object.fromEntries(images) as Record<string, { main: string }>,
  };
}
