import { isDeepStrictEqual } from 'node:util';
import {
  Delivered,
  DeliverySet,
  GitPlace,
  JsonObject,
  LiveObject,
  ObjectRef,
  refOf,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import {
  contentOf,
  fileOf,
  liveObject,
  pathOf,
  SIGN,
  signText,
  textOf,
  uidOf,
  withoutMarks,
} from './layout';
import { commitMessage } from './message';
import { Proposal, pullRequestText } from './pullRequests';
import { FileChange, Folder, Repository } from './Repository';
import { Base, standing } from './standing';

/** A set, and the folder that it goes to. */
export interface Parcel {
  place: GitPlace;
  /** Of mode `pullRequest`. */
  proposal?: Proposal;
  /** The namespace of the environment. */
  home: string;
  set: DeliverySet;
}

interface Waiting {
  parcel: Parcel;
  call: TargetCall;
  /** After it nothing of the parcel may be sent. */
  until: number;
  resolve(delivered: Delivered): void;
  reject(error: unknown): void;
}

/** So often others may be quicker before we give up: it takes a very busy branch. */
const TRIES = 8;
/** With less time left a push is not begun. */
const PUSH_NEEDS_MS = 1_000;

/**
 * Turns at one branch: one commit at a time, of everything that arrived while the one before was under way.
 * Each set learns its own end, and one that does not fit leaves the others in.
 */
export class Turns {
  #waiting: Waiting[] = [];
  #running = false;

  constructor(
    private readonly repository: Repository,
    /** Address of the portal, for links to it. */
    private readonly portal?: string,
  ) {}

  deliver(parcel: Parcel, call: TargetCall): Promise<Delivered> {
    return new Promise((resolve, reject) => {
      const until = performance.now() + call.timeoutMs;
      this.#waiting.push({ parcel, call, until, resolve, reject });
      if (!this.#running) this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const turn = this.#waiting;
      this.#waiting = [];
      try {
        await this.#take(turn);
      } catch (error) {
        turn.forEach(({ reject }) => reject(error));
      }
    }
    this.#running = false;
  }

  /** @throws TargetError that is everybody's who is still in it */
  async #take(turn: Waiting[]): Promise<void> {
    let left = turn;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const [first] = left;
      const base = await standing(
        this.repository,
        first.parcel.place,
        first.parcel.proposal,
      );
      const folders = await this.#foldersOf(base, left);
      left = stillIn(left, folders);
      if (left.length === 0) return;
      const changes = (
        await Promise.all(left.map(one => this.#changesOf(one, folders)))
      ).flat();
      const commit = await this.repository.commit(
        base.pushes,
        base.commit,
        changes,
        commitMessage(left.map(({ parcel }) => parcel.set.about)),
      );
      if (commit === undefined) {
        await this.#end(left, base.commit);
        return;
      }
      const pushed = await this.repository.push(
        commit,
        base.pushes,
        base.expected,
        callOf(left),
      );
      if (pushed === 'pushed') {
        await this.#end(left, commit);
        return;
      }
      // Several backends that lost against each other do not come back in step.
      await pause(Math.random() * 50 * attempt);
    }
    throw new TargetError(
      `others push to ${left[0].parcel.place.branch} of ${this.repository.url} all the time; tried ${TRIES} times`,
      'conflict',
      true,
    );
  }

  async #foldersOf(
    { commit }: Pick<Base, 'commit'>,
    turn: Waiting[],
  ): Promise<Map<string, Folder>> {
    const folders = new Map<string, Folder>();
    for (const { parcel } of turn) {
      const { path } = parcel.place;
      if (!folders.has(path)) {
        folders.set(path, await this.repository.folder(commit, path));
      }
    }
    return folders;
  }

  async #changesOf(
    { parcel: { place, home, set } }: Waiting,
    folders: ReadonlyMap<string, Folder>,
  ): Promise<FileChange[]> {
    const folder = folders.get(place.path) ?? new Map<string, string>();
    const at = (file: string) => pathOf(place.path, file);
    const applied = set.apply.map(({ manifest }) => ({
      file: fileOf(refOf(manifest), home),
      text: textOf(manifest),
    }));
    const released = await Promise.all(
      set.release.map(async ({ ref }) => {
        const file = fileOf(ref, home);
        return {
          file,
          text: textOf(withoutMarks(await this.#read(folder.get(file)))),
        };
      }),
    );
    const removed = set.remove.flatMap(({ ref }) => {
      const file = fileOf(ref, home);
      return folder.has(file) ? [{ file, text: undefined }] : [];
    });
    const changes = [...applied, ...released, ...removed];
    const gone = new Set(removed.map(({ file }) => file));
    const stays =
      applied.length > 0 ||
      [...folder.keys()].some(file => file !== SIGN && !gone.has(file));
    if (stays || folder.has(SIGN)) {
      changes.push({
        file: SIGN,
        text: stays ? signText(set.about) : undefined,
      });
    }
    return changes.map(({ file, text }) => ({ path: at(file), text }));
  }

  async #read(blob: string | undefined): Promise<JsonObject> {
    if (blob === undefined) return {};
    return contentOf((await this.repository.texts([blob])).get(blob) ?? '');
  }

  async #end(turn: Waiting[], commit: string | undefined): Promise<void> {
    const folders = await this.#foldersOf({ commit }, turn);
    for (const { parcel, resolve } of turn) {
      const { place, home, set } = parcel;
      const folder = folders.get(place.path);
      const proposed = await this.#propose(parcel, folder);
      resolve({
        objects: set.apply.map(({ manifest }): LiveObject => {
          const ref = refOf(manifest);
          const file = fileOf(ref, home);
          return liveObject(ref, pathOf(place.path, file), {
            blob: folder?.get(file) ?? '',
            content: manifest,
          });
        }),
        where: `commit ${commit ?? '(none)'} of branch ${
          place.mode === 'direct' ? place.branch : place.proposal
        } of ${place.repository}${proposed ? `, proposed by ${proposed}` : ''}`,
      });
    }
  }

  /** @returns the address of the pull request; undefined where none is needed */
  async #propose(
    { place, proposal, set }: Parcel,
    after: Folder = new Map(),
  ): Promise<string | undefined> {
    if (!proposal) return undefined;
    const { branch, path } = place;
    const main = (await this.repository.tips([branch])).get(branch);
    const before = await this.repository.folder(main, path);
    if (isDeepStrictEqual(before, after)) return undefined;
    const text = pullRequestText(set.about, { before, after }, this.portal);
    return (await proposal.propose(text)).url;
  }
}

