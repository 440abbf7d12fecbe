import {
  fail,
  isValueObject,
  ObjectTemplate,
  Platform,
  Problem,
  Result,
  succeed,
  Value,
  Workload,
  WorkloadNode,
  WorkloadProfile,
} from '../../model';
import { overlayOf, renderWorkload, reservedNameProblems } from '../workload';
import { Board } from './board';

const PROFILE_ANNOTATION = 'tutti.dev/profile';

/** Where neither the workload nor its environment's type says anything. */
const PLAIN: WorkloadProfile = {
  name: 'plain',
  source: { file: '', line: 0 },
  kind: 'Deployment',
  defaults: {},
  patches: [],
  annotations: { allow: [] },
  probes: { host: 'refuse' },
};

/** The objects of one workload, from outputs as far as they are known. */
export function drawWorkload(
  { setting, resolver, target, digest, identities }: Board,
  {
    node,
    profile,
    autoscaled,
  }: { node: WorkloadNode; profile: WorkloadProfile; autoscaled: boolean },
): Result<{ objects: ObjectTemplate[] }> {
  const { request, context } = setting;
  const workload = context.workloads[node.workload];
  const fillPatch = resolver.profileValue(workload);
  const taken = reservedNameProblems(
    workload,
    request.platform.profiles,
    text => fillPatch(text).value,
  );
  if (taken.length > 0) {
    return fail(taken.map(problem => ({ ...problem, address: node.address })));
  }
  const rendered = renderWorkload({
    workload,
    images: imagesOf(workload, request.images),
    fill: resolver.scoreText(workload, node.aliases),
    fillPatch,
    profile,
    context,
    labels: request.application.labels,
    namespace: target.namespace,
    applicationId: request.application.id,
    environmentId: request.environment.id,
    autoscaled,
    overlay: overlayOf(request.overlays, workload.name),
    restarted: request.restart?.includes(workload.name) ?? false,
    digest,
    extraLabels: {},
    resourceIds: Object.fromEntries(
      Object.entries(node.aliases).map(([name, address]) => [
        name,
        identities.get(address)?.resourceId ?? address,
      ]),
    ),
  });
  const problems = rendered.problems.map(problem => ({
    ...problem,
    address: problem.address ?? node.address,
  }));
  return rendered.ok ? succeed(rendered.value, problems) : fail(problems);
}

/** Images of this deployment, for containers that say `.`. */
export function imagesOf(
  workload: Workload,
  images: Record<string, Record<string, string>>,
): Record<string, string> {
  return Object.hasOwn(images, workload.name) ? images[workload.name] : {};
}

/** The image each container will run. */
export function shownImages(
  workload: Workload,
  images: Record<string, Record<string, string>>,
): Record<string, string> {
  const given = imagesOf(workload, images);
  return Object.fromEntries(
    Object.entries(workload.containers).map(([name, { image }]) => [
      name,
      image === '.' && Object.hasOwn(given, name) ? given[name] : image,
    ]),
  );
}

/** The workload's own annotation, else the default of the environment's type (docs/reference/semantics.md, Create). */
export function profileOf(
  workload: Workload,
  platform: Platform,
  environmentType: string,
): Result<WorkloadProfile> {
  const asked = workload.annotations[PROFILE_ANNOTATION];
  const name = asked ?? platform.environmentTypes[environmentType]?.profile;
  if (name === undefined) {
    return succeed(asThen(PLAIN, platform));
  }
  if (Object.hasOwn(platform.profiles, name)) {
    return succeed(asThen(platform.profiles[name], platform));
  }
  const problem: Problem = {
    severity: 'error',
    code: 'UnknownProfile',
    message: `Workload ${
      workload.name
    } needs profile ${name}, which the platform does not have; there is ${
      Object.keys(platform.profiles).sort().join(', ') || 'none'
    }.`,
    address: `workload#${workload.name}`,
    ...(asked !== undefined && {
      file: workload.file,
      path: `metadata.annotations["${PROFILE_ANNOTATION}"]`,
    }),
  };
  return fail([problem]);
}

/** As it was when the platform was taken into use: a newer version changes nothing by itself. */
function asThen(
  profile: WorkloadProfile,
  { beforeAllowLists }: Platform,
): WorkloadProfile {
  return beforeAllowLists
    ? { ...profile, annotations: { allow: ['*'] }, probes: { host: 'allow' } }
    : profile;
}

/** Names of workloads that some resource scales: nothing else may set their `replicas`. */
export function autoscaledBy(templates: ObjectTemplate[]): Set<string> {
  const names = new Set<string>();
  for (const { kind, spec } of templates) {
    if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') {
      continue;
    }
    const scaled: Value | undefined = isValueObject(spec)
      ? spec.scaleTargetRef
      : undefined;
    if (isValueObject(scaled) && typeof scaled.name === 'string') {
      names.add(scaled.name);
    }
  }
  return names;
}
