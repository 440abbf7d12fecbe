import {
  compareText,
  isObject,
  JsonObject,
  JsonValue,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '@tutti/engine';
import { outputOf, TerraformInputs } from '../definition/TerraformInputs';
import { ModuleDescription } from '../modules';

/** Where the module's tree lies beside the root module. */
export const MODULE_FOLDER = 'module';
/** What the root module calls the module. */
export const MODULE_NAME = 'resource';
/** Before the name of an output: says whether that output holds a secret. */
export const SECRECY = 'tutti_secret_';

export interface RootModule {
  /** `main.tf.json`: the same bytes for the same inputs, without any secret. */
  text: string;
  /** Secret values by the name of their variable, as `TF_VAR_…` takes them. */
  secrets: Record<string, string>;
}

/** Takes secrets out of values, each as a variable of its own. */
class Secrets {
  readonly values: Record<string, string> = {};
  readonly #declared: JsonObject = {};

  get declared(): JsonObject | undefined {
    return Object.keys(this.#declared).length > 0 ? this.#declared : undefined;
  }

  /** In the JSON form of the language: texts are templates. */
  expression(value: Value, path: string[]): JsonValue {
    if (value instanceof Secret) {
      return `\${var.${this.#take(value, path)}}`;
    }
    if (value instanceof Unknown) {
      return `(${value.secret ? 'secret, ' : ''}known after apply: ${
        value.from
      })`;
    }
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        this.expression(item, [...path, String(index)]),
      );
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        sorted(value).map(([key, item]) => [
          template(key),
          this.expression(item, [...path, key]),
        ]),
      );
    }
    return typeof value === 'string' ? template(value) : value;
  }

  #take(secret: Secret, path: string[]): string {
    const wanted = path.join('_').replace(/[^A-Za-z0-9_]/g, '_');
    let name = wanted;
    for (let count = 2; Object.hasOwn(this.values, name); count++) {
      name = `${wanted}_${count}`;
    }
    const content = secret.reveal();
    this.#declared[name] = {
      type: typeof content === 'string' ? 'string' : 'any',
      sensitive: true,
    };
    this.values[name] =
      typeof content === 'string' ? content : JSON.stringify(escaped(content));
    return name;
  }
}

/**
 * The code around a module that nobody had to change: the call with its values, the configuration of
 * providers, outputs. Plain values stand in it as they are; each secret is a variable.
 */
export function rootModule(
  { variables, outputs, providers, imports, backend }: TerraformInputs,
  module: ModuleDescription,
  path: string,
): RootModule {
  const secrets = new Secrets();
  const call: JsonObject = {
    source: `./${[MODULE_FOLDER, path].filter(Boolean).join('/')}`,
  };
  const handed = aliasesOf(module);
  if (handed.length > 0) {
    call.providers = Object.fromEntries(handed.map(name => [name, name]));
  }
  for (const [name, value] of sorted(variables)) {
    call[name] = secrets.expression(value, [name]);
  }
  const given = providerBlocks(providers, secrets);
  const sources = requiredProviders(Object.keys(providers), module);
  const root: JsonObject = {
    terraform: {
      backend: backend
        ? { [backend.type]: escaped(backend.config) }
        : { http: {} },
      ...(Object.keys(sources).length > 0 && { required_providers: sources }),
    },
    ...(secrets.declared && { variable: secrets.declared }),
    ...(Object.keys(given).length > 0 && { provider: given }),
    ...(imports.length > 0 && {
      import: imports.map(({ to, id }) => ({
        to: `module.${MODULE_NAME}.${to}`,
        id: template(id),
      })),
    }),
    module: { [MODULE_NAME]: call },
    ...(Object.keys(outputs).length > 0 && {
      output: outputBlocks(outputs, module),
    }),
  };
  return {
    text: `${JSON.stringify(root, null, 2)}\n`,
    secrets: secrets.values,
  };
}

/** Code that knows where a state is, and nothing else. */
export function backendOnly({
  type,
  config,
}: NonNullable<TerraformInputs['backend']>): string {
  return `${JSON.stringify({
    terraform: { backend: { [type]: escaped(config) } },
  })}\n`;
}

function template(text: string): string {
  return text.replace(/[$%]\{/g, opening => `${opening[0]}${opening}`);
}

function escaped(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    return template(value);
  }
  if (Array.isArray(value)) {
    return value.map(escaped);
  }
  return isObject(value)
    ? Object.fromEntries(
        sorted(value).map(([key, item]) => [template(key), escaped(item)]),
      )
    : value;
}

function sorted<Item>(map: { [key: string]: Item }): [string, Item][] {
  return Object.entries(map).sort(([a], [b]) => compareText(a, b));
}

function aliasesOf({ providers }: ModuleDescription): string[] {
  return Object.values(providers)
    .flatMap(({ aliases }) => aliases)
    .sort(compareText);
}

function providerBlocks(
  providers: Record<string, ValueObject>,
  secrets: Secrets,
): Record<string, JsonObject[]> {
  const blocks: Record<string, JsonObject[]> = {};
  for (const [key, config] of sorted(providers)) {
    const [name, alias] = key.split('.');
    const block = secrets.expression(config, ['provider', name, alias ?? '']);
    blocks[name] = [
      ...(blocks[name] ?? []),
      { ...(alias !== undefined && { alias }), ...(isObject(block) && block) },
    ];
  }
  return blocks;
}

/** Where the module says from whom a provider is, the root module means the same one. */
function requiredProviders(
  configured: string[],
  { providers }: ModuleDescription,
): JsonObject {
  const names = [...new Set(configured.map(key => key.split('.')[0]))];
  return Object.fromEntries(
    names.sort(compareText).flatMap(name => {
      const source = Object.hasOwn(providers, name)
        ? providers[name].source
        : undefined;
      return source === undefined ? [] : [[name, { source }]];
    }),
  );
}

/**
 * All of them count as secret for the tool, so that it prints none; beside each that the module does not call
 * so, one that says whether something secret went into it.
 */
function outputBlocks(
  outputs: Record<string, string>,
  module: ModuleDescription,
): JsonObject {
  const blocks: JsonObject = {};
  for (const [name, from] of sorted(outputs)) {
    const value = `module.${MODULE_NAME}.${from}`;
    blocks[name] = { value: `\${${value}}`, sensitive: true };
    if (!module.outputs[outputOf(from)]?.sensitive) {
      blocks[`${SECRECY}${name}`] = {
        value: `\${issensitive(jsonencode(${value}))}`,
      };
    }
  }
  return blocks;
}
