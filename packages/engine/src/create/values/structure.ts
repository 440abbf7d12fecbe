import {
  ObjectTemplate,
  Problem,
  Secret,
  Unknown,
  isValueObject,
} from '../../model';
import { lookUp } from '../../placeholders';
import { Path, formatPath } from '../../read/path';
import { eachOpaque, isPlain } from './inspect';

type Place = Pick<Problem, 'file' | 'line' | 'address'>;

/** What must be known and open for all to see, because it says which object it is. */
const IDENTITY: readonly string[][] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
];

/** What would keep an object from being applied as it is: `checkSecretPlaces`, `checkStructure`. */
export function checkObject(
  template: ObjectTemplate,
  place: Place = {},
): Problem[] {
  // Most objects hide nothing, and then there is nothing to be found.
  return isPlain(template)
    ? []
    : [
        ...checkSecretPlaces(template, place),
        ...checkStructure(template, place),
      ];
}

/**
 * An Unknown may fill a leaf; it may not decide which objects there are or what shape they have
 * (`UnknownDecidesStructure`, docs/reference/semantics.md, Create): not an object's kind, name or namespace, and no whole
 * map or list.
 */
export function checkStructure(
  template: ObjectTemplate,
  place: Place = {},
): Problem[] {
  const problems: Problem[] = [];
  const title = titleOf(template);
  for (const path of IDENTITY) {
    const found = lookUp(template, path, title);
    // Inside an Unknown map there is nothing: the map itself is named below.
    const leaf = path.length < 2 || isValueObject(template[path[0]]);
    if (leaf && found.ok && found.value instanceof Unknown) {
      problems.push(
        structural(
          `${formatPath(path)} of an object comes from ${found.value.from}`,
          path,
          place,
        ),
      );
    }
  }
  eachOpaque(template, (leaf, path) => {
    if (
      leaf instanceof Unknown &&
      (leaf.type === 'object' || leaf.type === 'array')
    ) {
      const shape = leaf.type === 'object' ? 'keys' : 'length';
      problems.push(
        structural(
          `The ${shape} of ${formatPath(
            path,
          )} in ${title} would be decided by ${leaf.from}`,
          path,
          place,
        ),
      );
    }
  });
  return problems;
}

/**
 * Secrets reach a cluster only inside the `data` of a Kubernetes Secret. Anywhere else (a name, an
 * annotation, a ConfigMap, a variable in clear) is a problem, not a leak.
 */
export function checkSecretPlaces(
  template: ObjectTemplate,
  place: Place = {},
): Problem[] {
  const problems: Problem[] = [];
  const holdsSecrets =
    template.apiVersion === 'v1' && template.kind === 'Secret';
  eachOpaque(template, (leaf, path) => {
    const secret = leaf instanceof Secret || leaf.secret;
    const allowed =
      holdsSecrets && (path[0] === 'data' || path[0] === 'stringData');
    if (!secret || allowed) return;
    problems.push({
      severity: 'error',
      code: 'SecretMisplaced',
      message: `${formatPath(path)} of ${titleOf(
        template,
      )} would show a secret.`,
      hint: 'Put it into the stringData of a Secret, and refer to that.',
      path: formatPath(path),
      ...place,
    });
  });
  return problems;
}

function structural(subject: string, path: Path, place: Place): Problem {
  return {
    severity: 'error',
    code: 'UnknownDecidesStructure',
    message: `${subject}, which is known only after apply.`,
    hint: 'Use a value that is known before, such as ${resource.name}.',
    path: formatPath(path),
    ...place,
  };
}

/** `Deployment web`; never anything secret. */
function titleOf(template: ObjectTemplate): string {
  const { kind, metadata = null } = template;
  const name = isValueObject(metadata) ? metadata.name : undefined;
  const shown = [kind, name].filter(part => typeof part === 'string');
  return shown.length === 0 ? 'the object' : shown.join(' ');
}
