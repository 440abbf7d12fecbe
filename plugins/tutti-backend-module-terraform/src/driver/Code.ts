import {
  canonical,
  DriverError,
  ResourceRecord,
  ValueObject,
} from '@tutti/engine';
import {
  outputOf,
  readInputs,
  TerraformInputs,
} from '../definition/TerraformInputs';
import {
  describeModule,
  digestOf,
  misfits,
  ModuleDescription,
  Modules,
  readTree,
  Tree,
} from '../modules';
import { ModuleStore } from '../modules/ModuleStore';
import { MODULE_FOLDER, RootModule, rootModule } from '../root/rootModule';
import { PROVIDERS_FILE } from './commands';
import { readMemory } from './memory';

/** One resource's code, as the tool gets it. */
export interface Code {
  inputs: TerraformInputs;
  module: ModuleDescription;
  digest: string;
  path: string;
  version?: string;
  tree: Tree;
  root: RootModule;
}

/** Finds the code of resources: as their definitions say today, or as they were made. */
export class CodeReader {
  constructor(
    private readonly options: { modules: Modules; kept: ModuleStore },
  ) {}

  async ofToday(inputs: ValueObject, signal: AbortSignal): Promise<Code> {
    const read = readInputs(inputs);
    const resolved = await this.options.modules.resolve(read.module, signal);
    const tree = await readTree(resolved.folder);
    const { path, version } = resolved;
    return around(read, {
      tree,
      path,
      digest: digestOf(tree),
      ...(version !== undefined && { version }),
    });
  }

  /** As it was made, whatever is at its module's place today. */
  async ofRecord(
    { inputs, driverState }: Pick<ResourceRecord, 'inputs' | 'driverState'>,
    signal: AbortSignal,
  ): Promise<Code> {
    const memory = readMemory(driverState);
    const tree = memory && (await this.options.kept.find(memory.digest));
    if (!memory || !tree) return this.ofToday(inputs, signal);
    const { digest, path, version } = memory;
    return around(readInputs(inputs), {
      tree,
      path,
      digest,
      ...(version !== undefined && { version }),
    });
  }
}

async function around(
  inputs: TerraformInputs,
  found: Pick<Code, 'tree' | 'path' | 'digest' | 'version'>,
): Promise<Code> {
  const module = await describeModule(found.tree, found.path);
  checkVariables(inputs, module);
  return {
    inputs,
    module,
    ...found,
    root: rootModule(inputs, module, found.path),
  };
}

/** @throws DriverError for what could not be known when the files were read. */
function checkVariables(
  { variables }: TerraformInputs,
  module: ModuleDescription,
): void {
  for (const [name, value] of Object.entries(variables)) {
    const variable = module.variables[name];
    if (!variable) {
      throw new DriverError(`The module has no variable "${name}".`);
    }
    const [misfit] = misfits(value, variable.type);
    if (misfit) {
      const place = ['variables', name, ...misfit.path].join('.');
      throw new DriverError(`inputs.${place}: ${misfit.message}`);
    }
  }
  for (const [name, { required }] of Object.entries(module.variables)) {
    if (required && !Object.hasOwn(variables, name)) {
      throw new DriverError(
        `The module needs the variable "${name}", and nothing is given for it.`,
      );
    }
  }
}

/** The folder of a work. @param providers - with which a plan was made */
export function filesOf(
  { root, tree }: Code,
  providers?: Buffer,
): Record<string, string | Buffer> {
  return {
    'main.tf.json': root.text,
    ...Object.fromEntries(
      Object.entries(tree).map(([path, content]) => [
        `${MODULE_FOLDER}/${path}`,
        content,
      ]),
    ),
    ...(providers && { [PROVIDERS_FILE]: providers }),
  };
}

/**
 * For all works with this key `init` leaves the same: it looks at which modules are called, which providers they
 * want and where the state is, and at no value. Absent where a backend of the platform's own may leave its
 * settings there.
 */
export function initialisesOf(code: Code): string | undefined {
  if (!hasOwnState(code)) return undefined;
  const { inputs, digest, path } = code;
  // The rest of what the root module asks for comes from the module.
  return canonical([digest, path, Object.keys(inputs.providers).sort()]);
}

/** Secrets, as the tool takes them by its environment. */
export function variablesOf({ root }: Code): Record<string, string> {
  return Object.fromEntries(
    Object.entries(root.secrets).map(([name, value]) => [
      `TF_VAR_${name}`,
      value,
    ]),
  );
}

/** Outputs of the resource whose output of the module is sensitive. */
export function secretOutputs({ inputs, module }: Code): ReadonlySet<string> {
  return new Set(
    Object.entries(inputs.outputs).flatMap(([name, from]) =>
      module.outputs[outputOf(from)]?.sensitive ? [name] : [],
    ),
  );
}

export function hasOwnState({ inputs }: Code): boolean {
  return inputs.backend === undefined;
}
