import {
  isValueObject,
  own,
  PlanStep,
  Secret,
  unmask,
  Value,
  ValueObject,
} from '@tutti/engine';
import { PlanHead, StepPage } from '@tutti/plugin-tutti-common';
import {
  EnvironmentRecord,
  ReleaseRecord,
  ResourceHead,
  Store,
} from '../../store';
import { imagePlace } from '../views';
import { ShownImages } from './contents';

/** Steps that are read at once. */
const STEPS_AT_ONCE = 200;

/** What of a resource both sides know beside its definition and its params. */
export type ResourceDetail = 'inputs' | 'outputs' | 'none';

/** The Score files, with the images that the release gives, or the contents that are told apart. */
export function workloadsSide(
  { workloads, images }: Pick<ReleaseRecord, 'workloads' | 'images'>,
  shown: ShownImages = new Map(),
): ValueObject {
  return Object.fromEntries(
    workloads.map(({ name, annotations, containers, service, resources }) => [
      name,
      plain({
        annotations,
        containers: Object.fromEntries(
          Object.entries(containers).map(([container, content]) => [
            container,
            {
              ...content,
              image:
                shown.get(imagePlace(name, container)) ??
                own(own(images, name) ?? {}, container) ??
                content.image,
            },
          ]),
        ),
        service,
        resources,
      }),
    ]),
  );
}

/** As a deployment planned them. */
export async function plannedResources(
  store: Store,
  planId: string,
  detail: ResourceDetail,
): Promise<ValueObject> {
  const params = await store.planSteps.params(planId);
  const side: ValueObject = {};
  let cursor: number | undefined = 0;
  while (cursor !== undefined) {
    const page: StepPage<PlanStep> = await store.planSteps.page(planId, {
      kind: ['resource'],
      limit: STEPS_AT_ONCE,
      cursor,
    });
    for (const step of page.steps) {
      if (
        step.kind === 'resource' &&
        step.action !== 'destroy' &&
        step.action !== 'retain' &&
        step.action !== 'detach'
      ) {
        side[step.address] = {
          type: step.type,
          class: step.class,
          definition: step.definition,
          driver: step.driver,
          params: paramsIn(params, step.address),
          ...(detail === 'inputs' && { inputs: unmask(step.inputs) }),
        };
      }
    }
    cursor = page.next;
  }
  return side;
}

/** As they are recorded now. */
export function recordedResources(
  heads: ResourceHead[],
  params: Map<string, string>,
  detail: ResourceDetail,
): ValueObject {
  return Object.fromEntries(
    heads
      .filter(({ lifecycle }) => lifecycle !== 'retained')
      .map(head => [
        head.address,
        {
          type: head.type,
          class: head.class,
          definition: head.definition.name,
          driver: head.driver,
          params: paramsIn(params, head.address),
          ...(detail === 'outputs' && {
            outputs: identified(
              unmask(head.outputs),
              `${head.resourceId} ${head.outputsVersion}`,
            ),
          }),
        },
      ]),
  );
}

/**
 * The application's values with the environment's over them, now or as they were. A secret is told
 * by its version: who may write one and compare would otherwise learn another by trying.
 */
export async function valuesSide(
  store: Store,
  { id, applicationId }: EnvironmentRecord,
  until?: number,
): Promise<ValueObject> {
  const side: ValueObject = {};
  for (const scope of [applicationId, id]) {
    for (const { name, value, version } of await store.values.list(
      applicationId,
      scope,
      until,
    )) {
      side[name] =
        side[name] instanceof Secret
          ? new Secret(`${scope} plain ${version}`)
          : value;
    }
    for (const { name, version } of await store.secrets.list(
      applicationId,
      scope,
      until,
    )) {
      side[name] = new Secret(`${scope} ${version}`);
    }
  }
  return side;
}

export function placeSide({ target, environmentType }: PlanHead): ValueObject {
  const { name, cluster, namespace } = target;
  return { target: { name, cluster, namespace, environmentType } };
}

function paramsIn(params: Map<string, string>, address: string): Value {
  return unmask(JSON.parse(params.get(address) ?? '{}'));
}

/** With what tells each secret apart in place of a content that nobody has. */
function identified(value: Value, identity: string): Value {
  if (value instanceof Secret) return new Secret(identity);
  if (Array.isArray(value))
    return value.map(item => identified(item, identity));
  return isValueObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          identified(item, identity),
        ]),
      )
    : value;
}

/** As JSON has it: without what is not set. */
function plain(content: object): ValueObject {
  return JSON.parse(JSON.stringify(content));
}
