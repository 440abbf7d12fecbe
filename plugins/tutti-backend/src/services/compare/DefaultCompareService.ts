import { NotFoundError } from '@backstage/errors';
import { compareSides, Side } from '@tutti/engine';
import { ComparedSide, ComparisonView } from '@tutti/plugin-tutti-common';
import {
  DeploymentRecord,
  ReleaseRecord,
  Store,
  StoredPlan,
} from '../../store';
import { Lookup, Place } from '../Lookup';
import { CompareService } from '../types';
import { releaseSummary, ReleaseWithImages } from '../views';
import { ShownImages, shownImages } from './contents';
import { ComparedRef } from './refs';
import {
  placeSide,
  plannedResources,
  recordedResources,
  ResourceDetail,
  valuesSide,
  workloadsSide,
} from './sides';

interface Found {
  /** Its workloads are drawn when both sides are known. */
  side: Omit<Side, 'workloads'>;
  shown: ComparedSide;
  /** Absent where nothing runs. */
  images?: ReleaseWithImages;
}

export class DefaultCompareService implements CompareService {
  constructor(private readonly store: Store) {}

  async compare(
    left: ComparedRef,
    right: ComparedRef,
  ): Promise<ComparisonView> {
    const detail = detailOf(left, right);
    const [ours, theirs] = [
      await this.#find(left, detail),
      await this.#find(right, detail),
    ];
    const [ourImages, theirImages] =
      ours.images && theirs.images
        ? shownImages(ours.images, theirs.images)
        : [];
    return {
      left: ours.shown,
      right: theirs.shown,
      sections: compareSides(
        whole(ours, ourImages),
        whole(theirs, theirImages),
      ),
      allowed: {},
    };
  }

  #find(ref: ComparedRef, detail: ResourceDetail): Promise<Found> {
    switch (ref.kind) {
      case 'environment':
        return this.#environment(ref, detail);
      case 'deployment':
        return this.#deployment(ref.id, detail);
      default:
        return this.#release(ref.id);
    }
  }

  async #release(id: string): Promise<Found> {
    const { store } = this;
    const release = await store.releases.get(id);
    const [application] = release
      ? await store.applications.get([release.applicationId])
      : [];
    if (!release || !application) {
      throw new NotFoundError(`There is no release '${id}'`);
    }
    return {
      side: {},
      images: { release },
      shown: {
        kind: 'release',
        application: application.name,
        release: releaseSummary(release),
      },
    };
  }

  async #deployment(id: string, detail: ResourceDetail): Promise<Found> {
    const { store } = this;
    const deployment = await store.deployments.get(id);
    if (!deployment) {
      throw new NotFoundError(`There is no deployment '${id}'`);
    }
    const place = await new Lookup(store).placeById(deployment.environmentId);
    const { release, plan } = await this.#contentOf(deployment);
    return {
      images: { release, deployment },
      side: {
        resources: await plannedResources(store, plan.id, detail),
        values: await valuesSide(
          store,
          place.environment,
          deployment.startedAt ?? deployment.requestedAt,
        ),
        place: placeSide(plan.plan),
      },
      shown: shownOf('deployment', place, { deployment, release }),
    };
  }

  /** What its last success made, with what it has now. */
  async #environment(
    path: { application: string; environment: string },
    detail: ResourceDetail,
  ): Promise<Found> {
    const { store } = this;
    const place = await new Lookup(store).place(path);
    const { id } = place.environment;
    const deployment = (await store.deployments.lastSuccessOf([id])).get(id);
    const values = await valuesSide(store, place.environment);
    if (!deployment || deployment.destroys) {
      return {
        side: { resources: {}, values, place: {} },
        shown: shownOf('environment', place),
      };
    }
    const { release, plan } = await this.#contentOf(deployment);
    return {
      images: { release, deployment },
      side: {
        resources: recordedResources(
          await store.resources.heads([id]),
          await store.planSteps.params(plan.id),
          detail,
        ),
        values,
        place: placeSide(plan.plan),
      },
      shown: shownOf('environment', place, { deployment, release }),
    };
  }

  async #contentOf({
    number,
    planId,
    releaseId,
  }: DeploymentRecord): Promise<{ release: ReleaseRecord; plan: StoredPlan }> {
    const release = releaseId && (await this.store.releases.get(releaseId));
    const plan = planId && (await this.store.plans.get(planId));
    if (!release || !plan) {
      throw new NotFoundError(
        `Deployment #${number} cannot be compared: there is no plan of it yet, or not any more.`,
      );
    }
    return { release, plan };
  }
}

function whole({ side, images }: Found, shown?: ShownImages): Side {
  return {
    ...side,
    workloads: images ? workloadsSide(images.release, shown) : {},
  };
}

/** What a plan says of a resource and what is recorded of it are not the same things. */
function detailOf(left: ComparedRef, right: ComparedRef): ResourceDetail {
  if (left.kind !== right.kind) return 'none';
  return left.kind === 'deployment' ? 'inputs' : 'outputs';
}

function shownOf(
  kind: ComparedSide['kind'],
  { application, environment }: Place,
  content?: { deployment: DeploymentRecord; release: ReleaseRecord },
): ComparedSide {
  return {
    kind,
    application: application.name,
    environment: environment.name,
    ...(content && {
      release: releaseSummary(content.release),
      deployment: {
        id: content.deployment.id,
        number: content.deployment.number,
      },
    }),
  };
}
