import {
  Address,
  compareText,
  EnvironmentState,
  groupBy,
  LiveObject,
  ObjectKey,
  objectKey,
  ObjectRecord,
  ObjectRef,
  ObjectTemplate,
  Problem,
  Reason,
  Workload,
  WorkloadNode,
  WorkloadProfile,
  WorkloadRecord,
} from '../../model';
import {
  CompleteObject,
  Condition,
  conditionOf,
  draftObject,
  ENVIRONMENT_LABEL,
  environmentLabel,
  ObjectDraft,
} from '../objects';
import { contentOrigin, environmentLabelValue, overlayOf } from '../workload';
import { Board } from './board';
import { compareWorkload, objectReasons, unknownsIn } from './compare';
import { Completer } from './Completer';
import {
  Comparison,
  Decision,
  decideResource,
  decideWorkload,
  Drift,
} from './decide';
import { ResourceDraft, TargetDraft, WorkloadDraft } from './draft';
import { exactnessOf, ResolvedResource } from './draftResource';
import { beyondLimits } from './limits';
import { Grounds, isOutside, outOfBounds, Standing } from './foreign';
import { infrastructureOf } from './infrastructure';
import { shownImages } from './draftWorkload';
import { workloadHash } from './fingerprint';
import { isLeftOut } from './repairs';

/** A workload as it shall be, before the cluster was asked. */
export interface WantedWorkload {
  node: WorkloadNode;
  workload: Workload;
  profile: WorkloadProfile;
  autoscaled: boolean;
  templates: ObjectTemplate[];
}

export const TARGET_ADDRESS = 'target';
export const ENVIRONMENT_OWNER = 'environment';

/** One object with how it was found. */
interface Found {
  condition: Condition;
  draft: ObjectDraft;
}

/** Turns what is wanted, what was applied and what is there into steps. */
export class StepDrafter {
  readonly problems: Problem[] = [];
  readonly #byOwner: Map<string, ObjectRecord[]>;
  readonly #byKey: Map<ObjectKey, ObjectRecord>;
  readonly #workloads: Map<string, WorkloadRecord>;
  readonly #conditions = new Map<ObjectKey, Condition>();

