import {
  fail,
  hasErrors,
  ObjectTemplate,
  Problem,
  Result,
  succeed,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { canonical, checkObject, isKnown } from '../values';
import { characterProblems } from './characters';
import { contentObjects, Contents, noContents, sizeProblems } from './contents';
import { controller, TEMPLATE_PATH } from './controller';
import { RenderInput } from './input';
import { jobName, jobNameProblems } from './jobName';
import { podAnnotations } from './annotations';
import { selectorLabels, standardLabels } from './labels';
import { ObjectNames, objectNames } from './names';
import { overlayProblems, withOverlay } from './overlay';
import { podSpec } from './pod';
import { probeHostProblems } from './probes';
import { applyProfile, Parts } from './profile/applyProfile';
import { headlessService, portProblems, service } from './service';
import { changeAt, valueAt, without } from './tree';

const DIGEST = 'tutti.dev/config-digest';

/**
 * One workload as Kubernetes objects (docs/reference/semantics.md, Create), its profile applied: what runs the pods, its
 * Services, the ConfigMap and the Secret behind its variables and files. Sorted, in the given
 * namespace. Secrets stand only in the Secret; whatever would put one elsewhere is a problem.
 */
export function renderWorkload(
  input: RenderInput,
): Result<{ objects: ObjectTemplate[] }> {
  const { workload, profile } = input;
  const names = objectNames(workload.name, profile.kind);
  const contents = noContents();
  const pod = podSpec(input, names, contents);
  const { annotations, problems: unsaid } = podAnnotations(workload, profile);
  const problems: Problem[] = [
    ...pod.problems,
    ...unsaid,
    ...probeHostProblems(workload, profile),
    ...overlayProblems(input),
    ...portProblems(workload),
    ...characterProblems(workload),
    ...sizeProblems(contents, workload),
  ];

  const base = baseParts(input, names, contents, {
    metadata: {
      labels: standardLabels(input),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: pod.spec,
  });
  const profiled = applyProfile(input, base);
  problems.push(...profiled.problems);
  const { main, ...others } = profiled.parts;
  problems.push(...scheduleProblems(input, main));
  if (profile.kind === 'Job') problems.push(...jobNameProblems(input, main));
  const finished = [finishMain(input, main, others), ...Object.values(others)];
  for (const object of finished)
    problems.push(...checkObject(object, { file: profile.source.file }));

  if (hasErrors(problems)) return fail(problems);
  const objects = finished
    .map(object => ({ object, key: sortKey(object) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ object }) => object);
  return succeed({ objects }, problems);
}

function sortKey(object: ValueObject): string {
  return `${object.kind}/${valueAt(object, 'metadata', 'name')}`;
}

/** All objects as the Score file alone makes them. */
function baseParts(
  input: RenderInput,
  names: ObjectNames,
  contents: Contents,
  template: ValueObject,
): Parts {
  const { workload, profile, namespace } = input;
  const labels = standardLabels(input);
  const selector = selectorLabels(input);
  const held = contentObjects(contents);
  const bodies: [keyof ObjectNames, ValueObject | undefined][] = [
    ['main', controller(profile.kind, names, selector, labels, template)],
    ['service', service(workload, selector)],
    [
      'headless',
      profile.kind === 'StatefulSet'
        ? headlessService(workload, selector)
        : undefined,
    ],
    ['config', held.config],
    ['secret', held.secret],
  ];
  const parts: Parts = {};
  for (const [part, body] of bodies) {
    if (!body) continue;
    const { apiVersion, kind, ...rest } = body;
    parts[part] = {
      apiVersion,
      kind,
      metadata: { name: names[part], namespace, labels },
      ...rest,
    };
  }
  return parts;
}

/** What can be said only when the profile has had its say. */
function finishMain(
  input: RenderInput,
  main: ValueObject,
  others: Parts,
): ValueObject {
  const { profile } = input;
  switch (profile.kind) {
    case 'Deployment':
    case 'StatefulSet': {
      const scaled = input.autoscaled
        ? without(main, ['spec', 'replicas'])
        : main;
      const digest = contentDigest(input, others);
      return withOverlay(
        input,
        digest === undefined
          ? scaled
          : changeAt(
              scaled,
              [
                ...TEMPLATE_PATH[profile.kind],
                'metadata',
                'annotations',
                DIGEST,
              ],
              digest,
            ),
      );
    }
    case 'Job':
      return changeAt(main, ['metadata', 'name'], jobName(input, main));
    default:
      // A CronJob's next pod reads what is there then.
      return withOverlay(input, main);
  }
}

/** Changes with every byte that the pods read from the ConfigMap or the Secret, so that they roll. */
function contentDigest(
  input: RenderInput,
  others: Parts,
): string | Unknown | undefined {
  const content: Value[] = [];
  for (const part of [others.config, others.secret]) {
    if (!part) continue;
    const { metadata: _, ...body } = part;
    content.push(body);
  }
  if (content.length === 0) return undefined;
  if (!isKnown(content))
    return new Unknown('string', false, contentOrigin(input.workload.name));
  return input.digest(canonical(content));
}

/** Where the digest comes from while it is not known: from whatever else of the workload is not. */
export function contentOrigin(workload: string): string {
  return `the files and variables of ${workload}`;
}

function scheduleProblems(input: RenderInput, main: ValueObject): Problem[] {
  const { profile, workload } = input;
  if (profile.kind !== 'CronJob') return [];
  const schedule = valueAt(main, 'spec', 'schedule');
  if (typeof schedule === 'string' && schedule !== '') return [];
  return [
    {
      severity: 'error',
      code: 'ScheduleMissing',
      message: `Profile ${profile.name} makes workload ${workload.name} a CronJob, but neither its defaults nor a patch set spec.schedule.`,
      hint: 'For example spec.defaults: { spec: { schedule: "0 3 * * *" } }.',
      file: profile.source.file,
      path: 'spec.defaults',
    },
  ];
}
