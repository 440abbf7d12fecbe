import { JsonObject } from '../content';
import { Definitions, texts } from './Definitions';
import kubernetes from './kubernetes.json';
import { Shape } from './shape';

/** A kind that Kubernetes itself brings, as its discovery describes it. */
export interface BuiltinKind {
  apiVersion: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  subresources: string[];
  /** Made when first asked for: most commands meet few kinds. */
  readonly shape: Shape;
}

/** In the compact form of `compactDefinitions`. */
export const shippedDefinitions: JsonObject = kubernetes.definitions;

const definitions = new Definitions(shippedDefinitions);

/** `v1.36.3`: the release whose shapes these are. */
export const kubernetesVersion: string = kubernetes.version;

export const builtinKinds: BuiltinKind[] = kubernetes.kinds.map(kind => ({
  apiVersion: kind.apiVersion,
  kind: kind.kind,
  plural: kind.plural,
  singular: kind.singular,
  namespaced: kind.namespaced,
  shortNames: texts(kind.shortNames),
  categories: texts(kind.categories),
  subresources: texts(kind.subresources),
  get shape() {
    return definitions.named(kind.definition);
  },
}));

const byName = new Map(
  builtinKinds.map(kind => [`${kind.apiVersion} ${kind.kind}`, kind]),
);

export function builtinKind(
  apiVersion: string,
  kind: string,
): BuiltinKind | undefined {
  return byName.get(`${apiVersion} ${kind}`);
}

/** Every object has this, whatever its kind. */
export function objectMetaShape(): Shape {
  return definitions.named('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
}
