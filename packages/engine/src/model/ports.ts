import { Shape } from '@tutti/kubernetes';
import { Delivered, DeliverySet } from './delivery';
import { DryRunAnswer } from './dryRun';
import { Address } from './graph';
import { JsonObject, JsonSchema, JsonValue, Manifest } from './json';
import { DefinitionFinding } from './definitionFinding';
import { Inspection, InspectionQuestion } from './inspection';
import { AppliedObject, LiveObject, ObjectHealth, ObjectRef } from './object';
import { DriverChange, DriverField } from './plan';
import { ConflictPolicy, ResourceDefinition, ResourceType } from './platform';
import { RunEvent } from './run';
import type { RuntimeReader } from './runtime';
import { TargetCall } from './targetCall';
import {
  EnvironmentState,
  ObjectRecord,
  ResourceRecord,
  WorkloadRecord,
} from './state';
import { Secret, Unknown, Value, ValueObject } from './value';
import { Workload } from './workload';

/** Keyed (HMAC-SHA-256, hex): a plain hash of a secret would be an oracle. */
export type Digest = (text: string) => string;

export interface Clock {
  /** Wall clock, milliseconds since 1970. For what people read. */
  now(): number;
  /** Ends early, without an error, when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export type Sink = (event: RunEvent) => void;

// ---------------------------------------------------------------- drivers

/** What a driver is told about the resource. */
export interface DriverRequest {
  resourceId: string;
  /** DNS-safe name of the resource, unique in its environment. */
  name: string;
  address: Address;
  type: string;
  class: string;
  id?: string;
  /** Name of the resource in the Score file that declared it first, if one did. */
  declaredAs?: string;
  /** Filled; leaves may be Unknown at plan, never at apply. */
  inputs: ValueObject;
  params: ValueObject;
  context: RequestContext;
  /** The record of the last run; absent on create. */
  previous?: ResourceRecord;
  namespace: string;
  /** It stays what it was made as: its inputs are those of its record, and so is all else it is made from. */
  held?: true;
  /**
   * What other hands changed of it is taken as it is: nothing in the real world changes, and outputs follow.
   * Only asked of a driver that finds drift.
   */
  refresh?: true;
}

/** What drivers that look at the whole environment may see. */
export interface RequestContext {
  application: string;
  environment: string;
  environmentType: string;
  owner?: string;
  release: string;
  workloads: Record<string, Workload>;
  /** Values and secrets of (application, environment), overrides applied. */
  values: ValueObject;
  secrets: Record<string, Secret | Unknown>;
  /** Other applications' environments of the same type, for `service` with `application`. */
  neighbours: Record<
    string,
    { namespace: string; workloads: Record<string, Workload> }
  >;
}

export interface DriverPlan {
  /** The driver may raise an update to a replace, with the reason. */
  replace?: string;
  /** Outputs known before apply; leaves may be Unknown. */
  outputs: ValueObject;
  /** There will be no other outputs: the contract is enforced at plan, not only after apply. */
  complete?: boolean;
  /** Objects the engine will apply in this resource's step; names must be known. */
  objects: ObjectTemplate[];
  /**
   * `deferred`: it cannot say what it would do before some input is known. With all inputs known it says
   * so, or the run ends: an environment type may ask for a review of it (`deferredPlans: review`).
   */
  exactness: 'exact' | 'deferred';
  /** What it would do, in its own order; always the same for the same inputs. Absent: it does not tell. */
  changes?: DriverChange[];
  /** By file name: the code that makes it, for people to read. Never a secret. */
  files?: Record<string, string>;
}

/** A manifest whose leaves may be Secret (only inside a Secret object) or Unknown. */
export type ObjectTemplate = ValueObject;

export interface DriverResult {
  outputs: ValueObject;
  objects: ObjectTemplate[];
  state?: JsonValue;
  physicalId?: string;
}

export interface DriverRun {
  /** Stable for one operation: a takeover finds it again. */
  operationId: string;
  signal: AbortSignal;
  log(line: string): void;
  /** Saves opaque state in the middle of an operation. */
  checkpoint(state: JsonValue): Promise<void>;
  /**
   * Of an apply: `exact` where people saw what the driver said that it would do, so that it does this and
   * nothing else. Absent where something is destroyed.
   */
  planned?: DriverPlan['exactness'];
}

/** Thrown by drivers. The message is for people and never contains a secret. */
export class DriverError extends Error {
  readonly name = 'DriverError';