/** Whoever does not fit any more, or has no time left, is told and is out. */
function stillIn(
  turn: Waiting[],
  folders: ReadonlyMap<string, Folder>,
): Waiting[] {
  return turn.filter(({ parcel, call, until, reject }) => {
    if (call.signal.aborted || until - performance.now() < PUSH_NEEDS_MS) {
      reject(
        new TargetError(
          `${parcel.place.repository} did not answer in time; nothing was sent`,
          'throttled',
          true,
        ),
      );
      return false;
    }
    const moved = whatMoved(parcel, folders.get(parcel.place.path));
    if (moved) {
      reject(
        new TargetError(
          `${moved.kind} ${
            moved.name
          } is not as it was seen: somebody changed ${fileOf(
            moved,
            parcel.home,
          )} in ${parcel.place.path} of ${parcel.place.repository}`,
          'conflict',
          true,
        ),
      );
      return false;
    }
    return true;
  });
}

function whatMoved(
  { place, home, set }: Parcel,
  folder: Folder = new Map(),
): ObjectRef | undefined {
  const expected = [
    ...set.apply.map(({ manifest, precondition }) => ({
      ref: refOf(manifest),
      precondition,
    })),
    ...set.release,
    ...set.remove,
  ];
  return expected.find(({ ref, precondition }) => {
    const file = fileOf(ref, home);
    const blob = folder.get(file);
    return precondition === 'absent'
      ? blob !== undefined
      : precondition.uid !== uidOf(pathOf(place.path, file)) ||
          precondition.resourceVersion !== blob;
  })?.ref;
}

/** A push is over before the first of its intents is. */
function callOf(turn: Waiting[]): { signal: AbortSignal; timeoutMs: number } {
  const earliest = Math.min(...turn.map(({ until }) => until));
  const [first, ...others] = turn;
  return {
    // One environment's end does not take the others' commit with it.
    signal:
      others.length === 0 ? first.call.signal : new AbortController().signal,
    timeoutMs: Math.max(1, Math.floor(earliest - performance.now())),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}
