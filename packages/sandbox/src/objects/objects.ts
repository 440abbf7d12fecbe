import { randomUUID } from 'crypto';
import { Clock, timestamp } from '../clock';
import {
  equal,
  isKubeObject,
  JsonObject,
  JsonValue,
  KubeObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  textsAt,
  withAt,
  without,
} from '../json';
import { withDefaults } from '../kinds/defaults';
import { apiVersionOf, Kind, kindKey } from '../kinds/kind';
import { judge } from '../kinds/rules/rules';
import { labelProblems, nameProblems } from '../kinds/rules/names';
import {
  applyOwned,
  FieldSet,
  ownAfterUpdate,
  printManagers,
  readManagers,
  Writer,
} from '../ownership';
import { normalize } from '../schema';
import {
  alreadyExists,
  ApiError,
  badRequest,
  conflict,
  forbidden,
  invalid,
  notFound,
} from '../status';
import { Store } from '../store/store';
import { allocate } from './allocate';
import { applyConflict } from './applyConflict';
import { checkApplied, decode } from './decode';
import { deletionOf, Deletion } from './deletion';
import { ApplyOptions, RemoveOptions, WriteOptions } from './options';
import { generation } from './generation';

const staleMessage =
  'the object has been modified; please apply your changes to the latest version and try again';

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
    const object = this.named(kind, namespace, decode(kind, body, options));
    const { name } = object.metadata;
    if (textAt(object.metadata, 'resourceVersion'))
      throw new ApiError(
        500,
        'InternalError',
        'resourceVersion should not be set on objects to be created',
      );
    this.requireNamespace(kind, namespace, name);
    if (this.store.get(kindKey(kind), namespace, name))
      throw alreadyExists(kind, name);
    const born = this.born(kind, object);
    const managers = ownAfterUpdate(
      kind.shape,
      {},
      born,
      [],
      this.writer(kind, 'Update', options),
      resetFields(kind, options),
    );
    return this.keep(kind, withManagers(born, managers), undefined, options);
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
    return this.replace(kind, current, object, options);
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
    const object = decode(kind, change(current), options);
    const changedName = textAt(object, 'metadata', 'name') ?? '';
    if (changedName !== name) throw nameMismatch(changedName, name);
    return this.replace(kind, current, object, options);
  }

  /** Server-side apply: creates what is missing; see `ownership`. */
  apply(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    body: JsonObject,
    options: ApplyOptions,
  ): { object: KubeObject; created: boolean } {
    const isOther =
      body.kind !== kind.kind || body.apiVersion !== apiVersionOf(kind);
    if (isOther)
      throw badRequest(
        `invalid object type: ${String(body.apiVersion ?? '')}, Kind=${String(
          body.kind ?? '',
        )}`,
      );
    const bodyName = textAt(body, 'metadata', 'name') ?? '';
    if (bodyName !== name) throw nameMismatch(bodyName, name);
    const bodyNamespace = textAt(body, 'metadata', 'namespace');
    if (bodyNamespace && bodyNamespace !== namespace) throw namespaceMismatch();
    if (listAt(body, 'metadata', 'managedFields').length > 0)
      throw badRequest('metadata.managedFields must be nil');
    checkApplied(kind, body);
    const current = this.store.get(kindKey(kind), namespace, name);
    const live = current
      ? inVersion(kind, current)
      : this.named(kind, namespace, {
          apiVersion: apiVersionOf(kind),
          kind: kind.kind,
          metadata: { name },
        });
    const uid = textAt(body, 'metadata', 'uid');
    if (uid && !current)
      throw conflict(
        kind,
        name,
        `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
      );
    const applied = applyOwned(
      kind.shape,
      live,
      body,
      readManagers(live.metadata.managedFields),
      this.writer(kind, 'Apply', options),
      { force: options.force, ignored: resetFields(kind, options) },
    );
    if (!applied.ok) throw applyConflict(applied.clashes);
    const object = this.named(kind, namespace, applied.object);
    if (current)
      return {
        object: this.replace(
          kind,
          live,
          withManagers(object, applied.managers),
          options,
          true,
        ),
        created: false,
      };
    if (options.subresource) throw notFound(kind, name);
    this.requireNamespace(kind, namespace, name);
    const born = withManagers(this.born(kind, object), applied.managers);
    return {
      object: this.keep(kind, born, undefined, options),
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
    const { uid, resourceVersion } = current.metadata;
    if (options.uid && options.uid !== uid)
      throw conflict(
        { ...kind, plural: kind.kind, group: '' },
        name,
        `the UID in the precondition (${
          options.uid
        }) does not match the UID in record (${String(
          uid,
        )}). The object might have been deleted and then recreated`,
      );
    if (options.resourceVersion && options.resourceVersion !== resourceVersion)
      throw conflict(
        { ...kind, plural: kind.kind, group: '' },
        name,
        `the ResourceVersion in the precondition (${
          options.resourceVersion
        }) does not match the ResourceVersion in record (${String(
          resourceVersion,
        )}). The object might have been modified`,
      );
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

  private replace(
    kind: Kind,
    current: KubeObject,
    wanted: JsonObject,
    options: WriteOptions,
    /** Managers of an apply are worked out already. */
    isApplied = false,
  ): KubeObject {
    const { name } = current.metadata;
    const version = textAt(wanted, 'metadata', 'resourceVersion');
    if (version && !/^\d+$/.test(version))
      throw new ApiError(
        500,
        'InternalError',
        `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`,
      );
    if (version && version !== current.metadata.resourceVersion)
      throw conflict(kind, name, staleMessage);
    const uid = textAt(wanted, 'metadata', 'uid');
    if (uid && uid !== current.metadata.uid)
      throw invalid(kind, name, [
        {
          field: 'metadata.uid',
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(uid)}: field is immutable`,
        },
      ]);
    const next = this.complete(
      kind,
      carryOver(kind, current, wanted, options),
      current,
    );
    const managers = isApplied
      ? readManagers(objectAt(wanted, 'metadata').managedFields)
      : ownAfterUpdate(
          kind.shape,
          current,
          next,
          readManagers(
            objectAt(wanted, 'metadata').managedFields ??
              current.metadata.managedFields,
          ),
          this.writer(kind, 'Update', options),
          resetFields(kind, options),
        );
    return this.keep(kind, withManagers(next, managers), current, options);
  }

  /** Writes, unless nothing changed, it is a dry run, or the last finalizer went. */
  private keep(
    kind: Kind,
    object: KubeObject,
    current: KubeObject | undefined,
    options: WriteOptions,
  ): KubeObject {
    if (current && equal(object, current)) return current;
    const isFinished =
      textAt(object.metadata, 'deletionTimestamp') !== undefined &&
      listAt(object.metadata, 'finalizers').length === 0 &&
      numberAt(object.metadata, 'deletionGracePeriodSeconds') === 0 &&
      listAt(object, 'spec', 'finalizers').length === 0;
    if (options.dryRun) return object;
    if (isFinished) return this.store.remove(kindKey(kind), object);
    return this.store.put(kindKey(kind), object);
  }

  /** The identity an object gets once. */
  private born(kind: Kind, object: KubeObject): KubeObject {
    const meta = without(
      object.metadata,
      'resourceVersion',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'managedFields',
      'selfLink',
    );
    const withIdentity: KubeObject = {
      ...(kind.subresources.includes('status') && kind.origin === 'builtin'
        ? withoutStatus(object)
        : object),
      metadata: {
        ...meta,
        name: object.metadata.name,
        uid: randomUUID(),
        creationTimestamp: timestamp(this.clock.now()),
        ...generation(kind, undefined),
      },
    };
    return this.complete(kind, withIdentity, undefined);
  }

  /** Defaults, handed-out values, the stored form, the rules: in the order of a real server. */
  private complete(
    kind: Kind,
    object: KubeObject,
    previous: KubeObject | undefined,
  ): KubeObject {
    const key = kindKey(kind);
    const filled = withDefaults(key, object);
    const allocated = isKubeObject(filled)
      ? allocate(key, filled, previous, this.store)
      : object;
    const normal =
      kind.origin === 'builtin' ? normalize(kind.shape, allocated) : allocated;
    const complete = isKubeObject(normal) ? normal : allocated;
    const problems = [
      ...(previous ? [] : nameProblems(key, complete.metadata.name)),
      ...labelProblems(textsAt(complete.metadata, 'labels'), 'metadata.labels'),
      ...judge(key, complete, previous),
    ];
    if (problems.length > 0)
      throw invalid(kind, complete.metadata.name, problems);
    if (!previous) return complete;
    return {
      ...complete,
      metadata: {
        ...complete.metadata,
        ...generation(kind, previous, complete),
      },
    };
  }

  private named(
    kind: Kind,
    namespace: string | undefined,
    object: JsonObject,
  ): KubeObject {
    const metadata = objectAt(object, 'metadata');
    const prefix = textAt(metadata, 'generateName');
    const name =
      textAt(metadata, 'name') || (prefix ? `${prefix}${suffix()}` : '');
    if (!name)
      throw invalid(kind, '', [
        {
          field: 'metadata.name',
          reason: 'FieldValueRequired',
          message: 'Required value: name or generateName is required',
        },
      ]);
    const given = textAt(metadata, 'namespace');
    if (kind.namespaced && given && given !== namespace)
      throw namespaceMismatch();
    return {
      ...object,
      apiVersion: apiVersionOf(kind),
      kind: kind.kind,
      metadata: {
        ...without(metadata, 'namespace'),
        name,
        ...(kind.namespaced && namespace !== undefined && { namespace }),
      },
    };
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
      time: timestamp(this.clock.now()),
    };
  }
}

