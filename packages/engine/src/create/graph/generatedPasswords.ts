import { isObject, JsonValue, ResourceDefinition } from '../../model';
import { parsePlatformText } from '../../placeholders';
import { textsOf } from '../../read/tree';

/** Names of the passwords that are made up for a resource of this definition, sorted. */
export function generatedPasswords({
  inputs,
  dependsOn,
  provisions,
}: Pick<ResourceDefinition, 'inputs' | 'dependsOn' | 'provisions'>): string[] {
  const params = [...Object.values(dependsOn), ...provisions].map(
    reference => reference.params,
  );
  const names = [inputs, ...params].flatMap(value =>
    pathsRead(value).flatMap(([root, kind, name]) =>
      root === 'generate' && kind === 'password' && name !== undefined
        ? [name]
        : [],
    ),
  );
  return [...new Set(names)].sort();
}

/** Paths of the placeholders in a value of a definition. */
function pathsRead(value: JsonValue | undefined): string[][] {
  return [...textsOf(value, [])].flatMap(({ text }) =>
    parsePlatformText(text).parts.flatMap(part =>
      part.kind === 'placeholder' ? [part.path] : [],
    ),
  );
}

const RUN_PODS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Whether a definition makes pods that go on as they are when their Secret changes. */
export function keepsItsPods({
  inputs,
}: Pick<ResourceDefinition, 'inputs'>): boolean {
  const objects = Array.isArray(inputs.objects) ? inputs.objects : [];
  return (
    objects.some(
      object =>
        isObject(object) &&
        typeof object.kind === 'string' &&
        RUN_PODS.includes(object.kind),
    ) &&
    !pathsRead(inputs).some(
      ([root, key]) => root === 'resource' && key === 'generation',
    )
  );
}

/** Whether those may be made anew while the resource lives (docs/reference/semantics.md, Rotation). */
export function mayRotate({
  rotation,
  protection,
}: Pick<ResourceDefinition, 'rotation' | 'protection'>): boolean {
  return (
    rotation === 'allow' || (rotation === undefined && protection === 'none')
  );
}
