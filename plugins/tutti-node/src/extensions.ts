import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Driver,
  GitPlace,
  ObjectHealth,
  ObjectRef,
  Right,
  Target,
  TargetCall,
} from '@tutti/engine';

/** Opens targets of one kind, e.g. `kubernetes`. Clusters are those of `tutti.clusters`. */
export interface TargetDriver {
  /** As in a Target file's `driver`. */
  readonly name: string;
  /** Clusters this driver can reach, by the names platform files use. */
  clusters(): { name: string; title?: string; simulated: boolean }[];
  /**
   * The port of this machine at which hosts of a simulated cluster's routes answer. Left out, or
   * undefined: at the port of the address itself.
   */
  routesPort?(cluster: string): Promise<number | undefined>;
  /**
   * Looks at a cluster: who Tutti is there, and what it may not do. Changes nothing. Left out: cannot be asked.
   *
   * @throws TargetError when it does not answer; InputError when it is not configured
   */
  check?(
    question: ClusterQuestion,
    signal: AbortSignal,
  ): Promise<ClusterReport>;
  /**
   * What everything of these kinds that Tutti manages in a cluster says about its own health, without
   * causes; kinds without a namespace are left out. Left out: environments are asked one by one.
   *
   * @throws TargetError `forbidden` where Tutti may not list over all namespaces
   */
  survey?(
    cluster: string,
    kinds: Pick<ObjectRef, 'apiVersion' | 'kind'>[],
    call: TargetCall,
  ): Promise<ObjectHealth[]>;
  /** Whether writes to this cluster are made in the name of the person who asked for them. Left out: no. */
  impersonates?(cluster: string): boolean;
  /**
   * A connection for one namespace. Nothing is sent to the cluster yet.
   *
   * @param place.git - of driver `git`: where it writes, as the Target file says
   * @param place.actor - in whose name it writes, where the cluster is configured so; reads are Tutti's own
   * @throws InputError when the cluster is not configured; the message lists those that are.
   */
  open(place: {
    cluster: string;
    namespace: string;
    git?: GitPlace;
    actor?: Actor;
  }): Promise<Target>;
}

/** What is asked of a cluster, and by what rights. */
export interface ClusterQuestion {
  cluster: string;
  /** What the platform needs there. */
  rights: Right[];
  /** Rights in this namespace; left out: in every one. */
  namespace?: string;
}

/** What a cluster says about itself and about Tutti's account in it. */
export interface ClusterReport {
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
  missing: MissingRight[];
  /** Whether plans can ask it (`dryRun=All`); otherwise why not. */
  dryRun: { works: true } | { works: false; why: string };
}

export interface MissingRight {
  /** Empty for the core group. */
  group: string;
  resource: string;
  verbs: string[];
}

/** A person of the portal, as a cluster is told about them. */
export interface Actor {
  /** Entity ref: `user:default/maria`. */
  user: string;
  /** Entity refs of the groups that the catalog says they are a member of. */
  groups: string[];
}

/** Where modules register resource drivers. */
export interface TuttiDriversExtensionPoint {
  /** Names are unique: a second driver of the same name is an error at start. */
  addDriver(driver: Driver): void;
}

/** Keeps what modules store from those who read the database. */
export interface TuttiSealing {
  /** @param place - `table/key…/column`: a copy of it to anywhere else does not open */
  seal(text: string, place: string): string;
  /** @throws Error naming the missing key or the place; never the content. */
  open(sealed: string, place: string): string;
  /** Keyed (HMAC-SHA-256, hex): a plain hash of a secret would be an oracle. */
  digest(text: string): string;
}

/** Where modules that keep secrets in tables of their own get the suite's sealing. */
export interface TuttiSealingExtensionPoint {
  /** Resolves when the backend has its keys, which is after modules were registered. */
  sealing(): Promise<TuttiSealing>;
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

export const tuttiSealingExtensionPoint =
  createExtensionPoint<TuttiSealingExtensionPoint>({ id: 'tutti.sealing' });
