import { admit } from '../admission';
import { Clock, timestamp } from '../clock';
import {
  equal,
  isObject,
  JsonObject,
  KubeObject,
  listAt,
  numberAt,
  textAt,
} from '../json';
import { apiVersionOf, Kind, kindKey } from '../kinds/kind';
import { problemsOf } from '../kinds/rules';
import {
  applyOwned,
  Manager,
  ownAfterUpdate,
  readManagers,
  Writer,
} from '../ownership';
import {
  alreadyExists,
  ApiError,
  conflict,
  forbidden,
  invalid,
  notFound,
} from '../status';
import { Store } from '../store/store';
import { applyConflict } from './applyConflict';
import { checkApplied, decode } from './decode';
import { Deletion, deletionOf } from './deletion';
import { generation } from './generation';
import {
  born,
  carryOver,
  named,
  nameMismatch,
  namespaceMismatch,
} from './identity';
import { ApplyOptions, RemoveOptions, WriteOptions } from './options';
import {
  checkAppliedIdentity,
  checkRemoval,
  checkVersion,
} from './preconditions';
import { complete, resetFields, withManagers } from './stored';

/**
 * The verbs of the API on objects, the same for everybody: people over HTTP, and the
 * sandbox's own controllers. All methods throw `ApiError`.
 */
export class Objects {
  constructor(readonly store: Store, readonly clock: Clock) {}

  get(kind: Kind, namespace: string | undefined, name: string): KubeObject {
    const found = this.store.get(kindKey(kind), namespace, name);
    if (!found) throw notFound(kind, name);
    return inVersion(kind, found);
  }

  list(kind: Kind, namespace?: string): KubeObject[] {
    return this.store
      .list(kindKey(kind), namespace)
      .map(object => inVersion(kind, object));
  }

  create(
    kind: Kind,
    namespace: string | undefined,
    body: JsonObject,
    options: WriteOptions,
  ): KubeObject {
    const object = named(kind, namespace, decode(kind, body, options));
    const { name } = object.metadata;
    if (textAt(object.metadata, 'resourceVersion'))
      throw new ApiError(
        500,
        undefined,
        'resourceVersion should not be set on objects to be created',
      );
    this.requireNamespace(kind, namespace, name);
    if (this.store.get(kindKey(kind), namespace, name))
      throw alreadyExists(kind, name);
    const fresh = complete(kind, born(kind, object, this.clock.now()));
    const managers = ownAfterUpdate(
      kind.shape,
      {},
      fresh,
      [],
      this.writer(kind, 'Update', options),
      resetFields(kind, options),
    );
    return this.keep(kind, withManagers(fresh, managers), undefined, options);
  }

  /** Replaces an object. A version or uid in the body must be the current one. */
  update(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    body: JsonObject,
    options: WriteOptions,
  ): KubeObject {
    const object = decode(kind, body, options);
    const bodyName = textAt(object, 'metadata', 'name') ?? '';
    if (bodyName !== name) throw nameMismatch(bodyName, name);
    const bodyNamespace = textAt(object, 'metadata', 'namespace');
    if (bodyNamespace && bodyNamespace !== namespace) throw namespaceMismatch();
    const current = this.get(kind, namespace, name);
    const uid = textAt(object, 'metadata', 'uid');
    if (uid && uid !== current.metadata.uid)
      throw conflict(
        kind,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${String(
          current.metadata.uid,
        )}`,
      );
    return this.write(kind, current, object, options);
  }

  /** Changes an object by a function of its current content. */
  patch(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    change: (current: KubeObject) => JsonObject,
    options: WriteOptions,
  ): KubeObject {
    const current = this.get(kind, namespace, name);
    const object = decode(kind, change(current), options, 'patched');
    const changedName = textAt(object, 'metadata', 'name') ?? '';
    if (changedName !== name) throw nameMismatch(changedName, name);
    const changedNamespace = textAt(object, 'metadata', 'namespace');
    if (changedNamespace && changedNamespace !== namespace)
      throw namespaceMismatch();
    return this.write(kind, current, object, options);
  }

  /** Server-side apply: creates what is missing; see `ownership`. */
  apply(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    body: JsonObject,
    options: ApplyOptions,
  ): { object: KubeObject; created: boolean } {
    checkAppliedIdentity(kind, namespace, name, body);
    checkApplied(kind, body);
    const stored = this.store.get(kindKey(kind), namespace, name);
    if (!stored && options.subresource) throw notFound(kind, name);
    const uid = textAt(body, 'metadata', 'uid');
    if (uid && !stored)
      throw conflict(
        kind,
        name,
        `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
      );
    const live = stored
      ? inVersion(kind, stored)
      : named(kind, namespace, { metadata: { name } });
    const applied = applyOwned(
      kind.shape,
      live,
      body,
      readManagers(live.metadata.managedFields),
      this.writer(kind, 'Apply', options),
      { force: options.force, ignored: resetFields(kind, options) },
    );
    if (!applied.ok) throw applyConflict(applied.clashes);
    const { managers } = applied;
    if (stored)
      return {
        object: this.write(kind, live, applied.object, options, managers),
        created: false,
      };
    this.requireNamespace(kind, namespace, name);
    const object = named(kind, namespace, applied.object);
    const fresh = complete(kind, born(kind, object, this.clock.now()));
    return {
      object: this.keep(
        kind,
        withManagers(fresh, managers),
        undefined,
        options,
      ),
      created: true,
    };
  }