  constructor(
    private readonly given: {
      board: Board;
      state: EnvironmentState;
      completer: Completer;
      /** Absent on paper: nobody was asked, and what was applied counts as being there. */
      seen?: Map<ObjectKey, LiveObject>;
      /** Complete objects of steps that were planned; others stay as they are. */
      wanted: Map<Address, CompleteObject[]>;
      /** Which step makes an object: nobody else may delete it. */
      claims: Map<ObjectKey, Address>;
      grounds: Grounds;
    },
  ) {
    const { objects, workloads } = given.state;
    this.#byOwner = byOwner(objects);
    this.#byKey = new Map(
      objects.map(record => [objectKey(record.ref), record]),
    );
    this.#workloads = new Map(
      workloads.map(record => [record.workload, record]),
    );
  }

  target(): TargetDraft {
    const { condition, draft } = this.#find(
      this.given.completer.namespace(),
      TARGET_ADDRESS,
      [],
    );
    return {
      kind: 'target',
      address: TARGET_ADDRESS,
      owner: ENVIRONMENT_OWNER,
      decision: targetDecision(condition, draft),
      objects: [draft],
      needs: [],
      exactness: 'exact',
    };
  }

  /** @param objects in place of those planned before; for what turned out to be damaged */
  resource(
    resource: ResolvedResource,
    objects = this.given.wanted.get(resource.node.address),
  ): ResourceDraft {
    const { node, continuity, record, request, plan } = resource;
    const { resourceId } = request;
    const current = continuity.kind === 'replace' ? undefined : record;
    const settled = current?.completedJobs ?? [];
    const found = objects?.map(object =>
      this.#find(object, node.address, settled),
    );
    const { repair, refresh } = this.given.board.setting.request;
    const drift = this.#drift(resourceId, settled);
    if (repair?.includes(node.address)) {
      drift.altered.push(node.address);
    }
    const comparison = this.#forRepair(drift, resource.comparison);
    const decision = decideResource({
      continuity,
      lifecycle: current?.lifecycle,
      comparison,
      drift,
      refreshed: refresh?.includes(node.address) ?? false,
      force: this.given.board.setting.request.force,
    });
    return {
      kind: 'resource',
      address: node.address,
      owner: resourceId,
      node,
      continuity,
      ...(record && { record }),
      definition: resource.definition,
      driver: resource.driver,
      request,
      ...(resource.hash !== undefined && { hash: resource.hash }),
      comparison,
      drift,
      plansLater: plan?.exactness === 'deferred',
      ...infrastructureOf(decision, plan),
      outputs: resource.outputs,
      decision,
      objects: this.#objects(resourceId, decision, found),
      needs: [],
      exactness: exactnessOf([request.inputs, request.params], plan),
    };
  }

  workload(wanted: WantedWorkload): WorkloadDraft {
    const { node, workload, profile, autoscaled } = wanted;
    const { board } = this.given;
    const { setting } = board;
    const owner = node.address;
    const record = this.#workloads.get(workload.name);
    const settled = record?.completedJobs ?? [];
    const complete = this.given.wanted.get(node.address) ?? [];
    const found = complete.map(object =>
      this.#find(object, node.address, settled),
    );
    const hash = workloadHash(board, complete);
    const { from, rotated } = unknownsIn(
      board,
      complete.map(({ template }) => template),
    );
    const unknown = {
      rotated,
      // Of what is behind it people hear already.
      from: from.filter(origin => origin !== contentOrigin(workload.name)),
    };
    const compared = compareWorkload(
      record?.appliedHash,
      this.#isAppliedAsWritten(wanted, record) ? record?.appliedHash : hash,
      unknown,
      [...found.map(({ draft }) => draft), ...this.#leftBehind(owner, found)],
      overlayOf(setting.request.overlays, workload.name),
    );
    const drift = this.#drift(
      owner,
      settled,
      compared.kind === 'equal' ? found : [],
    );
    const comparison = this.#forRepair(drift, compared);
    const decision = decideWorkload({
      exists: record !== undefined,
      lifecycle: record?.lifecycle,
      comparison,
      drift,
      force: setting.request.force,
    });
    return {
      kind: 'workload',
      address: node.address,
      owner,
      node,
      workload,
      images: shownImages(workload, setting.request.images),
      profile,
      autoscaled,
      ...(record && { record }),
      ...(hash !== undefined && { hash }),
      comparison,
      drift,
      decision,
      objects: this.#objects(owner, decision, found),
      needs: [],
      exactness:
        unknown.from.length + unknown.rotated.length > 0 ? 'deferred' : 'exact',
    };
  }

  /** Everything an owner has, on its way out. */
  deletions(owner: string): ObjectDraft[] {
    return this.#leftBehind(owner, []);
  }

  /** Everything an owner has, let go of: it stays. */
  releases(owner: string): ObjectDraft[] {
    return this.deletions(owner).map(object => ({
      ...object,
      action: 'release',
    }));
  }

  #find(object: CompleteObject, address: Address, settled: string[]): Found {
    const key = objectKey(object.ref);
    const record = this.#byKey.get(key);
    const live = this.given.seen?.get(key);
    const { request } = this.given.board.setting;
    const condition = this.#condition(key);
    const standing = standingOf(condition, record);
    const { grounds } = this.given;
    if (condition === 'taken') {
      // Of a namespace that is another's so is what is in it: one cause, one problem.
      if (!this.#isInTakenNamespace(object.ref)) {
        this.problems.push(
          takenProblem(object.ref, {
            holder: live && environmentLabel(live),
            environment: environmentLabelValue(request.environment.id),
            address,
          }),
        );
      }
    } else {
      const problem = outOfBounds(object.ref, standing, grounds, address);
      this.problems.push(...(problem ? [problem] : []));
    }
    const draft: ObjectDraft = isLeftOut(request, key)
      ? { ...object, record, live, action: 'keep', changed: [] }
      : draftObject(object, {
          record,
          live,
          condition,
          settled: isSettled(object.ref, settled),
          force: request.force,
        });
    const beyond = beyondLimits(draft, grounds.limits, address);
    this.problems.push(...(beyond ? [beyond] : []));
    return {
      condition,
      draft: {
        ...draft,
        ...(standing === 'new' &&
          isOutside(object.ref, grounds) && { isOutside: true }),
      },
    };
  }

  #isInTakenNamespace({ namespace }: ObjectRef): boolean {
    const { ref } = this.given.completer.namespace();
    return (
      namespace === ref.name && this.#condition(objectKey(ref)) === 'taken'
    );
  }

  #condition(key: ObjectKey): Condition {
    const known = this.#conditions.get(key);
    if (known) {
      return known;
    }
    const { board, seen } = this.given;
    const record = this.#byKey.get(key);
    const condition = seen
      ? conditionOf(
          record,
          seen.get(key),
          board.setting.request.environment.id,
          board.digest,
        )
      : conditionOnPaper(record);
    this.#conditions.set(key, condition);
    return condition;
  }

  /** How what was applied (and what else should be there) is found now. */
  #drift(owner: string, settled: string[], found: Found[] = []): Drift {
    const drift: Drift = { missing: [], altered: [] };
    const refs = new Map(
      [
        ...(this.#byOwner.get(owner) ?? []),
        ...found.map(({ draft }) => draft),
      ].map(({ ref }) => [objectKey(ref), ref]),
    );
    const { request } = this.given.board.setting;
    for (const [key, ref] of refs) {
      if (isLeftOut(request, key)) continue;
      const condition = this.#condition(key);
      if (condition === 'missing' && !isSettled(ref, settled)) {
        drift.missing.push(`${ref.kind} ${ref.name}`);
      } else if (condition !== 'missing' && condition !== 'intact') {
        drift.altered.push(`${ref.kind} ${ref.name}`);
      }
    }
    return drift;
  }

  /** A repair looks at nothing but what it puts back: the rest stays, whatever it would be today. */
  #forRepair(drift: Drift, comparison: Comparison): Comparison {
    const { repair } = this.given.board.setting.request;
    return repair && drift.missing.length + drift.altered.length === 0
      ? { kind: 'equal' }
      : comparison;
  }

  /** A repair brings along what people accepted since: that is no other wish. */
  #isAppliedAsWritten(
    { node, templates }: WantedWorkload,
    record: WorkloadRecord | undefined,
  ): boolean {
    const { board, completer } = this.given;
    const { repair, accepted = [] } = board.setting.request;
    if (!repair || accepted.length === 0) {
      return false;
    }
    const written = completer.workloadAsWritten(node.address, templates);
    return (
      written.ok && workloadHash(board, written.value) === record?.appliedHash
    );
  }

  /** Those that shall be there, and those of the inventory that shall not. */
  #objects(
    owner: string,
    decision: Decision,
    found: Found[] | undefined,
  ): ObjectDraft[] {
    if (!decision.work || !found) {
      return (this.#byOwner.get(owner) ?? []).map(record => ({
        ref: record.ref,
        action: 'keep',
        record,
        live: this.given.seen?.get(objectKey(record.ref)),
        changed: [],
      }));
    }
    return [
      ...found.map(({ draft }) => draft),
      ...this.#leftBehind(owner, found),
    ];
  }

  #leftBehind(owner: string, found: Found[]): ObjectDraft[] {
    const { request } = this.given.board.setting;
    const wanted = new Set(found.map(({ draft }) => objectKey(draft.ref)));
    return (this.#byOwner.get(owner) ?? [])
      .filter(({ ref }) => {
        const key = objectKey(ref);
        return (
          !wanted.has(key) &&
          !this.given.claims.has(key) &&
          !isLeftOut(request, key)
        );
      })
      .map(record => ({
        ref: record.ref,
        action: this.#staysBehind(record) ? 'release' : 'delete',
        record,
        live: this.given.seen?.get(objectKey(record.ref)),
        changed: [],
      }));
  }

  /** What was there before us goes only when somebody who may has said so. */
  #staysBehind({ ref, adopted }: ObjectRecord): boolean {
    const { consent } = this.given.board.setting.request;
    const key = objectKey(ref);
    return (
      adopted === true &&
      !consent.some(
        ({ subject, action }) => subject === key && action === 'destroy',
      )
    );
  }
}

