import {
  Delivered,
  DeliverySet,
  durationMs,
  GitPlace,
  LiveObject,
  Manifest,
  ObjectHealth,
  ObjectRef,
  Precondition,
  SeenObject,
  Target,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import { HealthSource } from './health';
import { contentOf, fileOf, liveObject, pathOf } from './layout';
import { Proposal } from './pullRequests';
import { Repository } from './Repository';
import { standing } from './standing';
import { Turns } from './Turns';
import { within } from './within';

export const DRIVER_NAME = 'git';

/** What a cluster knows of kinds; absent, what Kubernetes itself brings is known. */
export type Kinds = Pick<Target, 'isNamespaced' | 'shapeOf'>;

/**
 * An environment's folder in a repository. What stands at the newest commit counts as live: an object's version
 * is the hash of its file, and an object that is made anew under the same name is the same object.
 */
export class GitTarget implements Target {
  readonly driver = DRIVER_NAME;
  readonly simulated = false;
  readonly cluster: string;
  readonly namespace: string;
  readonly shapeOf: Target['shapeOf'];
  readonly healthWithinMs?: number;

  constructor(
    private readonly given: {
      cluster: string;
      namespace: string;
      place: GitPlace;
      repository: Repository;
      turns: Turns;
      /** Of mode `pullRequest`. */
      proposal?: Proposal;
      kinds: Kinds;
      health: HealthSource;
    },
  ) {
    this.cluster = given.cluster;
    this.namespace = given.namespace;
    this.shapeOf = given.kinds.shapeOf?.bind(given.kinds);
    const { mode, mergeWithin } = given.place;
    if (mode === 'pullRequest' && mergeWithin !== undefined) {
      this.healthWithinMs = durationMs(mergeWithin);
    }
  }

  isNamespaced(apiVersion: string, kind: string): Promise<boolean> {
    return this.given.kinds.isNamespaced(apiVersion, kind);
  }

  async observe(refs: ObjectRef[], call: TargetCall): Promise<LiveObject[]> {
    return within(call, this.given.place.repository, this.#look(refs));
  }

  async deliver(set: DeliverySet, call: TargetCall): Promise<Delivered> {
    const { place, namespace, turns, proposal } = this.given;
    return within(
      call,
      place.repository,
      turns.deliver(
        { place, home: namespace, set, ...(proposal && { proposal }) },
        call,
      ),
    );
  }

  async apply(
    manifest: Manifest,
    precondition: Precondition,
    call: TargetCall,
  ): Promise<LiveObject> {
    const { objects } = await this.deliver(
      this.#alone({ apply: [{ manifest, precondition }] }),
      call,
    );
    return objects[0];
  }

  /**
   * Nothing has to be done: a push names the commit that it goes on from, so that one that is late is refused
   * as soon as anything was delivered since.
   */
  async stamp(
    ref: ObjectRef,
    _precondition: SeenObject['precondition'],
    call: TargetCall,
  ): Promise<LiveObject> {
    const [live] = await this.observe([ref], call);
    if (!live) {
      throw new TargetError(
        `${ref.kind} ${ref.name} is not in ${this.given.place.path}`,
        'notFound',
        false,
      );
    }
    return live;
  }

  async release(
    ref: ObjectRef,
    precondition: SeenObject['precondition'],
    call: TargetCall,
  ): Promise<void> {
    const [live] = await this.observe([ref], call);
    if (live) {
      await this.deliver(
        this.#alone({ release: [{ ref, precondition }] }),
        call,
      );
    }
  }

  async remove(
    ref: ObjectRef,
    { uid, resourceVersion }: { uid: string; resourceVersion?: string },
    call: TargetCall,
  ): Promise<void> {
    const [live] = await this.observe([ref], call);
    if (live) {
      const precondition = {
        uid,
        resourceVersion: resourceVersion ?? live.resourceVersion,
      };
      await this.deliver(
        this.#alone({ remove: [{ ref, precondition }] }),
        call,
      );
    }
  }

  health(refs: ObjectRef[], call: TargetCall): Promise<ObjectHealth[]> {
    return this.given.health(refs, call);
  }

  async #look(refs: ObjectRef[]): Promise<LiveObject[]> {
    const { place, namespace, repository, proposal } = this.given;
    const { commit } = await standing(repository, place, proposal);
    const folder = await repository.folder(commit, place.path);
    const found = refs.flatMap(ref => {
      const file = fileOf(ref, namespace);
      const blob = folder.get(file);
      return blob === undefined ? [] : [{ ref, file, blob }];
    });
    const texts = await repository.texts(found.map(({ blob }) => blob));
    return found.map(({ ref, file, blob }) =>
      liveObject(ref, pathOf(place.path, file), {
        blob,
        content: contentOf(texts.get(blob) ?? ''),
      }),
    );
  }

  /** One change that belongs to no run. */
  #alone(change: Partial<DeliverySet>): DeliverySet {
    const { path } = this.given.place;
    return {
      apply: [],
      release: [],
      remove: [],
      about: {
        application: path,
        environment: this.namespace,
        release: '-',
        plan: '-',
      },
      ...change,
    };
  }
}
