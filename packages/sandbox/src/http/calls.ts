import { JsonObject } from '../json';

export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'apply'
  | 'delete'
  | 'deletecollection';

/** Counts requests, so that a test can say: nothing was applied. */
export class CallCounter {
  private readonly counts = new Map<string, number>();

  count(verb: Verb, kind: string, dryRun: boolean): void {
    const key = JSON.stringify([verb, kind, dryRun]);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  reset(): void {
    this.counts.clear();
  }

  /** `{ calls: [{ verb, kind, dryRun, count }], total }`, sorted. */
  toJson(): JsonObject {
    const calls = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      calls: calls.map(([key, count]) => {
        const [verb, kind, dryRun] = JSON.parse(key);
        return { verb, kind, dryRun, count };
      }),
      total: calls.reduce((sum, [, count]) => sum + count, 0),
    };
  }
}
