import { Shape, shapeOfObject } from '@tutti/kubernetes';
import {
  Address,
  fail,
  isValueObject,
  JsonValue,
  ObjectTemplate,
  PlanRequest,
  Problem,
  ResourceDefinition,
  Result,
  succeed,
  Target,
  ValueObject,
} from '../../model';
import { OpenBinding } from './binding';
import { undeliverable } from './deliverable';
import { kindsDefinedIn, textsByField } from '../judge';
import {
  completeObject,
  CompleteObject,
  ownershipLabels,
  withAccepted,
} from '../objects';

/**
 * Completes the objects of an environment, in the plan and in the run alike. Which kinds live in a
 * namespace only the target knows: `learn` asks it, once per kind.
 */
export class Completer {
  readonly #namespaced: Map<string, boolean>;
  readonly #shapes: Map<string, Shape>;
  readonly #target: Target;
  readonly #namespaceMetadata: ValueObject;

  constructor(
    {
      target,
      namespaceMetadata,
    }: Pick<OpenBinding, 'target' | 'namespaceMetadata'>,
    private readonly request: Pick<PlanRequest, 'environment' | 'accepted'>,
    namespaced = new Map<string, boolean>(),
    shapes = new Map<string, Shape>(),
  ) {
    this.#namespaced = namespaced;
    this.#shapes = shapes;
    this.#target = target;
    this.#namespaceMetadata = namespaceMetadata;
  }

  /**
   * What the objects define themselves is not asked about: the cluster may not know it yet.
   *
   * @throws TargetError
   */
  async learn(templates: ObjectTemplate[]): Promise<void> {
    for (const { apiVersion, kind, isNamespaced, shape } of kindsDefinedIn(
      templates,
    )) {
      const key = `${apiVersion} ${kind}`;
      this.#namespaced.set(key, isNamespaced);
      this.#shapes.set(key, shape);
    }
    for (const { apiVersion, kind } of templates) {
      if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
        continue;
      }
      const key = `${apiVersion} ${kind}`;
      if (!this.#namespaced.has(key)) {
        this.#namespaced.set(
          key,
          await this.#target.isNamespaced(apiVersion, kind),
        );
        const shape = await this.#target.shapeOf?.(apiVersion, kind);
        if (shape) {
          this.#shapes.set(key, shape);
        }
      }
    }
  }

  /** As the cluster itself describes the kind; undefined where it does not say. */
  shapeOf(apiVersion: string, kind: string): Shape | undefined {
    return this.#shapes.get(`${apiVersion} ${kind}`);
  }

  /** The namespace itself, which says whose it is. */
  namespace(): CompleteObject {
    const name = this.#target.namespace;
    const apiVersion = 'v1';
    const kind = 'Namespace';
    const { labels, annotations } = this.#namespaceMetadata;
    return {
      ref: { apiVersion, kind, name },
      template: {
        apiVersion,
        kind,
        metadata: {
          name,
          labels: {
            ...(isValueObject(labels) && labels),
            ...ownershipLabels(this.request.environment.id),
          },
          ...(isValueObject(annotations) &&
            Object.keys(annotations).length > 0 && { annotations }),
        },
      },
    };
  }

  /** @param definition - what the driver's answer was made from */
  resource(
    address: Address,
    resourceId: string,
    templates: ObjectTemplate[],
    definition: ResourceDefinition,
  ): Result<CompleteObject[]> {
    const written = writtenObjects(definition);
    return this.#complete(
      address,
      templates.map((template, index) =>
        this.#withTexts(written[index], template),
      ),
      { resourceId, source: definition.source },
    );
  }

  workload(
    address: Address,
    templates: ObjectTemplate[],
  ): Result<CompleteObject[]> {
    return this.#complete(address, templates);
  }

  /** As it would be had nobody accepted anything. */
  workloadAsWritten(
    address: Address,
    templates: ObjectTemplate[],
  ): Result<CompleteObject[]> {
    return new Completer(
      { target: this.#target, namespaceMetadata: this.#namespaceMetadata },
      { ...this.request, accepted: [] },
      this.#namespaced,
      this.#shapes,
    ).workload(address, templates);
  }

  #complete(
    address: Address,
    templates: ObjectTemplate[],
    { resourceId, source }: MadeBy = {},
  ): Result<CompleteObject[]> {
    const problems: Problem[] = [];
    const objects: CompleteObject[] = [];
    for (const template of templates) {
      const completed = completeObject(template, {
        namespace: this.#target.namespace,
        namespaced: (apiVersion, kind) =>
          this.#namespaced.get(`${apiVersion} ${kind}`) ?? true,
        labels: ownershipLabels(this.request.environment.id, resourceId),
        address,
      });
      const secret =
        completed.ok && undeliverable(completed.object, this.#target, address);
      if (secret) {
        problems.push({ ...secret, ...source });
      } else if (completed.ok) {
        objects.push(
          withAccepted(completed.object, this.request.accepted ?? []),
        );
      } else {
        problems.push(...completed.problems);
      }
    }
    return problems.length > 0 ? fail(problems) : succeed(objects);
  }

  /** What placeholders alone have filled is text where the kind takes only texts. */
  #withTexts(written: JsonValue, template: ObjectTemplate): ObjectTemplate {
    const { apiVersion, kind } = template;
    const shape =
      this.shapeOf(String(apiVersion), String(kind)) ?? shapeOfObject(template);
    const filled = shape ? textsByField(written, template, shape) : template;
    return isValueObject(filled) ? filled : template;
  }
}

/** Absent for a workload. */
interface MadeBy {
  resourceId?: string;
  source?: ResourceDefinition['source'];
}

/** The objects as a definition has them, placeholders and all; only `manifests` writes them down. */
export function writtenObjects({
  driver,
  inputs,
}: ResourceDefinition): JsonValue[] {
  return driver === 'manifests' && Array.isArray(inputs.objects)
    ? inputs.objects
    : [];
}
