import { customShape, mapsAt, Shape, textAt, valueAt } from '@tutti/kubernetes';
import { ObjectTemplate } from '../../model';

/** A kind as its CustomResourceDefinition has it, which may not be in the cluster yet. */
export interface DefinedKind {
  apiVersion: string;
  kind: string;
  isNamespaced: boolean;
  shape: Shape;
}

/** Kinds that are defined among the objects themselves. */
export function kindsDefinedIn(templates: ObjectTemplate[]): DefinedKind[] {
  return templates
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .flatMap(template => {
      const group = textAt(template, 'spec', 'group');
      const kind = textAt(template, 'spec', 'names', 'kind');
      if (group === undefined || kind === undefined) {
        return [];
      }
      return mapsAt(template, 'spec', 'versions').map(({ item }) => ({
        apiVersion: `${group}/${textAt(item, 'name')}`,
        kind,
        isNamespaced: textAt(template, 'spec', 'scope') !== 'Cluster',
        shape: customShape(valueAt(item, 'schema', 'openAPIV3Schema')),
      }));
    });
}
