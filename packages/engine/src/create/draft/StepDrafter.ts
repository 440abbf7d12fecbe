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
  ObjectDraft,
} from '../objects';
import { Board } from './board';
import { compareWorkload, objectReasons, unknownsIn } from './compare';
import { Completer } from './Completer';
import { Decision, decideResource, decideWorkload, Drift } from './decide';
import { ResourceDraft, TargetDraft, WorkloadDraft } from './draft';
import { exactnessOf, ResolvedResource } from './draftResource';
import { Grounds, outOfBounds } from './foreign';
import { shownImages } from './draftWorkload';
import { workloadHash } from './fingerprint';

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
    const drift = this.#drift(resourceId, settled);
    const decision = decideResource({
      continuity,
      lifecycle: current?.lifecycle,
      comparison: resource.comparison,
      drift,
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
      comparison: resource.comparison,
      drift,
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
    const unknown = unknownsIn(complete.map(({ template }) => template));
    const comparison = compareWorkload(record?.appliedHash, hash, unknown, [
      ...found.map(({ draft }) => draft),
      ...this.#leftBehind(owner, found),
    ]);
    const drift = this.#drift(
      owner,
      settled,
      comparison.kind === 'equal' ? found : [],
    );
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
      exactness: unknown.length > 0 ? 'deferred' : 'exact',
    };
  }

  /** Everything an owner has, on its way out. */
  deletions(owner: string): ObjectDraft[] {
    return this.#leftBehind(owner, []);
  }

  #find(object: CompleteObject, address: Address, settled: string[]): Found {
    const key = objectKey(object.ref);
    const record = this.#byKey.get(key);
    const live = this.given.seen?.get(key);
    const { request } = this.given.board.setting;
    const condition = this.#condition(key);
    if (condition === 'taken') {
      this.problems.push(takenProblem(object.ref, address));
    } else {
      const problem = outOfBounds(
        object.ref,
        condition === 'foreign',
        this.given.grounds,
        address,
      );
      this.problems.push(...(problem ? [problem] : []));
    }
    return {
      condition,
      draft: draftObject(object, {
        record,
        live,
        condition,
        settled: isSettled(object.ref, settled),
        force: request.force,
      }),
    };
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
    for (const [key, ref] of refs) {
      const condition = this.#condition(key);
      if (condition === 'missing' && !isSettled(ref, settled)) {
        drift.missing.push(`${ref.kind} ${ref.name}`);
      } else if (condition !== 'missing' && condition !== 'intact') {
        drift.altered.push(`${ref.kind} ${ref.name}`);
      }
    }
    return drift;
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
    const wanted = new Set(found.map(({ draft }) => objectKey(draft.ref)));
    return (this.#byOwner.get(owner) ?? [])
      .filter(({ ref }) => {
        const key = objectKey(ref);
        return !wanted.has(key) && !this.given.claims.has(key);
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

function conditionOnPaper(record: ObjectRecord | undefined): Condition {
  return record ? 'intact' : 'missing';
}

/** A Job that finished well may be gone: its time to live, or somebody who tidied up. */
function isSettled(ref: ObjectRef, completedJobs: string[]): boolean {
  return ref.kind === 'Job' && completedJobs.includes(ref.name);
}

function takenProblem(ref: ObjectRef, address: Address): Problem {
  return {
    severity: 'error',
    code: ref.kind === 'Namespace' ? 'NamespaceTaken' : 'ObjectTaken',
    message: `${ref.kind} ${ref.name} belongs to another environment.`,
    hint:
      ref.kind === 'Namespace'
        ? 'Give the Target another namespace, one per environment.'
        : 'Two environments must not make the same object; name it after ${resource.name}.',
    address,
  };
}
