import type { WorkloadSummary } from '@tutti/plugin-tutti-common';

type AskedResource = WorkloadSummary['resources'][number];

/** `postgres`, `postgres.large`, `postgres#main`. */
export function resourceName(resource: AskedResource): string {
  const { type, id } = resource;
  const kind =
    resource.class === 'default' ? type : `${type}.${resource.class}`;
  return id ? `${kind}#${id}` : kind;
}

/** What a workload asks for; several of a kind are one, with their names. */
export function needsOf(
  workload: WorkloadSummary,
): { what: string; names: string[] }[] {
  const needs = new Map<string, string[]>();
  for (const resource of workload.resources) {
    const what = resourceName(resource);
    needs.set(what, [...(needs.get(what) ?? []), resource.name]);
  }
  return [...needs].map(([what, names]) => ({ what, names }));
}