  constructor(
    message: string,
    /** The same call may succeed later. */ readonly retryable = false,
    /** `PlanDiverged`: it cannot do what it had planned any more, and has done nothing. */
    readonly code: 'DriverFailed' | 'PlanDiverged' = 'DriverFailed',
  ) {
    super(message);
  }
}

/** A thing behind a resource that is not as the last apply left it. Without any secret. */
export interface DriverDrift {
  /** As the driver's own tool names it: `aws_db_instance.main`. */
  address: string;
  /** `aws_db_instance` */
  kind: string;
  change: 'altered' | 'gone';
  /** As it was left, and as it is; none where it is gone. */
  fields: DriverField[];
}

/** The driver whose outputs are the values and secrets that people set for the environment. */
export const ENVIRONMENT_DRIVER = 'environment';

/**
 * Plans, applies and destroys one resource (docs/reference/semantics.md, Deploy). Drivers do not write
 * to the environment's target themselves: the objects they return are applied, fenced and
 * pruned by the engine.
 */
export interface Driver {
  readonly name: string;
  readonly version: string;
  /** `x-secret: true` marks an input that is never shown. */
  readonly inputs: JsonSchema;
  /**
   * Where in its inputs a definition writes outputs down (`[]`: all of them are outputs): what the
   * resource type calls secret is secret there too.
   */
  readonly outputsIn?: readonly string[];
  /**
   * What the answer depends on besides inputs and params (other workloads, the environment's
   * values …): part of the hash that decides whether a resource is kept. Pure and cheap.
   */
  surroundings?(request: DriverRequest): Value | Promise<Value>;
  /**
   * The plan, for a driver that needs nobody's answer for it: pure, without any call. What a
   * blast radius knows of outputs and objects; of other drivers it takes them as not known.
   */
  foresee?(request: DriverRequest): DriverPlan;
  /**
   * What is wrong with a definition that names it, beyond the schema of its inputs: asked when platform
   * files are read. What is filled in later is a placeholder still.
   */
  check?(
    definition: ResourceDefinition,
    type: ResourceType,
  ): Promise<DefinitionFinding[]>;
  /**
   * What code that definitions of it name takes and gives. Absent: its definitions name none.
   *
   * @throws DriverError that names the source; never credentials
   */
  inspect?(
    question: InspectionQuestion,
    signal: AbortSignal,
  ): Promise<Inspection>;
  /**
   * How long one plan of it may take, milliseconds, where it waits for a tool of its own: so much more than
   * a plan may take otherwise.
   */
  readonly planTimeoutMs?: number;
  plan(request: DriverRequest, signal?: AbortSignal): Promise<DriverPlan>;
  apply(request: DriverRequest, run: DriverRun): Promise<DriverResult>;
  destroy(record: ResourceRecord, run: DriverRun): Promise<void>;
  /**
   * It is let go of, and stays: what the driver keeps about it goes, or to whoever manages it from now on. May be
   * said twice. Absent: it keeps nothing.
   */
  detach?(record: ResourceRecord, run: DriverRun): Promise<void>;
  /**
   * What other hands changed of what it made, by a look at the real world that changes nothing. Absent: it
   * cannot look, or makes objects only, at which the engine looks itself.
   */
  drift?(record: ResourceRecord, signal: AbortSignal): Promise<DriverDrift[]>;
  recover(
    record: ResourceRecord,
    operationId: string,
  ): Promise<'finished' | 'running' | 'notStarted' | 'unknown'>;
  /**
   * A person looked, and says that nothing of an operation runs any more whose end the driver does not know:
   * what it still holds (a lock) is free, and what may live somewhere can write no more. May be said twice.
   */
  giveUp?(resourceId: string, operationId: string): Promise<void>;
}

// ---------------------------------------------------------------- target

/**
 * `absent`: create only, a present object is a 409. Otherwise exactly this object in exactly
 * this version, or a 409 (docs/reference/semantics.md, Deploy, fencing).
 */
export type Precondition = 'absent' | { uid: string; resourceVersion: string };

/** Thrown by targets. `retryable` says whether the same call may succeed later (429, 5xx, network). */
export class TargetError extends Error {
  readonly name = 'TargetError';

