import {
  CurrentRelease,
  Driver,
  EnvironmentState,
  Platform,
  PlanPorts,
  PlanRequest,
  Target,
} from '../../model';
import { Attempt, draftOnPaper } from '../draft/draftDeployment';
import { Draft } from '../draft/draft';
import { behindDoor, Redactor } from '../redaction';
import { maskedMap } from '../values';

export type PaperPorts = Pick<PlanPorts, 'drivers' | 'generated' | 'digest'>;

/** A release as one platform would deploy it to what is there, without asking anybody. */
export function draftRelease(
  platform: Platform,
  release: CurrentRelease,
  { drivers, generated, digest }: PaperPorts,
): Promise<Attempt> {
  const request: PlanRequest = {
    ...release,
    platform,
    force: false,
    consent: [],
    moves: [],
  };
  const ports = {
    drivers: paperDrivers(request, drivers),
    generated,
    digest,
    signal: new AbortController().signal,
    openTarget: async (place: Parameters<PlanPorts['openTarget']>[0]) =>
      paperTarget(place, release.state),
  };
  return draftOnPaper(request, behindDoor(ports, new Redactor()));
}

/**
 * What is there once a draft has been deployed: for a release without any record (CLI, what if), as
 * if the platform of today had made everything.
 */
export function afterwards({ steps, binding }: Draft): EnvironmentState {
  const state: EnvironmentState = {
    resources: [],
    workloads: [],
    objects: [],
    minted: {},
  };
  for (const step of steps) {
    if (step.kind === 'resource') {
      const { node, request, definition, driver, outputs, needs, hash } = step;
      state.minted[step.address] = 1;
      state.resources.push({
        resourceId: request.resourceId,
        address: step.address,
        type: node.type,
        class: node.class,
        ...(node.id !== undefined && { id: node.id }),
        name: request.name,
        definition,
        driverVersion: driver.version,
        inputs: request.inputs,
        outputs,
        outputsVersion: 1,
        ...(hash !== undefined && { appliedHash: hash }),
        lifecycle: 'ready',
        needs,
        completedJobs: [],
      });
    } else if (step.kind === 'workload') {
      state.workloads.push({
        workload: step.workload.name,
        ...(step.hash !== undefined && { appliedHash: step.hash }),
        lifecycle: 'ready',
        completedJobs: [],
      });
    }
    for (const { ref, template } of step.objects) {
      if (template) {
        state.objects.push({
          target: binding.target.cluster,
          ref,
          owner: step.owner,
          applied: maskedMap(template),
          state: 'present',
        });
      }
    }
  }
  return state;
}

/**
 * Drivers that answer without a call: by `foresee`, or else that nothing is known. Each that a definition
 * names is there, installed here or not.
 */
function paperDrivers(
  { platform, state }: PlanRequest,
  drivers: Record<string, Driver>,
): Record<string, Driver> {
  const names = [
    ...Object.values(platform.definitions),
    ...state.resources.map(({ definition }) => definition),
  ].map(({ driver }) => driver);
  return Object.fromEntries(
    [...new Set(names)].map(name => [
      name,
      paperDriver(
        name,
        Object.hasOwn(drivers, name) ? drivers[name] : undefined,
      ),
    ]),
  );
}

function paperDriver(name: string, driver: Driver | undefined): Driver {
  return {
    ...(driver ?? { version: '', inputs: {} }),
    name,
    plan: async request =>
      driver?.foresee?.(request) ?? {
        outputs: {},
        objects: [],
        exactness: 'deferred',
      },
    apply: onPaper,
    destroy: onPaper,
    recover: onPaper,
  };
}

/** Which kinds live in no namespace is known of those that were applied. */
function paperTarget(
  place: Pick<Target, 'driver' | 'cluster' | 'namespace'>,
  { objects }: EnvironmentState,
): Target {
  const clusterWide = new Set(
    objects.flatMap(({ ref }) => (ref.namespace === undefined ? ref.kind : [])),
  );
  return {
    ...place,
    simulated: true,
    isNamespaced: async (_, kind) =>
      kind !== 'Namespace' && !clusterWide.has(kind),
    observe: onPaper,
    apply: onPaper,
    stamp: onPaper,
    release: onPaper,
    remove: onPaper,
    health: onPaper,
  };
}

async function onPaper(): Promise<never> {
  throw new Error('on paper nobody is asked and nothing is changed');
}
