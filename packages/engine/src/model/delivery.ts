import { Manifest } from './json';
import { LiveObject, ObjectRef } from './object';

/** Where a Target of driver `git` writes: with placeholders in its file, filled in a binding. */
export type GitPlace = {
  /** `https://github.com/acme/deployments.git` */
  repository: string;
  /** What the CD tool reads. */
  branch: string;
  /** A folder of the environment alone. */
  path: string;
  /**
   * `branch`: commits go to `proposal`, for somebody to merge. `pullRequest`: as well, by a pull request that is
   * opened, and waited for.
   */
  mode: 'direct' | 'branch' | 'pullRequest';
  /** Of modes `branch` and `pullRequest`: what is pushed. */
  proposal: string;
  /** Of mode `pullRequest`: how long a run waits until somebody has merged it (`72h`). */
  mergeWithin?: string;
  /** `cluster`: Secrets are written to the cluster, and never committed. Absent: there may be none. */
  secrets?: 'refuse' | 'cluster';
  health: CdHealth;
};

/** Who says whether what was committed runs. */
export type CdHealth = {
  tool: 'none' | 'argocd' | 'flux';
  /** Of the Application, or the Kustomization. */
  name: string;
  /** Absent: where the tool lives by itself. */
  namespace?: string;
};

/** An object as it was seen: what is changed is exactly this version of it. */
export interface SeenObject {
  ref: ObjectRef;
  precondition: { uid: string; resourceVersion: string };
}

/** Everything that one run changes in a target that takes it as a whole (`Target.deliver`). */
export interface DeliverySet {
  apply: {
    manifest: Manifest;
    precondition: 'absent' | SeenObject['precondition'];
  }[];
  /** They stay, and say no longer whose they are. */
  release: SeenObject[];
  remove: SeenObject[];
  about: DeliveryOrigin;
}

/** What a delivery says about where it comes from. */
export interface DeliveryOrigin {
  application: string;
  environment: string;
  release: string;
  /** Hash of the plan that was reviewed. */
  plan: string;
  deployment?: string;
}

export interface Delivered {
  /** Those of `apply`, in its order, as they are now. */
  objects: LiveObject[];
  /** Where to find it, for people: `commit 3f2a… of branch main of https://…`. */
  where: string;
}
