import { builtinDrivers } from '../../drivers';
import { loadPlatform } from '../../loadPlatform';
import {
  JsonObject,
  Platform,
  PlanRequest,
  Result,
  Secret,
  Workload,
} from '../../model';
import { readWorkload, SourceFile } from '../../read';
import { TestEnvironment } from '../../testing';
import { cloudDriver } from './cloudDriver';

/** Stands in every secret: no text that comes out may have it in it. */
export const CANARY = 'canary';

/** Everything somebody would write down, as data: what is made of it goes through the readers. */
export interface World {
  environmentType: string;
  /** Platform documents; in which file and at which place they stand does not matter. */
  documents: JsonObject[];
  /** Score files. */
  scores: JsonObject[];
}

export const DRIVERS = [...builtinDrivers(), cloudDriver()];

/** Documents in files, `perFile` in each. */
export function filesOf(documents: JsonObject[], perFile = 4): SourceFile[] {
  return Array.from(
    { length: Math.ceil(documents.length / perFile) },
    (_, index) => ({
      file: `platform/${index}.yaml`,
      text: documents
        .slice(index * perFile, (index + 1) * perFile)
        .map(document => JSON.stringify(document, null, 1))
        .join('\n---\n'),
    }),
  );
}

export function platformOf({ documents }: World): Result<Platform> {
  return loadPlatform(filesOf(documents), DRIVERS);
}

/** @throws Error with the problems, when a Score file has errors */
export function workloadsOf({ scores }: World): Workload[] {
  return scores.map((score, index) => {
    const read = readWorkload(JSON.stringify(score, null, 1), {
      file: `${index}/score.yaml`,
    });
    if (!read.ok) {
      throw new Error(JSON.stringify(read.problems));
    }
    return read.value;
  });
}

/** What the world is asked for when nothing runs yet. */
export function requestOf(
  world: World,
  platform: Platform,
): Omit<PlanRequest, 'state'> {
  const workloads = workloadsOf(world);
  return {
    platform,
    application: {
      id: 'app-1',
      name: 'shop',
      owner: 'group:default/shop',
      labels: { region: 'eu' },
    },
    environment: { id: 'env-1', name: 'blue', type: world.environmentType },
    release: 'r1',
    workloads,
    images: Object.fromEntries(
      workloads.map(({ name, containers }) => [
        name,
        Object.fromEntries(
          Object.keys(containers).map(container => [
            container,
            `registry.example.com/${name}/${container}:1`,
          ]),
        ),
      ]),
    ),
    values: { REGION: 'eu-1', LIMITS: { most: 5 } },
    secrets: {
      TOKEN: new Secret(`${CANARY}-token`),
      KEYS: new Secret(`${CANARY}-first-line-of-a-key\n${CANARY}-second-line`),
    },
    platformValues: { ZONE: 'zone-a' },
    platformSecrets: { ROOT: new Secret(`${CANARY}-root`) },
    neighbours: {},
    force: false,
    consent: [],
    moves: [],
  };
}

/**
 * The world, with a cluster and a database.
 *
 * @throws Error with the problems, when its files have errors
 */
export function environmentOf(world: World): TestEnvironment {
  const platform = platformOf(world);
  if (!platform.ok) {
    throw new Error(JSON.stringify(platform.problems));
  }
  const environment = new TestEnvironment(requestOf(world, platform.value));
  const driver = cloudDriver();
  environment.drivers[driver.name] = driver;
  return environment;
}
