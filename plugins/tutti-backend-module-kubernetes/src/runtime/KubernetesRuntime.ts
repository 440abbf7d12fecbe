import {
  ExecListener,
  ExecQuery,
  ExecSession,
  FieldManager,
  LiveObject,
  LogLine,
  LogQuery,
  ObjectRef,
  RunningImage,
  RuntimeEvent,
  RuntimeObject,
  RuntimeReader,
  TargetCall,
} from '@tutti/engine';
import { Cluster } from '../Cluster';
import { eventsIn } from './events';
import { exec } from './exec';
import { fieldManagersOf } from './fieldManagers';
import { imagesOf } from './images';
import { followLog, readLog } from './podLog';
import { treeOf } from './tree';
import { watchObjects } from './watchObjects';

/** What runs in one namespace of a cluster, and in those that its objects name. */
export class KubernetesRuntime implements RuntimeReader {
  constructor(
    private readonly place: {
      cluster: Cluster;
      namespace: string;
      /** The same cluster in the name of who asked, where it is configured so. */
      written: Cluster;
    },
    private readonly now: () => number,
  ) {}

  tree(refs: ObjectRef[], call: TargetCall): Promise<RuntimeObject[]> {
    const { cluster, namespace } = this.place;
    return treeOf(cluster, namespace, refs, this.now(), call);
  }

  images(refs: ObjectRef[], call: TargetCall): Promise<RunningImage[]> {
    const { cluster, namespace } = this.place;
    return imagesOf(cluster, namespace, refs, call);
  }

  watch(
    refs: ObjectRef[],
    changed: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    return watchObjects(this.place, refs, changed, signal);
  }

  managers(object: LiveObject): FieldManager[] {
    return fieldManagersOf(object.content);
  }

  events(namespaces: string[], call: TargetCall): Promise<RuntimeEvent[]> {
    return eventsIn(this.place.cluster, namespaces, call);
  }

  log(query: LogQuery, call: TargetCall): Promise<LogLine[]> {
    return readLog(this.place.cluster, query, call);
  }

  follow(query: LogQuery, call: TargetCall): Promise<AsyncIterable<LogLine[]>> {
    return followLog(this.place.cluster, query, call);
  }

  exec(
    query: ExecQuery,
    listener: ExecListener,
    call: TargetCall,
  ): Promise<ExecSession> {
    return exec(this.place.written, query, listener, call);
  }
}
