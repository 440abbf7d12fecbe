import {
  Inspection,
  InspectionQuestion,
  isObject,
  ResourceDefinition,
} from '@tutti/engine';
import { checkDefinition } from '../definition/checkDefinition';
import {
  describeModule,
  digestOf,
  ModuleDescription,
  ModuleReference,
  Modules,
  readTree,
  sameModule,
  Tree,
  versioned,
} from '../modules';
import { interfaceChanges } from './interfaceChanges';
import { interfaceOf } from './interfaceOf';
import { propose } from './proposal';

interface Found {
  reference: ModuleReference;
  digest: string;
  version?: string;
  module: ModuleDescription;
}

/** Reads modules, without any tool: what they take and give, and what another version would change. */
export class ModuleInspector {
  constructor(private readonly modules: Modules) {}

  /** @throws DriverError that names the source; never credentials. */
  async inspect(
    question: InspectionQuestion,
    signal: AbortSignal,
  ): Promise<Inspection> {
    const { source, version, files, against } = question;
    const reference = { source, ...(version !== undefined && { version }) };
    const found = files
      ? await describe(reference, treeOf(files))
      : await this.#find(reference, signal);
    const { yaml, warnings } = propose(nameOf(source), reference, found.module);
    return {
      ...told(found),
      ...interfaceOf(found.module),
      proposal: yaml,
      warnings,
      ...(against !== undefined && {
        upgrade: await this.#upgrade(question, found, against, signal),
      }),
    };
  }

  async #upgrade(
    { source, definitions, types }: InspectionQuestion,
    found: Found,
    against: string,
    signal: AbortSignal,
  ) {
    const reference = versioned(source, against);
    const next = await this.#find(reference, signal);
    const users = definitions.filter(definition => {
      if (!Object.hasOwn(types, definition.type)) return false;
      const used = sourceOf(definition);
      return used !== undefined && sameModule(used, source);
    });
    return {
      ...told(next),
      changes: interfaceChanges(found.module, next.module),
      definitions: await Promise.all(
        users.map(async definition => ({
          name: definition.name,
          findings: await checkDefinition(
            this.modules,
            {
              ...definition,
              inputs: { ...definition.inputs, module: { ...reference } },
            },
            types[definition.type],
          ),
        })),
      ),
    };
  }

  async #find(reference: ModuleReference, signal: AbortSignal): Promise<Found> {
    const { folder, path, version } = await this.modules.resolve(
      reference,
      signal,
    );
    const tree = await readTree(folder);
    return describe(reference, tree, path, version);
  }
}

async function describe(
  reference: ModuleReference,
  tree: Tree,
  path = '',
  version?: string,
): Promise<Found> {
  return {
    reference,
    digest: digestOf(tree),
    ...(version !== undefined && { version }),
    module: await describeModule(tree, path),
  };
}

function told({ reference, digest, version }: Found) {
  return {
    source: reference.source,
    ...(version !== undefined && { version }),
    digest,
  };
}

function treeOf(files: Record<string, string>): Tree {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]),
  );
}

function sourceOf({ inputs }: ResourceDefinition): string | undefined {
  const { module } = inputs;
  return isObject(module) && typeof module.source === 'string'
    ? module.source
    : undefined;
}

/** `terraform-aws-rds`, `./all//postgres` and `team/postgres/aws` are about `rds` and `postgres`. */
function nameOf(source: string): string {
  const [whole] = source.split('?');
  const registry =
    /^(?:[^/]+\.[^/]+\/)?[^/.]+\/([^/]+)\/[^/]+(?:\/\/(.*))?$/.exec(whole);
  const path = registry ? registry[2] ?? registry[1] : whole;
  const [last = 'module'] = path
    .replace(/(\.git|\.tar\.gz|\.tgz|\.zip)$/, '')
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .slice(-1);
  const name = last
    .toLowerCase()
    .replace(/^terraform-[a-z0-9]+-/, '')
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  if (!/^[a-z]/.test(name)) {
    return `module-${name}`.replace(/-$/, '');
  }
  return name;
}
