import type {
  Problem,
  Workload,
  WorkloadSummary,
  WorkloadVersion,
} from '@tutti/plugin-tutti-common';
import { ago, HOUR } from './applications';
import { scoreOf } from './runtime';

/** A repository that is not there any more. */
export const unreadable: Problem = {
  severity: 'error',
  code: 'SourceUnreadable',
  message: 'The repository cannot be read: 404.',
  hint: 'Compare the address with what the integrations of the portal may read.',
};

/** Every third has a problem, every fifth asks for a database. */
export function manyWorkloads(count: number): WorkloadSummary[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `service-${index + 1}`;
    return {
      name,
      source: { kind: 'managed' },
      images: { main: `registry.example/${name}:1.0.${index}` },
      openImages: [],
      resources:
        index % 5 === 0
          ? [{ name: 'db', type: 'postgres', class: 'default' }]
          : [],
      problems: index % 3 === 2 ? [unreadable] : [],
    };
  });
}

/** A version an hour, all of one author. */
export function workloadVersions({
  version,
  updatedBy,
  source,
}: Workload): WorkloadVersion[] {
  return Array.from({ length: version }, (_, at) => ({
    version: version - at,
    at: ago((at + 1) * HOUR),
    by: updatedBy,
    source,
    inUse: at === 0,
    problems: [],
  }));
}

export function versionText(workload: string, version: number): string {
  return `# ${version}\n${scoreOf(workload)}`;
}