/**
 * The inventory, by whose they are. Sorted: in which order a store gives its rows must not show in
 * a plan.
 */
export function byOwner(objects: ObjectRecord[]): Map<string, ObjectRecord[]> {
  const sorted = objects
    .map(record => ({ record, key: objectKey(record.ref) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ record }) => record);
  return groupBy(sorted, ({ owner }) => owner);
}

function targetDecision(condition: Condition, draft: ObjectDraft): Decision {
  switch (draft.action) {
    case 'create':
      return {
        action: 'create',
        work: true,
        reasons: [{ code: 'new', message: 'the namespace does not exist yet' }],
      };
    case 'adopt':
      return {
        action: 'adopt',
        work: true,
        reasons: [
          {
            code: 'foreign',
            message: 'the namespace exists and nobody says that it is ours',
          },
        ],
      };
    case 'update':
      return {
        action: 'update',
        work: true,
        reasons: updateReasons(condition, draft),
      };
    default:
      return { action: 'keep', work: false, reasons: [] };
  }
}

function updateReasons(condition: Condition, draft: ObjectDraft): Reason[] {
  const changes = objectReasons(draft);
  if (condition === 'altered') {
    return [
      { code: 'object-altered', message: 'the namespace is not as we left it' },
      ...changes,
    ];
  }
  return changes.length > 0
    ? changes
    : [{ code: 'forced', message: 'everything is applied again' }];
}

function standingOf(
  condition: Condition,
  record: ObjectRecord | undefined,
): Standing {
  if (condition === 'foreign') {
    return 'foreign';
  }
  return condition === 'missing' && !record ? 'new' : 'ours';
}

function conditionOnPaper(record: ObjectRecord | undefined): Condition {
  return record ? 'intact' : 'missing';
}

/** A Job that finished well may be gone: its time to live, or somebody who tidied up. */
function isSettled(ref: ObjectRef, completedJobs: string[]): boolean {
  return ref.kind === 'Job' && completedJobs.includes(ref.name);
}

/** Says by which id we know it: after a lost database nobody has that id any more. */
function takenProblem(
  ref: ObjectRef,
  at: { holder?: string; environment: string; address: Address },
): Problem {
  const { holder, environment, address } = at;
  return {
    severity: 'error',
    code: ref.kind === 'Namespace' ? 'NamespaceTaken' : 'ObjectTaken',
    message: `${ref.kind} ${ref.name} belongs to another environment: its label ${ENVIRONMENT_LABEL} says ${holder}, this one is ${environment}.`,
    hint:
      ref.kind === 'Namespace'
        ? `Give the Target another namespace, one per environment. If no environment has that id any more, because Tutti's database was lost or kept in memory, restore the database, or delete what is left of it: kubectl delete namespace ${ref.name}.`
        : "Name it after ${resource.name}, so that two environments do not make the same object. If no environment has that id any more, because Tutti's database was lost, delete the object.",
    address,
  };
}
