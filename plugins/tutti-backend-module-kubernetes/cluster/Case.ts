import { KubernetesTargetDriver } from '../src/KubernetesTargetDriver';
import { ControlPlane } from '../src/__testUtils__/controlPlane';

/** A real control plane whose pods are pretended; the cluster is called `sandbox`, as in the example platform. */
export interface Place {
  plane: ControlPlane;
  driver: KubernetesTargetDriver;
}

/** What is proved on a real control plane, and takes too long for every run of the tests. */
export interface Case {
  name: string;
  /**
   * @returns what it counted, for people
   * @throws Error that says what does not hold
   */
  prove(place: Place): Promise<string>;
}
