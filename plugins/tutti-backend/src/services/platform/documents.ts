import {
  contentOf,
  documentChanges,
  Driver,
  Platform,
  shownPlatform,
} from '@tutti/engine';
import {
  compareNames,
  DocumentChange,
  DocumentDifference,
} from '@tutti/plugin-tutti-common';

/** What two revisions say otherwise, as it may be shown: by file, then by line. */
export function documentDifferences(
  before: Platform,
  after: Platform,
  drivers: Record<string, Driver>,
): DocumentDifference[] {
  const shown = {
    before: shownPlatform(before, drivers),
    after: shownPlatform(after, drivers),
  };
  return documentChanges(before, after)
    .map((change): DocumentDifference => {
      const old = documentOf(shown.before, change);
      const now = documentOf(shown.after, change);
      return {
        ...change,
        ...(now ?? old)?.source,
        ...(old && { before: contentOf(old) }),
        ...(now && { after: contentOf(now) }),
      };
    })
    .sort(
      (a, b) =>
        compareNames(a.file ?? '', b.file ?? '') ||
        (a.line ?? 0) - (b.line ?? 0),
    );
}

function documentOf(platform: Platform, { kind, name }: DocumentChange) {
  const documents = {
    ResourceType: platform.resourceTypes,
    ResourceDefinition: platform.definitions,
    WorkloadProfile: platform.profiles,
    EnvironmentType: platform.environmentTypes,
    Target: platform.targets,
    Policy: platform.policies,
    Application: platform.applications,
  };
  return Object.entries(documents).find(([each]) => each === kind)?.[1][name];
}
