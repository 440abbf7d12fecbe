import { parse } from '@cdktn/hcl2json';
import { compareText, DriverError } from '@tutti/engine';
import { Tree } from './tree';
import { readType, TypeConstraint } from './typeConstraint';

/** Files of one folder that are read, and their JSON form. */
const CODE = /^[^/]+\.(tf|tofu)(\.json)?$/;
/** Folders in a message: people see what is meant. */
const MOST_NAMED = 5;

/** What a module takes and gives, as its files say. */
export interface ModuleDescription {
  variables: Record<string, ModuleVariable>;
  outputs: Record<string, ModuleOutput>;
  /** By the name the module calls them by. */
  providers: Record<string, ModuleProvider>;
}

export interface ModuleVariable {
  type: TypeConstraint;
  /** As written; absent: anything. */
  typeText?: string;
  description?: string;
  required: boolean;
  /** Plain data, where the module says one. */
  default?: unknown;
  sensitive: boolean;
}

export interface ModuleOutput {
  description?: string;
  sensitive: boolean;
}

export interface ModuleProvider {
  source?: string;
  version?: string;
  /** Names under which the caller hands configurations in: `aws.replica`. */
  aliases: string[];
}

/**
 * Reads the files of one folder of a module's tree. HCL is read by HashiCorp's own parser, compiled to
 * WebAssembly: without any process, so that files can be checked where no tool is installed.
 *
 * @param path - the module's folder in the tree; empty for the whole of it
 * @throws DriverError with file and line where a file cannot be read
 */
export async function describeModule(
  tree: Tree,
  path = '',
): Promise<ModuleDescription> {
  const prefix = path === '' ? '' : `${path}/`;
  const files = Object.keys(tree)
    .filter(
      file => file.startsWith(prefix) && CODE.test(file.slice(prefix.length)),
    )
    .sort(compareText);
  if (files.length === 0) {
    throw new DriverError(
      `It is no module: it has no file that ends in .tf.${below(tree, prefix)}`,
    );
  }
  const description: ModuleDescription = {
    variables: {},
    outputs: {},
    providers: {},
  };
  for (const file of files) {
    const content = await readFileOf(file, tree[file].toString('utf8'));
    await addVariables(description, content);
    addOutputs(description, content);
    addProviders(description, content);
  }
  return description;
}

/** A repository may hold modules, and be none itself. */
function below(tree: Tree, prefix: string): string {
  const folders = Object.keys(tree).flatMap(file => {
    const path = file.startsWith(prefix) ? file.slice(prefix.length) : '';
    const [, folder] =
      /^modules\/([^/]+)\/[^/]+\.(?:tf|tofu)$/.exec(path) ?? [];
    return folder === undefined ? [] : [`${prefix}modules/${folder}`];
  });
  const names = [...new Set(folders)].sort(compareText).slice(0, MOST_NAMED);
  return names.length === 0
    ? ''
    : ` There are some below it: ${names.join(
        ', ',
      )}. Write // and its folder after the source.`;
}

async function readFileOf(file: string, written: string): Promise<Block> {
  try {
    const content: unknown = file.endsWith('.json')
      ? JSON.parse(written)
      : await parse(file, written);
    return blockOf(content);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const [, problem = said] = /\[(.*)\]\s*$/s.exec(said) ?? [];
    throw new DriverError(`The module cannot be read: ${problem}`);
  }
}

type Block = Record<string, unknown>;

function blockOf(value: unknown): Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? // Its keys are looked at one by one, each as unknown.
      (value as Block)
    : {};
}

/** Blocks of one name: the parser gives lists, JSON files may give one. */
function blocksOf(value: unknown): Block[] {
  return (Array.isArray(value) ? value : [value]).map(blockOf);
}

/** `${string}` is how the parser writes an expression. */
function expression(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, inner = value] = /^\$\{([\s\S]*)\}$/.exec(value) ?? [];
  return inner;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function addVariables(
  { variables }: ModuleDescription,
  content: Block,
): Promise<void> {
  for (const [name, blocks] of Object.entries(blockOf(content.variable))) {
    const [block] = blocksOf(blocks);
    const typeText = expression(block.type);
    const description = text(block.description);
    variables[name] = {
      type: typeText ? await readType(typeText) : { kind: 'any' },
      ...(typeText !== undefined && { typeText }),
      ...(description !== undefined && { description }),
      required: !Object.hasOwn(block, 'default'),
      ...(Object.hasOwn(block, 'default') && { default: block.default }),
      sensitive: block.sensitive === true,
    };
  }
}

function addOutputs({ outputs }: ModuleDescription, content: Block): void {
  for (const [name, blocks] of Object.entries(blockOf(content.output))) {
    const [block] = blocksOf(blocks);
    const description = text(block.description);
    outputs[name] = {
      ...(description !== undefined && { description }),
      sensitive: block.sensitive === true,
    };
  }
}

function addProviders({ providers }: ModuleDescription, content: Block): void {
  for (const terraform of blocksOf(content.terraform)) {
    for (const required of blocksOf(terraform.required_providers)) {
      for (const [name, value] of Object.entries(required)) {
        const {
          source,
          version,
          configuration_aliases: aliases,
        } = blockOf(value);
        const known = { source: text(source), version: text(version) };
        providers[name] = {
          ...(known.source !== undefined && { source: known.source }),
          ...(known.version !== undefined && { version: known.version }),
          aliases: (Array.isArray(aliases) ? aliases : []).flatMap(
            alias => expression(alias) ?? [],
          ),
        };
      }
    }
  }
}
