import {
  builtinKinds,
  Finding,
  groupOf,
  inspectTemplate,
  isMap,
  Path,
  Shape,
  shapeOfObject,
  valueAt,
} from '@tutti/kubernetes';
import { Address, ObjectRef, ObjectTemplate, Problem } from '../../model';
import { formatPath } from '../../read/path';
import { isSecretObject } from '../values/seal';
import { kindsDefinedIn } from './definedKinds';
import { Origin, sourceOf } from './origins';
import { doubtsOf, Surroundings } from './references';
import { sentenceOf } from './sentences';

/** A finished object, and who wrote it down. */
export interface JudgedObject {
  ref: ObjectRef;
  template: ObjectTemplate;
  /** Of the step that makes it. */
  address: Address;
  origin: Origin;
}

/** The shape of a kind as a cluster describes it; undefined where it says nothing. */
export type Shapes = (apiVersion: string, kind: string) => Shape | undefined;

/**
 * What an API server would refuse of these objects (errors), and what it would take and could
 * hardly work (warnings). Pure and offline: a cluster's own description of its kinds wins over the
 * one we ship where there is one, and a kind that nobody knows passes.
 *
 * @param known - what is in the cluster as far as is remembered: the inventory
 * @param only - the steps whose objects are judged, among all that there are; without it, all
 */
export function judgeObjects(
  objects: JudgedObject[],
  {
    known = [],
    shapes,
    only,
  }: {
    known?: ObjectRef[];
    shapes?: Shapes;
    only?: ReadonlyMap<Address, unknown>;
  } = {},
): Problem[] {
  const custom = new Map(
    kindsDefinedIn(objects.map(({ template }) => template)).map(
      ({ apiVersion, kind, shape }) => [`${apiVersion} ${kind}`, shape],
    ),
  );
  const around = new Surroundings(objects, known);
  const judged = only
    ? objects.filter(({ address }) => only.has(address))
    : objects;
  return judged.flatMap(object => {
    const { apiVersion, kind } = object.ref;
    const shape =
      custom.get(`${apiVersion} ${kind}`) ??
      shapes?.(apiVersion, kind) ??
      shapeOfObject(object.template);
    const retired = shape ? undefined : retiredProblem(object);
    return [
      ...(retired ? [retired] : []),
      ...(shape ? refusals(object, shape) : []),
      ...doubtsOf(object.ref, object.template, around).map(
        ({ code, path, message, hint }) =>
          problemOf(object, path, {
            severity: 'warning',
            code,
            message: `${title(object)}: ${formatPath(path)} ${message}.`,
            hint,
          }),
      ),
    ];
  });
}

function refusals(object: JudgedObject, shape: Shape): Problem[] {
  const { template } = object;
  const hides = isSecretObject(template);
  return [...inspectTemplate(template, shape), ...plainSecrets(object)].map(
    finding => {
      const { message, hint } = sentenceOf(
        title(object),
        finding,
        shape,
        hides,
      );
      return problemOf(object, finding.path, {
        severity: 'error',
        code: 'RefusedByKubernetes',
        message,
        hint,
      });
    },
  );
}

/**
 * A generated password is letters and digits, which base64 is as well: under `data` Kubernetes would
 * decode it to something else, without a word.
 */
function plainSecrets({ template, origin }: JudgedObject): Finding[] {
  if (!isSecretObject(template) || origin.kind !== 'definition') {
    return [];
  }
  const { definition, index } = origin;
  const written = valueAt(definition.inputs, 'objects', index ?? -1, 'data');
  return isMap(written)
    ? Object.keys(written)
        .filter(key => /\$\{\s*generate\./.test(String(written[key])))
        .map(key => ({
          reason: 'type',
          path: ['data', key],
          expected: 'bytes',
        }))
    : [];
}

/** `Deployment web` */
function title({ ref }: JudgedObject): string {
  return `${ref.kind} ${ref.name}`;
}

function problemOf(
  { template, origin, address }: JudgedObject,
  path: Path,
  found: Pick<Problem, 'severity' | 'code' | 'message' | 'hint'>,
): Problem {
  const { by, ...place } = sourceOf(origin, template, path);
  const { hint, message, ...rest } = found;
  return {
    ...rest,
    message: by ? `${message.replace(/\.$/, '')} (${by}).` : message,
    ...(hint !== undefined && { hint }),
    ...place,
    address,
  };
}

/** A beta of a kind that has grown up: servers of the shipped release do not have it any more. */
function retiredProblem(object: JudgedObject): Problem | undefined {
  const { apiVersion, kind } = object.ref;
  if (!/v\d+(?:alpha|beta)\d+$/.test(apiVersion)) {
    return undefined;
  }
  const group = groupOf(apiVersion);
  const now = builtinKinds.find(
    other =>
      other.kind === kind &&
      (groupOf(other.apiVersion) === group || group === 'extensions'),
  );
  return (
    now &&
    problemOf(object, ['apiVersion'], {
      severity: 'error',
      code: 'RefusedByKubernetes',
      message: `${title(
        object,
      )}: Kubernetes has no ${kind} in ${apiVersion} any more.`,
      hint: `Use ${now.apiVersion}, and look at what changed between the two.`,
    })
  );
}
