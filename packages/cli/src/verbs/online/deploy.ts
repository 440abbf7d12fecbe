import type { PlanInput, TuttiClient } from '@tutti/plugin-tutti-common';
import { carryOut, CarryOutOptions, Wish } from '../../online/carryOut';
import {
  deploymentOfNumber,
  deploymentsOf,
  EnvironmentPlace,
  findDeployment,
  numberOf,
} from '../../online/deployments';
import { answered, RefusedByPortal } from '../../online/errors';
import { planImages } from '../../online/planImages';
import { portalOf } from '../../online/portal';
import { Terminal, UsageError } from '../../Terminal';
import {
  promotionInput,
  promoteToAll,
  PromoteToAllOptions,
} from './promoteToAll';

/** What is to be deployed: the current workloads, unless a release is named. */
export interface ContentOptions {
  image?: string[];
  /** Its number, with or without `r` before it. */
  release?: string;
  /** Apply even what is unchanged. */
  force?: boolean;
}

export interface DeployOptions extends ContentOptions, CarryOutOptions {
  /** One that somebody has looked at: exactly this is deployed, or nothing. */
  plan?: string;
}

export function deploy(
  application: string,
  environment: string,
  options: DeployOptions,
  terminal: Terminal,
): Promise<number> {
  const { plan, image, release, force, consent } = options;
  if (plan !== undefined && (image || release || force || consent)) {
    throw new UsageError(
      '--plan is deployed as it is: --image, --release, --force and --consent make another one',
    );
  }
  return answered(terminal, async () => {
    const portal = portalOf(options, terminal);
    const place = { application, environment };
    const wish: Wish =
      plan === undefined
        ? { input: await contentOf(portal.tutti, place, options) }
        : { planId: plan };
    return carryOut(
      portal,
      place,
      wish,
      { ...options, verb: 'Deploy' },
      terminal,
    );
  });
}

/**
 * What succeeded in one environment goes to another, with the images that it ran there; with `--type` to all of
 * that type.
 */
export function promote(
  application: string,
  from: string,
  to: string | undefined,
  options: CarryOutOptions & PromoteToAllOptions,
  terminal: Terminal,
): Promise<number> {
  const { type, label, maxConcurrent, continueOnFailure, consent } = options;
  if (type !== undefined) {
    if (to !== undefined || consent) {
      throw new UsageError(
        '--type goes to all environments of that type: leave out <to> and --consent',
      );
    }
    const input = promotionInput(from, type, options);
    return answered(terminal, () =>
      promoteToAll(
        portalOf(options, terminal),
        application,
        input,
        options,
        terminal,
      ),
    );
  }
  if (to === undefined || label || maxConcurrent || continueOnFailure) {
    throw new UsageError(
      'name one environment, or a --type with --label, --max-concurrent and --continue-on-failure',
    );
  }
  return answered(terminal, () =>
    carryOut(
      portalOf(options, terminal),
      { application, environment: to },
      { input: { promoteFrom: from } },
      { ...options, verb: `Promote from ${from}` },
      terminal,
    ),
  );
}

/** Back to an earlier success: the release and the plain values of then. */
export function rollback(
  application: string,
  environment: string,
  number: string | undefined,
  options: CarryOutOptions,
  terminal: Terminal,
): Promise<number> {
  const wanted = number === undefined ? undefined : numberOf(number);
  return answered(terminal, async () => {
    const portal = portalOf(options, terminal);
    const place = { application, environment };
    const to =
      wanted === undefined
        ? await lastGood(portal.tutti, place)
        : await deploymentOfNumber(portal.tutti, place, wanted);
    return carryOut(
      portal,
      place,
      { input: { rollbackTo: to.id } },
      { ...options, verb: `Roll back to #${to.number}` },
      terminal,
    );
  });
}

/** @throws UsageError for images that fit nothing; RefusedByPortal for a release that is not there */
export async function contentOf(
  tutti: TuttiClient,
  place: EnvironmentPlace,
  { image, release, force }: ContentOptions,
): Promise<PlanInput> {
  const { workloads, name } = await tutti.getApplication(place.application);
  return {
    ...(image && { images: planImages(image, workloads) }),
    ...(release !== undefined && {
      releaseId: await releaseId(tutti, name, release),
    }),
    ...(force && { force }),
  };
}

/** A release is known by the deployments that took it, in any environment. */
async function releaseId(
  tutti: TuttiClient,
  application: string,
  text: string,
): Promise<string> {
  const [, digits] = /^r?([1-9]\d{0,8})$/.exec(text) ?? [];
  if (digits === undefined) {
    throw new UsageError(`--release ${text}: give its number, such as 12`);
  }
  const { environments } = await tutti.getApplication(application);
  for (const { name } of environments) {
    for await (const { release } of deploymentsOf(tutti, {
      application,
      environment: name,
    })) {
      if (release?.number === Number(digits)) return release.id;
    }
  }
  throw new RefusedByPortal(
    `No deployment of ${application} had release ${digits}.`,
  );
}

/** After a success the one before it; after anything else what ran before. */
async function lastGood(tutti: TuttiClient, place: EnvironmentPlace) {
  const newest = await findDeployment(
    tutti,
    place,
    'deployment to go back from',
    () => true,
  );
  return findDeployment(
    tutti,
    place,
    'earlier success to go back to',
    ({ id, status, destroys }) =>
      id !== newest.id && status === 'succeeded' && !destroys,
  );
}
