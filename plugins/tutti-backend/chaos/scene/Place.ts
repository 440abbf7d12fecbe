/** One environment that is deployed to. */
export interface Place {
  application: string;
  environment: string;
  /** In the cluster. */
  namespace: string;
  /** Of the application, each with a container `main`. */
  workloads: readonly string[];
}
