import { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { shortened } from './bounds';

/** An environment in a few lines. */
export const environmentState = z.object({
  environment: z.string(),
  type: z.string(),
  runs: z
    .string()
    .describe('Release that runs by the last success, or `nothing`'),
  health: z.string(),
  lastDeployment: z.string().optional(),
  addresses: z.array(z.string()),
  notes: z
    .array(z.string())
    .describe('What keeps deployments out, drift, changes not deployed yet'),
});

export type EnvironmentState = z.output<typeof environmentState>;

const MOST_ADDRESSES = 5;

export function stateOf(summary: EnvironmentSummary): EnvironmentState {
  const { name, typeTitle, release, health, lastDeployment } = summary;
  const { status, healthy, of, message } = health;
  return {
    environment: name,
    type: typeTitle,
    runs: release ? `r${release.number}` : 'nothing',
    health: shortened(
      [`${status}, ${healthy} of ${of} workloads healthy`, message]
        .filter(Boolean)
        .join(': '),
    ),
    ...(lastDeployment && {
      lastDeployment: shortened(
        [
          `#${lastDeployment.number} ${lastDeployment.status}, asked for by ${lastDeployment.requestedBy}`,
          lastDeployment.failure,
        ]
          .filter(Boolean)
          .join(': '),
      ),
    }),
    addresses: summary.endpoints.slice(0, MOST_ADDRESSES).map(({ url }) => url),
    notes: notesOf(summary).map(note => shortened(note)),
  };
}

function notesOf(summary: EnvironmentSummary): string[] {
  const { hold, frozen, drift, pendingChanges, replicas = {} } = summary;
  return [
    ...(summary.destroyed ? ['It was destroyed.'] : []),
    ...(summary.paused ? ['It is paused: every workload is at zero.'] : []),
    ...(hold ? [`Automation is held by ${hold.by}: ${hold.reason}`] : []),
    ...(frozen ? [`Frozen until ${frozen.until}: ${frozen.title}`] : []),
    ...Object.entries(replicas).map(
      ([workload, count]) => `${workload} is scaled to ${count} by a person.`,
    ),
    ...(drift ? [`Others changed ${drift.objects} of its objects.`] : []),
    ...(pendingChanges > 0
      ? [`${pendingChanges} changes are not deployed yet.`]
      : []),
    ...(summary.simulated ? ['It is a simulation: no container runs.'] : []),
  ];
}
