import {
  DEPLOYMENT_ANNOTATION,
  isObject,
  JsonObject,
  objectKey,
  own,
  Platform,
  touchedFields,
} from '@tutti/engine';
import { Lineage, RuntimeNode } from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import {
  ApplicationRecord,
  DeploymentRecord,
  EnvironmentRecord,
  InventoryObject,
  Store,
} from '../../store';
import { presentObjects } from '../health/inCluster';
import { isoTime } from '../views/releases';

/** Versions of a workload that are looked through for the one that was released. */
const MOST_VERSIONS = 200;

/**
 * Leads from an object in the cluster back to where it came from: who asked for what, from which files
 * (docs/reference/semantics.md, Lineage).
 */
export class Lineages {
  constructor(
    private readonly store: Store,
    private readonly platform: ActivePlatform,
  ) {}

  /** @param root - What a deployment put there: the object, or what made it in turn. */
  async of(
    place: { application: ApplicationRecord; environment: EnvironmentRecord },
    root: RuntimeNode,
    content: JsonObject | undefined,
  ): Promise<Lineage> {
    const { environment, application } = place;
    const { apiVersion, kind, namespace, name, workload, resource } = root;
    const object = {
      apiVersion,
      kind,
      ...(namespace && { namespace }),
      name,
    };
    const deployment = await this.#deployment(environment, content);
    const record = (await presentObjects(this.store, environment)).find(
      ({ ref }) => objectKey(ref) === objectKey(object),
    );
    const plan =
      deployment?.planId === undefined
        ? undefined
        : await this.store.plans.get(deployment.planId);
    const revision = plan?.plan.platformRevision;
    const platform =
      revision === undefined
        ? await this.platform.find()
        : await this.#platformOf(revision);
    return {
      object,
      ...(deployment && {
        deployment: {
          id: deployment.id,
          number: deployment.number,
          ...(deployment.verb && { verb: deployment.verb }),
          requestedBy: deployment.requestedBy,
          requestedAt: isoTime(deployment.requestedAt),
          ...(plan && { planId: plan.id, planHash: plan.plan.hash }),
          ...(revision !== undefined && { platformRevision: revision }),
          approvals: await this.#approvals(deployment),
        },
      }),
      ...(workload !== undefined && {
        workload: await this.#workload(application, deployment, workload),
      }),
      ...(resource !== undefined && {
        resource: await this.#resource(environment, record, resource),
      }),
      ...(workload !== undefined &&
        (await this.#profile(environment, platform, workload, record))),
      command: commandFor(application, environment),
    };
  }

  /** The one that the object names; of before it did, nobody knows. */
  async #deployment(
    { id }: EnvironmentRecord,
    content: JsonObject | undefined,
  ): Promise<DeploymentRecord | undefined> {
    const metadata = isObject(content?.metadata) ? content.metadata : {};
    const { annotations } = metadata;
    const named = isObject(annotations)
      ? annotations[DEPLOYMENT_ANNOTATION]
      : undefined;
    const found =
      typeof named === 'string'
        ? await this.store.deployments.get(named)
        : undefined;
    // Whoever writes annotations could name one that is not for these eyes.
    return found?.environmentId === id ? found : undefined;
  }

  async #approvals({ id }: DeploymentRecord) {
    return (await this.store.approvals.list(id))
      .filter(({ decision }) => decision === 'approve')
      .map(({ who, at, comment }) => ({
        by: who,
        at: isoTime(at),
        ...(comment !== undefined && { comment }),
      }));
  }

  async #workload(
    { id }: ApplicationRecord,
    deployment: DeploymentRecord | undefined,
    name: string,
  ): Promise<NonNullable<Lineage['workload']>> {
    const release =
      deployment?.releaseId === undefined
        ? undefined
        : (await this.store.releases.heads([deployment.releaseId])).get(
            deployment.releaseId,
          );
    const record = await this.store.workloads.find(id, name);
    const digest = release && own(release.digests, name);
    const version =
      record && digest !== undefined
        ? await this.#versionOf(record, digest)
        : undefined;
    const source = version?.source ?? record?.source;
    return {
      name,
      ...(release && { release: release.number }),
      ...(version && { version: version.version }),
      ...(source && source.kind !== 'managed' && { url: source.url }),
      ...(deployment?.images && {
        images: deployment.images.items.filter(
          ({ workload }) => workload === name,
        ),
      }),
    };
  }

  async #versionOf(
    record: Parameters<Store['workloads']['findVersion']>[0],
    digest: string,
  ) {
    const heads = await this.store.workloads.versionsOf(record, {
      limit: MOST_VERSIONS,
    });
    for (const { version } of heads) {
      const found = await this.store.workloads.findVersion(record, version);
      if (found?.digest === digest) return found;
    }
    return undefined;
  }

  async #resource(
    { id }: EnvironmentRecord,
    record: InventoryObject | undefined,
    address: string,
  ): Promise<NonNullable<Lineage['resource']>> {
    const found = (await this.store.resources.records(id)).find(
      ({ resourceId }) => resourceId === record?.owner,
    );
    return {
      address,
      ...(found && {
        definition: found.definition.name,
        driver: found.definition.driver,
        file: found.definition.source.file,
        line: found.definition.source.line,
      }),
    };
  }

  async #profile(
    { id }: EnvironmentRecord,
    platform: Platform | undefined,
    workload: string,
    record: InventoryObject | undefined,
  ): Promise<Pick<Lineage, 'profile'>> {
    const state = (await this.store.workloadStates.list(id)).find(
      each => each.workload === workload,
    );
    const profile =
      platform && state?.profile !== undefined
        ? own(platform.profiles, state.profile)
        : undefined;
    return profile && record
      ? {
          profile: {
            name: profile.name,
            file: profile.source.file,
            line: profile.source.line,
            patches: touchedFields(profile, record.applied),
          },
        }
      : {};
  }

  /** A revision may be purged by now. */
  async #platformOf(revision: string): Promise<Platform | undefined> {
    return this.platform.of(revision).catch(() => undefined);
  }
}

/** What makes the same bytes of the same files, on anybody's machine. */
function commandFor(
  { name: application }: ApplicationRecord,
  { name, type }: EnvironmentRecord,
): string {
  return `tutti generate <score files> --platform <platform files> --application ${application} --environment ${name} --type ${type}`;
}
