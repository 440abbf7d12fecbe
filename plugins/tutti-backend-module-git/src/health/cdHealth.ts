import { CdHealth, ObjectHealth, ObjectRef, TargetCall } from '@tutti/engine';
import {
  at,
  ConfiguredCluster,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { argocd } from './argocd';
import { flux } from './flux';
import { HealthSource } from './HealthSource';
import { CdTool, Verdict, waiting } from './Verdict';

const TOOLS: Record<Exclude<CdHealth['tool'], 'none'>, CdTool> = {
  argocd,
  flux,
};

/**
 * Asks a CD tool's object in the cluster. Nothing counts before the tool is at a commit in which the
 * environment's folder is as it is now: what it says of an older one is no news.
 *
 * @param isCurrent - whether the folder at that commit is as it is at the newest
 */
export function cdHealth(
  { tool: name, ...object }: CdHealth & { tool: keyof typeof TOOLS },
  cluster: Promise<ConfiguredCluster>,
  isCurrent: (commit: string) => Promise<boolean>,
): HealthSource {
  const tool = TOOLS[name];
  const namespace = object.namespace ?? tool.namespace;
  return async (refs, call) => {
    const found = await read(
      tool,
      await cluster,
      { ...object, namespace },
      call,
    );
    if (!found) {
      return all(refs, {
        status: 'missing',
        message: `${tool.title} has no ${tool.kind} ${object.name} in namespace ${namespace}`,
      });
    }
    const trouble = tool.trouble(found);
    if (trouble) return all(refs, trouble);
    const revision = tool.revision(at(found, 'status'));
    if (revision === undefined || !(await isCurrent(revision))) {
      return all(
        refs,
        waiting(
          `${tool.title} is at ${
            revision?.slice(0, 8) ?? 'no commit yet'
          } and has not brought this one`,
        ),
      );
    }
    return refs.map(ref => ({ ref, ...tool.judge(found, ref) }));
  };
}

async function read(
  { title, kind, api }: CdTool,
  cluster: ConfiguredCluster,
  { name, namespace }: { name: string; namespace: string },
  call: TargetCall,
) {
  const request = {
    method: 'GET' as const,
    path: `/apis/${api.group}/${api.version}/namespaces/${encodeURIComponent(
      namespace,
    )}/${api.plural}/${encodeURIComponent(name)}`,
    deed: `read ${kind} ${name} of ${title}`,
  };
  const answer = await cluster.send(request, call);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw cluster.refusal(request, answer);
  return answer.body;
}

function all(refs: ObjectRef[], verdict: Verdict): ObjectHealth[] {
  return refs.map(ref => ({ ref, ...verdict }));
}
