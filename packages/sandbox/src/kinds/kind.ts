import { KubeObject } from '../json';
import { Shape } from '@tutti/kubernetes';

/** One kind at one API version: what a path leads to. */
export interface Kind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  /** `status`, `scale`, `log` … */
  subresources: string[];
  shape: Shape;
  /** Kubernetes' own, from a CustomResourceDefinition, or unknown until somebody wrote one. */
  origin: 'builtin' | 'definition' | 'unknown';
}

/** `apps/Deployment`: names a kind over all its versions, and where its objects are kept. */
export type KindKey = string;

export function kindKey(kind: Pick<Kind, 'group' | 'kind'>): KindKey {
  return `${kind.group}/${kind.kind}`;
}

export function apiVersionOf(kind: Pick<Kind, 'group' | 'version'>): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

export function splitApiVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : {
        group: apiVersion.slice(0, slash),
        version: apiVersion.slice(slash + 1),
      };
}

export function keyOfObject(
  object: Pick<KubeObject, 'apiVersion' | 'kind'>,
): KindKey {
  return `${splitApiVersion(object.apiVersion).group}/${object.kind}`;
}
