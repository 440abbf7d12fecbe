import { randomUUID } from 'node:crypto';
import { DriverError, isObject, JsonObject, JsonValue } from '@tutti/engine';
import { MODULE_NAME } from '../root/rootModule';

const CALL = `module.${MODULE_NAME}`;

/** A state that was somebody else's, as the root module around the module calls its things. */
export interface Rerooted {
  text: string;
  /** Managed ones, as the tool's plan names them. */
  addresses: string[];
}

/**
 * The part of a state that belongs to one module, under our call of it. It begins a life of its own: a lineage
 * of its own, and no outputs, which the root module gives anew.
 *
 * @param state - JSON of version 4, with secrets in clear
 * @param under - the call that the module was made by, `module.database`; absent: it was the root itself
 * @param lineage - of the new state; the same for the same content, so that a plan of it stays current
 * @throws DriverError where it is no state, or holds nothing there
 */
export function rerooted(
  state: string,
  under: string | undefined,
  lineage: string = randomUUID(),
): Rerooted {
  const { version, resources, ...head } = readState(state);
  if (version !== 4 || !Array.isArray(resources)) {
    throw new DriverError(
      'What is to be adopted is no state of version 4: OpenTofu and Terraform since 0.12 write these.',
    );
  }
  const prefix = under === undefined ? '' : `${under}.`;
  const taken = resources.flatMap((resource): JsonObject[] => {
    if (!isObject(resource)) return [];
    const module = typeof resource.module === 'string' ? resource.module : '';
    const rest = below(module, under);
    if (rest === undefined) return [];
    const { instances } = resource;
    return [
      {
        ...resource,
        module: rest === '' ? CALL : `${CALL}.${rest}`,
        ...(Array.isArray(instances) && {
          instances: instances.map(instance => reboundTo(instance, prefix)),
        }),
      },
    ];
  });
  const managed = taken.filter(({ mode }) => mode === 'managed');
  if (managed.length === 0) {
    throw new DriverError(
      `The state that is to be adopted holds nothing ${
        under === undefined ? 'at its root' : `under ${under}`
      }${calls(resources)}.`,
    );
  }
  return {
    text: JSON.stringify({
      ...head,
      version,
      serial: 1,
      lineage,
      outputs: {},
      resources: taken,
      check_results: null,
    }),
    addresses: managed.flatMap(addressesOf),
  };
}

function readState(text: string): JsonObject {
  try {
    const state: unknown = JSON.parse(text);
    if (isObject(state as JsonValue)) return state as JsonObject;
  } catch {
    // The content may be secret: nothing of it is told.
  }
  throw new DriverError('What is to be adopted is no state: a state is JSON.');
}

/** Of a path of modules what is below another; undefined where it is not below it. */
function below(module: string, under: string | undefined): string | undefined {
  if (under === undefined) return module;
  if (module === under) return '';
  return module.startsWith(`${under}.`)
    ? module.slice(under.length + 1)
    : undefined;
}

/** What an instance depends on is told by addresses, too. */
function reboundTo(instance: JsonValue, prefix: string): JsonValue {
  if (!isObject(instance) || !Array.isArray(instance.dependencies)) {
    return instance;
  }
  return {
    ...instance,
    dependencies: instance.dependencies.flatMap(address =>
      typeof address === 'string' && address.startsWith(prefix)
        ? [`${CALL}.${address.slice(prefix.length)}`]
        : [],
    ),
  };
}

function addressesOf({ module, type, name, instances }: JsonObject): string[] {
  const base = `${module}.${type}.${name}`;
  return (Array.isArray(instances) ? instances : []).map(instance => {
    const key = isObject(instance) ? instance.index_key : undefined;
    return key === undefined ? base : `${base}[${JSON.stringify(key)}]`;
  });
}

function calls(resources: JsonValue[]): string {
  const names = [
    ...new Set(
      resources.flatMap(resource =>
        isObject(resource) && resource.mode === 'managed'
          ? [typeof resource.module === 'string' ? resource.module : 'its root']
          : [],
      ),
    ),
  ].sort();
  return names.length === 0
    ? ''
    : `; there is ${names.slice(0, 10).join(', ')}`;
}
