import {
  JsonObject,
  listAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../../json';
import { quantityValue } from '../../schema';
import { FieldProblem } from '../../status';
import { dnsLabelProblems } from './names';
import { between, oneOf, required, wrong } from './problems';

/**
 * The rules of a pod's spec that people meet; `path` is where it stands.
 *
 * @param claimed - names of volumes that a StatefulSet's claims add to each pod
 */
export function podSpecProblems(
  spec: JsonObject,
  path: string,
  claimed: string[] = [],
): FieldProblem[] {
  const volumes = new Set([
    ...objectsAt(spec, 'volumes').map(volume => textAt(volume, 'name') ?? ''),
    ...claimed,
  ]);
  const lists = ['initContainers', 'containers'];
  const names = new Set<string>();
  return [
    ...(listAt(spec, 'containers').length === 0
      ? [required(`${path}.containers`)]
      : []),
    ...lists.flatMap(list =>
      objectsAt(spec, list).flatMap((container, index) => {
        const place = `${path}.${list}[${index}]`;
        const problems = containerProblems(container, place, volumes);
        const name = textAt(container, 'name') ?? '';
        if (name && names.has(name))
          problems.push({
            field: `${place}.name`,
            reason: 'FieldValueDuplicate',
            message: `Duplicate value: ${JSON.stringify(name)}`,
          });
        names.add(name);
        return problems;
      }),
    ),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, [
      'Always',
      'OnFailure',
      'Never',
    ]),
  ];
}

function containerProblems(
  container: JsonObject,
  place: string,
  volumes: Set<string>,
): FieldProblem[] {
  const name = textAt(container, 'name');
  return [
    ...(name
      ? dnsLabelProblems(`${place}.name`, name)
      : [required(`${place}.name`)]),
    ...(textAt(container, 'image') ? [] : [required(`${place}.image`)]),
    ...oneOf(`${place}.imagePullPolicy`, container.imagePullPolicy, [
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    ...objectsAt(container, 'ports').flatMap((port, index) =>
      between(
        `${place}.ports[${index}].containerPort`,
        port.containerPort ?? 0,
        1,
        65535,
      ),
    ),
    ...objectsAt(container, 'env').flatMap((variable, index) =>
      textAt(variable, 'name') ? [] : [required(`${place}.env[${index}].name`)],
    ),
    ...objectsAt(container, 'volumeMounts').flatMap(
      (mount, index): FieldProblem[] => {
        const volume = textAt(mount, 'name') ?? '';
        return volumes.has(volume)
          ? []
          : [
              {
                field: `${place}.volumeMounts[${index}].name`,
                reason: 'FieldValueNotFound',
                message: `Not found: ${JSON.stringify(volume)}`,
              },
            ];
      },
    ),
    ...resourceProblems(objectAt(container, 'resources'), `${place}.resources`),
  ];
}

function resourceProblems(resources: JsonObject, path: string): FieldProblem[] {
  const limits = textsAt(resources, 'limits');
  return Object.entries(textsAt(resources, 'requests')).flatMap(
    ([name, amount]) =>
      limits[name] !== undefined &&
      quantityValue(amount) > quantityValue(limits[name])
        ? [
            wrong(
              `${path}.requests`,
              amount,
              `must be less than or equal to ${name} limit of ${limits[name]}`,
            ),
          ]
        : [],
  );
}
