import {
  DefinitionFinding,
  DriverError,
  isObject,
  JsonObject,
  JsonValue,
  parsePlatformText,
  ResourceDefinition,
  ResourceType,
  suggestion,
} from '@tutti/engine';
import { outputOf } from './TerraformInputs';
import {
  describeModule,
  misfits,
  ModuleDescription,
  Modules,
  readTree,
} from '../modules';

/** Whether a definition fits the module that it names and the resource type that it makes. */
export async function checkDefinition(
  modules: Modules,
  { inputs }: ResourceDefinition,
  type: ResourceType,
): Promise<DefinitionFinding[]> {
  const module = mapAt(inputs, 'module');
  const { source, version, digest } = module;
  if (typeof source !== 'string') {
    return [];
  }
  if (Object.values(module).some(hasPlaceholder)) {
    return [
      {
        path: ['module'],
        message: 'Which module is run is written down, not filled in.',
        hint: 'Write a definition per module, and let criteria choose.',
      },
    ];
  }
  let description: ModuleDescription;
  try {
    const { folder, path } = await modules.resolve({
      source,
      ...(typeof version === 'string' && { version }),
      ...(typeof digest === 'string' && { digest }),
    });
    description = await describeModule(await readTree(folder), path);
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return [{ path: ['module', 'source'], message: error.message }];
  }
  return [
    ...variableFindings(mapAt(inputs, 'variables'), description),
    ...outputFindings(mapAt(inputs, 'outputs'), description, type),
    ...providerFindings(mapAt(inputs, 'providers'), description),
  ];
}

function mapAt(inputs: JsonObject, key: string): JsonObject {
  const value = inputs[key];
  return isObject(value) ? value : {};
}

function hasPlaceholder(value: JsonValue): boolean {
  return (
    typeof value === 'string' &&
    parsePlatformText(value).parts.some(({ kind }) => kind === 'placeholder')
  );
}

function variableFindings(
  given: JsonObject,
  { variables }: ModuleDescription,
): DefinitionFinding[] {
  const missing = Object.entries(variables)
    .filter(([name, { required }]) => required && !Object.hasOwn(given, name))
    .map(
      ([name, { description }]): DefinitionFinding => ({
        path: ['variables'],
        message: `The module needs the variable "${name}"${
          description ? ` (${description})` : ''
        }, and nothing is given for it.`,
        hint: `Add ${name} under inputs.variables.`,
      }),
    );
  const found = Object.entries(given).flatMap(
    ([name, value]): DefinitionFinding[] => {
      if (!Object.hasOwn(variables, name)) {
        return [
          unknownKey(['variables', name], 'variable', Object.keys(variables)),
        ];
      }
      return misfits(value, variables[name].type, hasPlaceholder).map(
        misfit => ({
          ...misfit,
          path: ['variables', name, ...misfit.path],
        }),
      );
    },
  );
  return [...missing, ...found];
}

function outputFindings(
  given: JsonObject,
  { outputs }: ModuleDescription,
  type: ResourceType,
): DefinitionFinding[] {
  const { properties, required, additionalProperties } = type.outputs;
  const known = isObject(properties) ? Object.keys(properties) : [];
  const missing = (Array.isArray(required) ? required : []).filter(
    name => typeof name === 'string' && !Object.hasOwn(given, name),
  );
  return [
    ...missing.map(
      (name): DefinitionFinding => ({
        path: ['outputs'],
        message: `The resource type "${type.name}" promises the output "${name}", and no output of the module is given for it.`,
        hint: `Map it under inputs.outputs to one of ${list(
          Object.keys(outputs),
        )}.`,
      }),
    ),
    ...Object.entries(given).flatMap(([name, from]): DefinitionFinding[] => [
      ...(typeof from === 'string' && !Object.hasOwn(outputs, outputOf(from))
        ? [
            {
              path: ['outputs', name],
              message: `The module declares no output "${outputOf(from)}".`,
              hint:
                suggestion(outputOf(from), Object.keys(outputs)) ??
                `It has ${list(Object.keys(outputs))}.`,
            },
          ]
        : []),
      ...(additionalProperties === false && !known.includes(name)
        ? [
            {
              ...unknownKey(['outputs', name], 'output', known),
              message: `The resource type "${type.name}" has no output "${name}".`,
            },
          ]
        : []),
    ]),
  ];
}

function providerFindings(
  given: JsonObject,
  { providers }: ModuleDescription,
): DefinitionFinding[] {
  return Object.entries(providers).flatMap(([name, { aliases }]) =>
    aliases
      .filter(alias => !Object.hasOwn(given, alias))
      .map(
        (alias): DefinitionFinding => ({
          path: ['providers'],
          message: `The module wants a configuration "${alias}" of the provider "${name}" handed in.`,
          hint: `Add "${alias}" under inputs.providers.`,
        }),
      ),
  );
}

function unknownKey(
  path: (string | number)[],
  what: string,
  known: string[],
): DefinitionFinding {
  const name = String(path[path.length - 1]);
  return {
    path,
    key: true,
    message: `The module has no ${what} "${name}".`,
    hint: suggestion(name, known) ?? `It has ${list(known)}.`,
  };
}

function list(names: string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
