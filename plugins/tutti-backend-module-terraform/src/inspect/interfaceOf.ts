import { compareText, Inspection, JsonValue } from '@tutti/engine';
import { ModuleDescription } from '../modules';

/** A module's interface as people read it: required variables first. */
export function interfaceOf({
  variables,
  outputs,
  providers,
}: ModuleDescription): Pick<Inspection, 'variables' | 'outputs' | 'providers'> {
  return {
    variables: sorted(variables)
      .map(([name, variable]) => ({
        name,
        type: variable.typeText ?? 'any',
        ...(variable.description !== undefined && {
          description: variable.description,
        }),
        required: variable.required,
        ...(variable.default !== undefined &&
          !variable.sensitive && { default: plain(variable.default) }),
        sensitive: variable.sensitive,
      }))
      .sort((a, b) => Number(b.required) - Number(a.required)),
    outputs: sorted(outputs).map(([name, output]) => ({ name, ...output })),
    providers: sorted(providers).map(([name, { aliases, ...provider }]) => ({
      name,
      ...provider,
      handedIn: aliases,
    })),
  };
}

/** What a parser of HCL or JSON gave is plain data. */
function plain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value ?? null));
}

function sorted<Item>(map: Record<string, Item>): [string, Item][] {
  return Object.entries(map).sort(([a], [b]) => compareText(a, b));
}
