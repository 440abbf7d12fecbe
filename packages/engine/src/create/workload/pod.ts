import { Problem, Value, ValueObject } from '../../model';
import { Place, podContainer } from './container';
import { Contents } from './contents';
import { files, fileVolumes, FileVolumes } from './files';
import { imageOf } from './image';
import { RenderInput } from './input';
import { ObjectNames } from './names';
import { startOrder } from './order';
import { variables } from './variables';
import { volumes } from './volumes';

/** The pod's `spec`; what its files and variables hold is added to `contents`. */
export function podSpec(
  input: RenderInput,
  names: ObjectNames,
  contents: Contents,
): { spec: ValueObject; problems: Problem[] } {
  const { workload, profile } = input;
  const isJob = profile.kind === 'Job';
  const runsToEnd = isJob || profile.kind === 'CronJob';
  const { order, problems } = startOrder(workload);
  const podVolumes = new Map<string, ValueObject>();
  const items: FileVolumes = { config: [], secret: [] };

  const make = (name: string, place: Place): Value => {
    const image = imageOf(input, name);
    if (image === undefined)
      problems.push({
        severity: 'error',
        code: 'ImageMissing',
        message: `Container ${name} of workload ${workload.name} has no image: the Score file leaves it to the deployment (\`image: .\`), and the deployment gives none.`,
        hint: `Give an image for ${workload.name}/${name}.`,
        file: workload.file,
        path: `containers.${name}.image`,
      });
    const env = variables(input, name, names, contents, isJob);
    const fileMounts = files(input, name, contents, items);
    const volumeMounts = volumes(input, name, podVolumes);
    const made = podContainer(workload, name, place, {
      image: image ?? '.',
      env: env.env,
      mounts: [...fileMounts.mounts, ...volumeMounts.mounts],
      only: place === 'main' && order.main.length === 1,
    });
    problems.push(
      ...env.problems,
      ...fileMounts.problems,
      ...volumeMounts.problems,
      ...made.problems,
      ...mountedTwice(input, name),
    );
    return made.container;
  };

  const initContainers = order.first.map(({ container, until }) =>
    make(container, until),
  );
  const containers = order.main.map(name => make(name, 'main'));
  const allVolumes: Value[] = [
    ...fileVolumes(items, names),
    ...[...podVolumes.keys()].sort().map(name => podVolumes.get(name) ?? null),
  ];
  return {
    spec: {
      // A workload of ours talks to its resources, not to the API server; a profile may say otherwise.
      automountServiceAccountToken: false,
      // Or every Service of the namespace would put variables into every container.
      enableServiceLinks: false,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      ...(initContainers.length > 0 && { initContainers }),
      containers,
      ...(allVolumes.length > 0 && { volumes: allVolumes }),
      // Failed pods stay, so that the log of each attempt can be read.
      ...(runsToEnd && { restartPolicy: 'Never' }),
    },
    problems,
  };
}

function mountedTwice(input: RenderInput, name: string): Problem[] {
  const { workload } = input;
  const container = workload.containers[name];
  return Object.keys(container.files)
    .filter(target => Object.hasOwn(container.volumes, target))
    .sort()
    .map(target => ({
      severity: 'error',
      code: 'MountedTwice',
      message: `Container ${name} of workload ${workload.name} has both a file and a volume at ${target}.`,
      file: workload.file,
      path: `containers.${name}.volumes["${target}"]`,
    }));
}
