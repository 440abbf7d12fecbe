import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Driver, Target } from '@tutti/engine';

/** Opens targets of one kind, e.g. `kubernetes`. Clusters are those of `tutti.clusters`. */
export interface TargetDriver {
  /** As in a Target file's `driver`. */
  readonly name: string;
  /** Clusters this driver can reach, by the names platform files use. */
  clusters(): { name: string; title?: string; simulated: boolean }[];
  /**
   * A connection for one namespace. Nothing is sent to the cluster yet.
   *
   * @throws InputError when the cluster is not configured; the message lists those that are.
   */
  open(place: { cluster: string; namespace: string }): Promise<Target>;
}

/** Where modules register resource drivers. */
export interface TuttiDriversExtensionPoint {
  /** Names are unique: a second driver of the same name is an error at start. */
  addDriver(driver: Driver): void;
}

/** Where modules register target drivers. */
export interface TuttiTargetsExtensionPoint {
  /** Names are unique: a second driver of the same name is an error at start. */
  addTargetDriver(driver: TargetDriver): void;
}

export const tuttiDriversExtensionPoint =
  createExtensionPoint<TuttiDriversExtensionPoint>({ id: 'tutti.drivers' });

export const tuttiTargetsExtensionPoint =
  createExtensionPoint<TuttiTargetsExtensionPoint>({ id: 'tutti.targets' });