  /** Deletes now, or marks for deletion when somebody must finish it first. */
  remove(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    options: RemoveOptions,
  ): Deletion {
    const current = this.get(kind, namespace, name);
    checkRemoval(kind, current, options);
    const deletion = deletionOf(kind, current, options, this.clock.now());
    if (options.dryRun) return deletion;
    if (deletion.gone)
      return {
        gone: true,
        object: this.store.remove(kindKey(kind), deletion.object),
      };
    if (equal(deletion.object, current)) return deletion;
    return {
      gone: false,
      object: this.store.put(kindKey(kind), deletion.object),
    };
  }

  /** The new content of an object that exists; `managers` when they are worked out already. */
  private write(
    kind: Kind,
    current: KubeObject,
    wanted: JsonObject,
    options: WriteOptions,
    managers?: Manager[],
  ): KubeObject {
    checkVersion(kind, current, wanted);
    const next = complete(kind, carryOver(kind, current, wanted, options));
    const owned =
      managers ??
      ownAfterUpdate(
        kind.shape,
        current,
        next,
        readManagers(
          listAt(wanted, 'metadata', 'managedFields').length > 0
            ? listAt(wanted, 'metadata', 'managedFields')
            : current.metadata.managedFields,
        ),
        this.writer(kind, 'Update', options),
        resetFields(kind, options),
      );
    return this.keep(kind, withManagers(next, owned), current, options);
  }

  /**
   * The last steps of every write: what the server adds, the rules, and then the object is
   * stored, unless nothing changed, it is a dry run, or its last finalizer went.
   */
  private keep(
    kind: Kind,
    object: KubeObject,
    current: KubeObject | undefined,
    options: WriteOptions,
  ): KubeObject {
    const key = kindKey(kind);
    const admitted = admit(key, object, current, this.store);
    const { name } = admitted.metadata;
    const problems = problemsOf(kind, admitted, current);
    if (problems.length > 0) throw invalid(kind, name, problems);
    const counted: KubeObject = current
      ? {
          ...admitted,
          metadata: {
            ...admitted.metadata,
            ...generation(kind, current, admitted),
          },
        }
      : admitted;
    if (current && equal(untimed(counted), untimed(current))) return current;
    if (options.dryRun) return counted;
    const isReleased =
      textAt(counted.metadata, 'deletionTimestamp') !== undefined &&
      !numberAt(counted.metadata, 'deletionGracePeriodSeconds') &&
      listAt(counted.metadata, 'finalizers').length === 0 &&
      listAt(counted, 'spec', 'finalizers').length === 0;
    if (!isReleased) return this.store.put(key, counted);
    // Whoever takes the last finalizer away sees the object as it was.
    this.store.remove(key, counted);
    return counted;
  }

  private requireNamespace(
    kind: Kind,
    namespace: string | undefined,
    name: string,
  ): void {
    if (!kind.namespaced || namespace === undefined) return;
    const home = this.store.get('/Namespace', undefined, namespace);
    const namespaces = { group: '', plural: 'namespaces', kind: 'Namespace' };
    if (!home) throw notFound(namespaces, namespace);
    if (textAt(home.metadata, 'deletionTimestamp'))
      throw forbidden(
        kind,
        name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
        [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      );
  }

  private writer(
    kind: Kind,
    operation: 'Apply' | 'Update',
    options: WriteOptions,
  ): Writer {
    return {
      name: options.manager,
      operation,
      apiVersion: apiVersionOf(kind),
      ...(options.subresource && { subresource: options.subresource }),
      // Kubernetes does not say when something was scaled.
      time: options.subresource === 'scale' ? '' : timestamp(this.clock.now()),
    };
  }
}

/** An object at the version of the path it was asked for. */
function inVersion(kind: Kind, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(kind);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

/**
 * An object without the times of its managers: as in Kubernetes, an apply that changes nothing
 * once defaults are set and quantities are written in one way does not move them either.
 */
function untimed(object: KubeObject): KubeObject {
  const entries = listAt(object.metadata, 'managedFields').filter(isObject);
  const managedFields = entries.map(({ time: _, ...entry }) => entry);
  return { ...object, metadata: { ...object.metadata, managedFields } };
}
