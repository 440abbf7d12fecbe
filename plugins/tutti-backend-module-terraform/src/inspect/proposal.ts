import { JsonObject, JsonSchema } from '@tutti/engine';
import { stringify } from 'yaml';
import {
  ModuleDescription,
  ModuleReference,
  ModuleVariable,
  TypeConstraint,
} from '../modules';

const API_VERSION = 'tutti.dev/v1alpha1';

/** Variables whose meaning their name says, as far as what fits them is known without asking anybody. */
const BY_NAME: Record<string, string> = {
  name: '${resource.name}',
  identifier: '${resource.name}',
  environment: '${context.environment}',
  env: '${context.environment}',
  stage: '${context.environment}',
};
const LABELS = new Set(['tags', 'labels', 'default_tags']);
const FOUND_BY = {
  application: '${context.application}',
  environment: '${context.environment}',
};

/** A resource type and a definition that offer a module; YAML that loads, for people to go on with. */
export interface Proposal {
  yaml: string;
  warnings: string[];
}

/**
 * What a module needs becomes params of a resource type, unless its name says what it is; what is optional
 * keeps its default.
 *
 * @param name - of both, DNS-safe
 */
export function propose(
  name: string,
  reference: ModuleReference,
  module: ModuleDescription,
): Proposal {
  const params: Record<string, JsonSchema> = {};
  const variables: JsonObject = {};
  const warnings: string[] = [];
  for (const [variable, described] of Object.entries(module.variables)) {
    const given = givenFor(variable, described);
    if (given === undefined && !described.required) continue;
    if (given === undefined) {
      params[variable] = paramOf(described);
      variables[variable] = `\${params.${variable}}`;
    } else {
      variables[variable] = given;
    }
    warnings.push(...warningsOf(variable, described, given !== undefined));
  }
  const handedIn = Object.values(module.providers).flatMap(
    ({ aliases }) => aliases,
  );
  warnings.push(
    ...handedIn.map(
      alias =>
        `The provider "${alias}" is handed in: give its configuration under inputs.providers.`,
    ),
    ...(Object.keys(module.outputs).length === 0
      ? ['It has no outputs: workloads get nothing from it.']
      : []),
  );
  const type: JsonObject = {
    apiVersion: API_VERSION,
    kind: 'ResourceType',
    metadata: { name },
    spec: {
      params: {
        type: 'object',
        ...(Object.keys(params).length > 0 && {
          required: Object.keys(params),
          properties: params,
        }),
        additionalProperties: false,
      },
      outputs: {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(module.outputs).map(
            ([output, { sensitive, description }]) => [
              output,
              {
                ...(description !== undefined && { description }),
                ...(sensitive && { 'x-secret': true }),
              },
            ],
          ),
        ),
      },
    },
  };
  const definition: JsonObject = {
    apiVersion: API_VERSION,
    kind: 'ResourceDefinition',
    metadata: { name: `${name}-by-module` },
    spec: {
      type: name,
      driver: 'terraform',
      inputs: {
        module: { ...reference },
        ...(Object.keys(variables).length > 0 && { variables }),
        ...(Object.keys(module.outputs).length > 0 && {
          outputs: Object.fromEntries(
            Object.keys(module.outputs).map(output => [output, output]),
          ),
        }),
        ...(handedIn.length > 0 && {
          providers: Object.fromEntries(handedIn.map(alias => [alias, {}])),
        }),
      },
    },
  };
  return {
    yaml: [type, definition]
      .map(document => stringify(document, { lineWidth: 0 }))
      .join('---\n'),
    warnings,
  };
}

function givenFor(
  name: string,
  { type, sensitive, required }: ModuleVariable,
): string | JsonObject | undefined {
  if (sensitive) {
    return required && isText(type)
      ? `\${generate.password.${name}}`
      : undefined;
  }
  if (LABELS.has(name) && (type.kind === 'map' || type.kind === 'any')) {
    return FOUND_BY;
  }
  return isText(type) && Object.hasOwn(BY_NAME, name)
    ? BY_NAME[name]
    : undefined;
}

function isText({ kind }: TypeConstraint): boolean {
  return kind === 'string' || kind === 'any';
}

function paramOf({ type, description, sensitive }: ModuleVariable): JsonSchema {
  return {
    ...schemaOf(type),
    ...(description !== undefined && { description }),
    ...(sensitive && { 'x-secret': true }),
  };
}

function warningsOf(
  name: string,
  { type, sensitive }: ModuleVariable,
  isGiven: boolean,
): string[] {
  if (sensitive) {
    return [
      isGiven
        ? `The variable "${name}" is secret: a password is made for it; give another secret where it has to be a known one.`
        : `The variable "${name}" is secret: developers would hand it in; better give it from \${platform.secrets.…}.`,
    ];
  }
  return type.kind === 'any' && !isGiven
    ? [
        `The variable "${name}" takes anything: say in the resource type what may be asked.`,
      ]
    : [];
}

function schemaOf(type: TypeConstraint): JsonSchema {
  switch (type.kind) {
    case 'any':
      return {};
    case 'string':
    case 'number':
      return { type: type.kind };
    case 'bool':
      return { type: 'boolean' };
    case 'list':
    case 'set':
      return {
        type: 'array',
        items: schemaOf(type.of),
        ...(type.kind === 'set' && { uniqueItems: true }),
      };
    case 'tuple':
      return { type: 'array', prefixItems: type.items.map(schemaOf) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(type.of) };
    case 'object': {
      const fields = Object.entries(type.fields);
      return {
        type: 'object',
        required: fields.flatMap(([key, { optional }]) =>
          optional ? [] : [key],
        ),
        properties: Object.fromEntries(
          fields.map(([key, field]) => [key, schemaOf(field.type)]),
        ),
      };
    }
    default:
      throw new Error(`no such type: ${type satisfies never}`);
  }
}
