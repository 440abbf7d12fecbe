import { useApi } from '@backstage/frontend-plugin-api';
import type { WorkloadVersion } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { workloadVersionsQuestion } from '../../../data/questions';
import { useDoing } from '../../../data/useDoing';
import { useTutti } from '../../../data/useTutti';

/** The newest texts of a workload, and older ones when they are asked for. */
export function useWorkloadVersions(application: string, workload: string) {
  const api = useApi(tuttiApiRef);
  const answer = useTutti(workloadVersionsQuestion, [application, workload]);
  const [older, setOlder] = useState<{
    items: WorkloadVersion[];
    next?: number;
  }>();
  const { doing, error, run } = useDoing();
  const next = older ? older.next : answer.data?.next;
  const more = () =>
    run(async () => {
      const page = await api.listWorkloadVersions(application, workload, {
        before: next,
      });
      setOlder(known => ({
        items: [...(known?.items ?? []), ...page.items],
        next: page.next,
      }));
    });
  const newest = answer.data?.items ?? [];
  const seen = new Set(newest.map(({ version }) => version));
  return {
    answer,
    items: [
      ...newest,
      ...(older?.items ?? []).filter(({ version }) => !seen.has(version)),
    ],
    ...(next !== undefined && { more }),
    loadingMore: doing,
    error,
  };
}
