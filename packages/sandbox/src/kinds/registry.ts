import {
  isObject,
  JsonValue,
  KubeObject,
  listAt,
  objectAt,
  objectsAt,
  textAt,
} from '../json';
import type { Store } from '../store/store';
import { builtinKinds, customShape } from '@tutti/kubernetes';

import { apiVersionOf, Kind, splitApiVersion } from './kind';

/** What a path and a body tell of a kind. */
type LearnedKind = Pick<
  Kind,
  'group' | 'version' | 'plural' | 'kind' | 'namespaced'
>;

const definitionKey = 'apiextensions.k8s.io/CustomResourceDefinition';
const learnedKey = 'sandbox.tutti.dev/LearnedKind';

function readLearned(object: KubeObject): LearnedKind {
  const text = (key: string) => textAt(object, 'spec', key) ?? '';
  return {
    group: text('group'),
    version: text('version'),
    plural: text('plural'),
    kind: text('kind'),
    namespaced: objectAt(object, 'spec').namespaced === true,
  };
}

/** Every kind the sandbox serves; grows with CustomResourceDefinitions and first writes. */
export class KindRegistry {
  private kinds: Kind[] = builtinKinds.map(builtin => ({
    ...splitApiVersion(builtin.apiVersion),
    kind: builtin.kind,
    plural: builtin.plural,
    singular: builtin.singular,
    namespaced: builtin.namespaced,
    shortNames: builtin.shortNames,
    categories: builtin.categories,
    subresources: builtin.subresources,
    shape: builtin.shape,
    origin: 'builtin',
  }));

  /** What was learned is kept with the objects, so that it outlives the process like them. */
  constructor(private readonly store: Store) {
    for (const definition of store.list(definitionKey)) this.define(definition);
    for (const learned of store.list(learnedKey))
      this.add(readLearned(learned));
  }

  all(): readonly Kind[] {
    return this.kinds;
  }

  byPath(group: string, version: string, plural: string): Kind | undefined {
    return this.kinds.find(
      kind =>
        kind.plural === plural &&
        kind.group === group &&
        kind.version === version,
    );
  }

  byName(apiVersion: string, name: string): Kind | undefined {
    return this.kinds.find(
      kind => kind.kind === name && apiVersionOf(kind) === apiVersion,
    );
  }

  /** The first version of a kind; for those who do not care which. */
  byKey(key: string): Kind | undefined {
    return this.kinds.find(kind => `${kind.group}/${kind.kind}` === key);
  }

  /**
   * A kind of which only a path and a body are known: no definition was given, and yet its
   * objects are kept as they are.
   */
  learn(kind: LearnedKind): Kind {
    this.store.put(learnedKey, {
      apiVersion: 'sandbox.tutti.dev/v1',
      kind: 'LearnedKind',
      metadata: { name: `${kind.plural}.${kind.version}.${kind.group}` },
      spec: { ...kind },
    });
    return this.add(kind);
  }

  private add(kind: LearnedKind): Kind {
    const added: Kind = {
      ...kind,
      singular: kind.kind.toLowerCase(),
      shortNames: [],
      categories: [],
      subresources: ['status'],
      shape: customShape(undefined),
      origin: 'unknown',
    };
    this.kinds.push(added);
    return added;
  }

  /** Serves what a CustomResourceDefinition describes, instead of what it described before. */
  define(definition: JsonValue): void {
    this.undefine(definition);
    const group = textAt(definition, 'spec', 'group') ?? '';
    const names = isObject(definition) ? definition.spec : {};
    const text = (key: string) => textAt(names, 'names', key);
    const kind = text('kind') ?? '';
    const plural = text('plural') ?? '';
    this.kinds = this.kinds.filter(
      other =>
        !(
          other.origin === 'unknown' &&
          other.group === group &&
          other.plural === plural
        ),
    );
    for (const version of objectsAt(definition, 'spec', 'versions')) {
      if (version.served !== true) continue;
      const schema = isObject(version.schema)
        ? version.schema.openAPIV3Schema
        : undefined;
      const subresources = isObject(version.subresources)
        ? Object.keys(version.subresources)
        : [];
      this.kinds.push({
        group,
        version: textAt(version, 'name') ?? '',
        kind,
        plural,
        singular: text('singular') ?? kind.toLowerCase(),
        namespaced: textAt(definition, 'spec', 'scope') === 'Namespaced',
        shortNames: texts(listAt(names, 'names', 'shortNames')),
        categories: texts(listAt(names, 'names', 'categories')),
        subresources,
        shape: customShape(schema),
        origin: 'definition',
      });
    }
  }

  undefine(definition: JsonValue): void {
    const group = textAt(definition, 'spec', 'group');
    const plural = textAt(definition, 'spec', 'names', 'plural');
    this.kinds = this.kinds.filter(
      kind =>
        kind.origin !== 'definition' ||
        kind.group !== group ||
        kind.plural !== plural,
    );
  }
}

function texts(values: JsonValue[]): string[] {
  return values.filter((value): value is string => typeof value === 'string');
}
