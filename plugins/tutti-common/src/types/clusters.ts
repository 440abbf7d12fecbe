/** `GET /clusters`: one that is configured. */
export interface ClusterView {
  name: string;
  title?: string;
  /** Of its targets: `kubernetes`. */
  driver: string;
  simulated: boolean;
  /** Names of the Target files that name it. */
  targets: string[];
}

/** `GET /clusters/:cluster/check`: what a cluster says about itself and about Tutti's account in it. */
export type ClusterCheck = {
  cluster: string;
  /** Rights were asked about in this namespace; absent: in every one. */
  namespace?: string;
  checkedAt: string;
} & (
  | { reachable: false; problem: string }
  | {
      reachable: true;
      /** `v1.36.3` */
      version: string;
      /** Of one small question, milliseconds. */
      latencyMs: number;
      /** As whom the cluster knows Tutti. */
      account: string;
      /** Deployments are written in the name of who asked for them. */
      impersonates: boolean;
      /** How many pairs of verb and resource were asked about. */
      asked: number;
      missing: { group: string; resource: string; verbs: string[] }[];
      /** Whether plans can ask it; otherwise why not. */
      dryRun: { works: true } | { works: false; why: string };
    }
);
