import {
  DocumentChange,
  JsonObject,
  JsonValue,
  Platform,
  compareText,
} from '../../model';
import { differences } from '../objects';

const KINDS = {
  ResourceType: 'resourceTypes',
  ResourceDefinition: 'definitions',
  WorkloadProfile: 'profiles',
  EnvironmentType: 'environmentTypes',
  Target: 'targets',
  Policy: 'policies',
  Application: 'applications',
} as const;

/** The platform documents that are not the same, by kind and name; where they stand does not count. */
export function documentChanges(
  before: Platform,
  after: Platform,
): DocumentChange[] {
  return Object.entries(KINDS).flatMap(([kind, field]) => {
    const names = new Set([
      ...Object.keys(before[field]),
      ...Object.keys(after[field]),
    ]);
    return [...names]
      .sort(compareText)
      .flatMap(name =>
        documentChange(kind, name, before[field][name], after[field][name]),
      );
  });
}

type Document = Platform[(typeof KINDS)[keyof typeof KINDS]][string];

function documentChange(
  kind: string,
  name: string,
  before: Document | undefined,
  after: Document | undefined,
): DocumentChange[] {
  if (!before) {
    return [{ kind, name, change: 'added', paths: [] }];
  }
  if (!after) {
    return [{ kind, name, change: 'removed', paths: [] }];
  }
  const paths = differences(contentOf(before), contentOf(after)).map(
    ({ path }) => path,
  );
  return paths.length > 0 ? [{ kind, name, change: 'changed', paths }] : [];
}

/** A document as plain data, without the file and the line. */
export function contentOf(document: object): JsonObject {
  const content: { source?: JsonValue } & JsonObject = JSON.parse(
    JSON.stringify(document),
  );
  delete content.source;
  return content;
}