  constructor(
    message: string,
    readonly code:
      | 'conflict'
      /** Others own fields that it would set. */
      | 'fieldConflict'
      | 'notFound'
      | 'invalid'
      | 'forbidden'
      | 'throttled'
      | 'unavailable'
      | 'timeout',
    readonly retryable: boolean,
    /** What the other side asked us to wait (Retry-After), when it said so. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** A cluster and a namespace in it, bound to one environment. All methods throw `TargetError`. */
export interface Target {
  readonly cluster: string;
  readonly namespace: string;
  readonly driver: string;
  /** True for the sandbox: shown wherever a person sees the target. */
  readonly simulated: boolean;
  /** Kinds without a namespace, so that manifests are completed alike at plan and run. */
  isNamespaced(apiVersion: string, kind: string): Promise<boolean>;
  /**
   * The cluster's own description of a kind: objects are judged by it instead of by the one that is
   * shipped. Absent, or undefined, where the cluster says nothing.
   */
  shapeOf?(apiVersion: string, kind: string): Promise<Shape | undefined>;
  /** What is there of these, in any order; at most one LIST per kind. Unknown kinds are absent. */
  observe(refs: ObjectRef[], call: TargetCall): Promise<LiveObject[]>;
  /**
   * Server-side apply as field manager `tutti`.
   *
   * @param conflicts - fields of others: `force` (the default) takes them, `refuse` ends with a `fieldConflict`
   */
  apply(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
    conflicts?: ConflictPolicy,
  ): Promise<AppliedObject>;
  /**
   * What `apply` would do, without doing it. Absent where the cluster cannot be asked.
   *
   * @param conflicts - `force`: fields of others are taken without a word, in one request where there would be two
   * @throws TargetError only where no answer came, or one that may be another a moment later
   */
  dryRun?(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
    conflicts?: 'force',
  ): Promise<DryRunAnswer>;
  /**
   * Changes nothing but the object's version (an annotation `tutti.dev/fence`, owned by a field
   * manager of its own): a late request made for the older version then gets a 409.
   */
  stamp(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion: string },
    call: TargetCall,
  ): Promise<LiveObject>;
  /**
   * Takes back what says that the object is ours: labels, annotations (`ownershipMarks`), and that we own
   * fields of it. Everything else of it stays as it is. An object that is gone already is no error.
   */
  release(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion: string },
    call: TargetCall,
  ): Promise<void>;
  /** Background propagation. An object that is gone already is no error. */
  remove(
    ref: ObjectRef,
    precondition: { uid: string; resourceVersion?: string },
    call: TargetCall,
  ): Promise<void>;
  /**
   * Makes all changes of a run at once, or none of them. A target that has it gets every change of a run this
   * way, and no secret unless it `takesSecrets`: whoever reads what is delivered would read that too. What it holds already it does
   * not change. A call that arrives late must fail if anything was delivered since it was made.
   *
   * @throws TargetError `conflict` where an object is not as its precondition says
   */
  deliver?(set: DeliverySet, call: TargetCall): Promise<Delivered>;
  /** Of one that delivers: it keeps Secrets apart from what others read. */
  readonly takesSecrets?: boolean;
  /**
   * How long a run waits for health at most, milliseconds, where a person has something to do first; absent: as
   * long as for any other.
   */
  readonly healthWithinMs?: number;
  /** Health of these now, with the cause where one failed. */
  health(refs: ObjectRef[], call: TargetCall): Promise<ObjectHealth[]>;
  /** Absent where nobody can look at what runs. */
  readonly runtime?: RuntimeReader;
}

/** What a target says of itself without being asked, for whoever puts something around it. */
export type TargetFacts = Pick<
  Target,
  | 'cluster'
  | 'namespace'
  | 'driver'
  | 'simulated'
  | 'takesSecrets'
  | 'healthWithinMs'
>;

export function targetFacts(target: TargetFacts): TargetFacts {
  const { cluster, namespace, driver, simulated } = target;
  const { takesSecrets, healthWithinMs } = target;
  return {
    cluster,
    namespace,
    driver,
    simulated,
    ...(takesSecrets !== undefined && { takesSecrets }),
    ...(healthWithinMs !== undefined && { healthWithinMs }),
  };
}

// ---------------------------------------------------------------- store

export type IntentOperation = 'create' | 'update' | 'delete';

/** Committed before each change of a cluster, settled after it. */
export interface Intent {
  id: string;
  ref: ObjectRef;
  owner: string;
  operation: IntentOperation;
  expected: Precondition;
  /** Fencing token of the run that wrote it. */
  fence: number;
  /** Wall clock of the database, milliseconds; after it the request cannot arrive any more. */
  deadline: number;
}

/**
 * The engine's memory of one environment during one run. Every write carries the run's
 * fencing token and throws `FenceLost` when a newer run has taken over.
 */
export interface RunStore {
  state(): Promise<EnvironmentState>;
  /** Mints and seals on first use, gives the same ever after. Called before the apply that uses it. */
  generated(key: GeneratedKey): Promise<Secret>;
  /** The first save of a resourceId also raises `state().minted` at its address. */
  saveResource(record: ResourceRecord): Promise<void>;
  /**
   * What a plan decides of records that are there, before the first step and at once: in the middle of a
   * swap two would stand at one address.
   */
  saveDecided(records: ResourceRecord[]): Promise<void>;
  /** Gone for good; its generated values and its state go with it. */
  forgetResource(resourceId: string): Promise<void>;
  saveWorkload(record: WorkloadRecord): Promise<void>;
  forgetWorkload(workload: string): Promise<void>;
  /** The intent and the inventory row (`intended` or `deleting`) in one transaction. */
  openIntent(
    intent: Omit<Intent, 'id' | 'fence' | 'deadline'>,
    object: ObjectRecord,
    timeoutMs: number,
  ): Promise<Intent>;
  /**
   * Done: the inventory row becomes `present` with this uid and hash (no hash: nobody knows how
   * the object was left), or is removed. After `left` it is removed too, and a namespace of the inventory
   * that the object stays in becomes `adopted`: it must not go with it. After `failed` it stays as the intent left it, so that
   * the next plan looks at the object again. Settling twice is no error.
   */
  settleIntent(
    id: string,
    outcome:
      | { present: Pick<ObjectRecord, 'uid' | 'ownedHash'> }
      | { gone: true }
      | { left: true }
      | { failed: string },
  ): Promise<void>;
  /** Open intents of runs before this one. */
  openIntents(): Promise<Intent[]>;
  /** The database's clock, milliseconds: compared with `Intent.deadline`. */
  now(): Promise<number>;
  /** What is left of the lease by a monotonic clock; 0 = stop writing. */
  leaseLeftMs(): number;
}

/** It belongs to another resource or environment. The message is for people. */
export class AlreadyOwned extends Error {
  readonly name = 'AlreadyOwned';
}

/** A newer run has taken over; nothing more may be written. */
export class FenceLost extends Error {
  readonly name = 'FenceLost';
}

/** What `${generate.<kind>.NAME}` makes. Each kind of one name is a value of its own. */
export type GeneratedKind = 'password' | 'suffix' | 'uuid';

/** Which generated value of an environment is meant. */
export interface GeneratedKey {
  resourceId: string;
  name: string;
  kind: GeneratedKind;
  /** Passwords are made anew by a rotation, which counts up; of a suffix and a uuid there is only 1. */
  generation: number;
}

/** Reads generated values at plan time: those that exist; others stay Unknown. */
export interface GeneratedValues {
  find(key: GeneratedKey): Secret | undefined;
}

/**
 * The definition as an object whose change means a change of the resource. How it is protected
 * and what becomes of it when nobody needs it are in: a resource goes by what it was last applied
 * with, so a protection that was added later must be applied to count.
 */
export function definitionContent(definition: ResourceDefinition): JsonObject {
  const { type, driver, inputs, dependsOn, provisions, collect } = definition;
  const { protection, onRemoval } = definition;
  return JSON.parse(
    JSON.stringify({
      name: definition.name,
      type,
      class: definition.class,
      driver,
      inputs,
      dependsOn,
      provisions,
      collect,
      protection,
      onRemoval,
    }),
  );
}
