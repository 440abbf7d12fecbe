import {
  containsSecret,
  DriverError,
  isKnown,
  isValueObject,
  JsonObject,
  reveal,
  Value,
  ValueObject,
} from '@tutti/engine';
import { ModuleReference } from '../modules';

/** The inputs of one resource, by what they mean. Leaves of variables and providers may be Unknown at plan. */
export interface TerraformInputs {
  module: ModuleReference;
  variables: ValueObject;
  /** Output of the module, or a part of one (`result.values.port`), by output of the resource type. */
  outputs: Record<string, string>;
  providers: Record<string, ValueObject>;
  /** What exists already, by its address in the module. */
  imports: { to: string; id: string }[];
  /** A state that existed before; it counts as long as the resource has none. */
  adopts?: AdoptedState;
  /** Absent: ours. */
  backend?: { type: string; config: JsonObject };
}

/** Where a state is that is adopted. */
export type AdoptedState = {
  /** The call that made the module there, `module.database`; absent: it was the root. */
  under?: string;
} & ({ file: string } | { backend: { type: string; config: JsonObject } });

/** @throws DriverError where something that decides the code is not known, secret, or not as the schema says. */
export function readInputs(inputs: ValueObject): TerraformInputs {
  const module = plainMap(inputs.module, 'module');
  const { source, version, digest } = module;
  if (typeof source !== 'string') {
    throw new DriverError('inputs.module.source must be a text.');
  }
  const outputs = Object.entries(plainMap(inputs.outputs, 'outputs')).map(
    ([name, from]) => [name, String(from)] as const,
  );
  const providers = Object.entries(map(inputs.providers, 'providers')).map(
    ([name, config]) => [name, map(config, `providers.${name}`)] as const,
  );
  const backend =
    inputs.backend === undefined
      ? undefined
      : plainMap(inputs.backend, 'backend');
  return {
    module: {
      source,
      ...(typeof version === 'string' && { version }),
      ...(typeof digest === 'string' && { digest }),
    },
    variables: map(inputs.variables, 'variables'),
    outputs: Object.fromEntries(outputs),
    providers: Object.fromEntries(providers),
    imports: readImports(inputs.imports),
    ...(inputs.adoptState !== undefined && {
      adopts: readAdopted(plainMap(inputs.adoptState, 'adoptState')),
    }),
    ...(backend && { backend: readBackend(backend, 'backend') }),
  };
}

/** The output of the module that a mapping leads into: `result` of `result.values.port`. */
export function outputOf(mapping: string): string {
  return mapping.split(/[.[]/, 1)[0];
}

function readBackend(backend: JsonObject, name: string) {
  return {
    type: String(backend.type),
    config: plainMap(backend.config ?? {}, `${name}.config`),
  };
}

function readAdopted({ file, backend, under }: JsonObject): AdoptedState {
  const from = {
    ...(typeof under === 'string' && { under }),
  };
  if (typeof file === 'string') return { ...from, file };
  return {
    ...from,
    backend: readBackend(
      plainMap(backend, 'adoptState.backend'),
      'adoptState.backend',
    ),
  };
}

function readImports(value: Value | undefined): TerraformInputs['imports'] {
  const items = value === undefined || value === null ? [] : value;
  if (!Array.isArray(items)) {
    throw new DriverError('inputs.imports must be a list.');
  }
  return items.map((item, index) => {
    const { to, id } = plainMap(item, `imports[${index}]`);
    return { to: String(to), id: String(id) };
  });
}

function map(value: Value | undefined, name: string): ValueObject {
  if (value === undefined || value === null) {
    return {};
  }
  if (!isValueObject(value)) {
    throw new DriverError(`inputs.${name} must be a map.`);
  }
  return value;
}

/** What the generated code says by itself: never a secret. */
function plainMap(value: Value | undefined, name: string): JsonObject {
  const found = map(value, name);
  if (containsSecret(found)) {
    throw new DriverError(
      `inputs.${name} holds a secret, and would be written into a file.`,
    );
  }
  if (!isKnown(found)) {
    throw new DriverError(
      `inputs.${name} is known only during the run, and decides what code is run.`,
    );
  }
  // `reveal` of a map gives a map.
  return reveal(found) as JsonObject;
}