/** An object at the version of the path it was asked for. */
function inVersion(kind: Kind, object: KubeObject): KubeObject {
  const apiVersion = apiVersionOf(kind);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

/** The new content with what only the server decides, and only the part this door reaches. */
function carryOver(
  kind: Kind,
  current: KubeObject,
  wanted: JsonObject,
  options: WriteOptions,
): KubeObject {
  const meta = objectAt(wanted, 'metadata');
  const kept: JsonObject = {};
  for (const key of [
    'uid',
    'resourceVersion',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
    'namespace',
    'generateName',
    'selfLink',
  ])
    if (current.metadata[key] !== undefined) kept[key] = current.metadata[key];
  const metadata = {
    ...without(
      meta,
      'managedFields',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'generation',
    ),
    ...kept,
    name: current.metadata.name,
  };
  const identity = { apiVersion: current.apiVersion, kind: current.kind };
  if (options.subresource === 'status')
    return {
      ...current,
      metadata: {
        ...without(current.metadata, 'managedFields'),
        ...kept,
        name: current.metadata.name,
        ...(meta.annotations !== undefined && {
          annotations: meta.annotations,
        }),
      },
      ...(wanted.status !== undefined && { status: wanted.status }),
    };
  const object = { ...wanted, ...identity, metadata };
  if (!kind.subresources.includes('status')) return object;
  const rest = withoutStatus(object);
  return current.status === undefined
    ? rest
    : { ...rest, status: current.status };
}

function withoutStatus(object: KubeObject): KubeObject {
  const copy = { ...object };
  delete copy.status;
  return copy;
}

function withManagers(
  object: KubeObject,
  managers: Parameters<typeof printManagers>[0],
): KubeObject {
  const printed: JsonValue = printManagers(managers);
  return withAt(
    object,
    ['metadata', 'managedFields'],
    printed.length > 0 ? printed : undefined,
  );
}

/** Who writes through one door owns nothing behind the other. */
function resetFields(kind: Kind, options: WriteOptions): FieldSet {
  if (options.subresource === 'status')
    return FieldSet.fromJson({
      'f:spec': {},
      'f:metadata': { 'f:labels': {} },
    });
  return kind.subresources.includes('status')
    ? FieldSet.fromJson({ 'f:status': {} })
    : FieldSet.empty;
}

function nameMismatch(given: string, path: string): ApiError {
  return badRequest(
    `the name of the object (${given}) does not match the name on the URL (${path})`,
  );
}

function namespaceMismatch(): ApiError {
  return badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters, of those that make no words, as Kubernetes ends generated names. */
function suffix(): string {
  const bytes = Buffer.from(randomUUID().replace(/-/g, ''), 'hex');
  return [...bytes.subarray(0, 5)]
    .map(byte => letters[byte % letters.length])
    .join('');
}
