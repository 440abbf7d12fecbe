import type {
  LogLine,
  RuntimeLogQuery,
  RuntimeNode,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { EnvironmentPlace } from './deployments';
import { RefusedByPortal } from './errors';

/** The largest page that a portal gives. */
const PAGE = 500;

/** Whose logs, and what of them. */
export interface LogsAsked extends EnvironmentPlace {
  workload?: string;
  container?: string;
  query: Omit<RuntimeLogQuery, 'container'>;
}

/** A container of a pod. */
export interface Speaker {
  uid: string;
  pod: string;
  container: string;
}

export type Hear = (speaker: Speaker, lines: LogLine[]) => void;

/** What was said until now, one container after the other. @returns whose it is */
export async function readLogs(
  tutti: TuttiClient,
  asked: LogsAsked,
  hear: Hear,
): Promise<Speaker[]> {
  const { application, environment, query } = asked;
  const speakers = speakersIn(await podsOf(tutti, asked), asked);
  for (const speaker of speakers) {
    const { uid, container } = speaker;
    const { lines } = await tutti.getRuntimeLog(application, environment, uid, {
      container,
      ...query,
    });
    hear(speaker, lines);
  }
  return speakers;
}

/** The same and what comes, also of pods that begin meanwhile, until the signal aborts. */
export async function followLogs(
  tutti: TuttiClient,
  asked: LogsAsked,
  hear: Hear,
  signal: AbortSignal,
): Promise<void> {
  const { application, environment, workload, query } = asked;
  const heard = new Set<string>();
  const listen = async (speaker: Speaker) => {
    const { uid, container } = speaker;
    const parts = tutti.followRuntimeLog(
      application,
      environment,
      uid,
      { container, ...query },
      { signal },
    );
    for await (const lines of parts) hear(speaker, lines);
  };
  const look = async (fail: (error: unknown) => void) => {
    const looks = tutti.followRuntime(
      application,
      environment,
      { limit: PAGE, ...(workload !== undefined && { workload }) },
      { signal },
    );
    for await (const { page } of looks) {
      for (const speaker of speakersIn(page.items, asked)) {
        const key = `${speaker.uid} ${speaker.container}`;
        if (heard.has(key)) continue;
        heard.add(key);
        // A pod that has gone says no more; another failure is one of all.
        listen(speaker).catch(error => isGone(error) || fail(error));
      }
    }
  };
  await new Promise<void>((resolve, reject) => {
    look(reject).then(resolve, reject);
  });
}

async function podsOf(
  tutti: TuttiClient,
  { application, environment, workload }: LogsAsked,
): Promise<RuntimeNode[]> {
  const pods: RuntimeNode[] = [];
  let cursor: string | undefined;
  do {
    const page = await tutti.listRuntimeObjects(application, environment, {
      limit: PAGE,
      ...(workload !== undefined && { workload }),
      ...(cursor !== undefined && { cursor }),
    });
    if (page.error !== undefined) throw new RefusedByPortal(page.error);
    pods.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return pods;
}

function speakersIn(
  nodes: RuntimeNode[],
  { container: only }: Pick<LogsAsked, 'container'>,
): Speaker[] {
  return nodes
    .filter(({ kind }) => kind === 'Pod')
    .flatMap(({ uid, name, containers = [] }) =>
      containers.flatMap(container =>
        only === undefined || container.name === only
          ? [{ uid, pod: name, container: container.name }]
          : [],
      ),
    );
}

function isGone(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'statusCode') === 404;
}
