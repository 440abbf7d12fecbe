import { JsonValue, Platform, suggestion } from '../../model';
import { Path } from '../path';
import { parsePlatformText, showPlaceholder } from '../placeholders';
import { Finding } from '../report';
import { textsOf } from '../tree';
import { PlatformDocument, ResourceDefinitionSpec } from './document';
import { outputFinding, paramFinding } from './contractKeys';

/** Which roots a place can see; the same as when it is filled (platform.md). */
const COMMON = ['context', 'values', 'secrets', 'platform', 'workloads'];
const ROOTS = {
  definition: [
    ...COMMON,
    'resource',
    'params',
    'resources',
    'collect',
    'workload',
    'generate',
  ],
  profile: [...COMMON, 'workload'],
  target: ['context'],
};

interface Scope {
  roots: string[];
  definition?: ResourceDefinitionSpec;
  platform: Platform;
}

/** Placeholders of a document that cannot be filled whatever is deployed. */
export function* placeholderFindings(
  document: PlatformDocument,
  platform: Platform,
): Generator<Finding> {
  switch (document.kind) {
    case 'ResourceDefinition': {
      const { inputs, dependsOn, provisions } = document.spec;
      const scope = {
        roots: ROOTS.definition,
        definition: document.spec,
        platform,
      };
      yield* below(inputs, ['spec', 'inputs'], scope);
      for (const [alias, { params }] of Object.entries(dependsOn)) {
        yield* below(params, ['spec', 'dependsOn', alias, 'params'], scope);
      }
      for (const [index, { params }] of provisions.entries()) {
        yield* below(params, ['spec', 'provisions', index, 'params'], scope);
      }
      break;
    }
    case 'WorkloadProfile': {
      const { defaults, patches } = document.spec;
      const scope = { roots: ROOTS.profile, platform };
      yield* below(defaults, ['spec', 'defaults'], scope);
      for (const [index, { merge, json6902 }] of patches.entries()) {
        const path = ['spec', 'patches', index];
        yield* below(merge, [...path, 'merge'], scope);
        yield* below(json6902, [...path, 'json6902'], scope);
      }
      break;
    }
    case 'Target': {
      const scope = { roots: ROOTS.target, platform };
      yield* below(document.spec.namespace, ['spec', 'namespace'], scope);
      break;
    }
    default:
  }
}

function* below(
  value: JsonValue | undefined,
  at: Path,
  scope: Scope,
): Generator<Finding> {
  for (const { text, path } of textsOf(value, at)) {
    const { parts, unclosed } = parsePlatformText(text);
    for (const part of parts) {
      const judgement = part.kind === 'placeholder' && judge(part.path, scope);
      if (judgement) {
        yield {
          severity: judgement.severity,
          code: judgement.code ?? 'InvalidPlaceholder',
          message: `${showPlaceholder(part.source)} ${judgement.message}.`,
          hint: judgement.hint,
          path,
          inside: part.source,
        };
      }
    }
    if (unclosed) {
      yield {
        path,
        inside: '${',
        code: 'InvalidPlaceholder',
        message: 'A "${" has no "}" behind it.',
        hint: 'write $${ if the text is meant as it stands',
      };
    }
  }
}

/** What is wrong, as the rest of a sentence that begins with the placeholder. */
export interface Judgement {
  severity?: Finding['severity'];
  code?: string;
  message: string;
  hint?: string;
}

function judge(path: string[], scope: Scope): Judgement | undefined {
  const [root, ...keys] = path;
  if (!scope.roots.includes(root)) {
    return {
      message: `cannot be filled here: "${root.slice(0, 80)}" is none of ${[
        ...scope.roots,
      ]
        .sort()
        .join(', ')}`,
      hint: 'write $${…} if the text is meant as it stands',
    };
  }
  if (keys.includes('')) {
    return { message: 'has an empty key' };
  }
  return judgeKeys(root, keys, scope);
}

function judgeKeys(
  root: string,
  keys: string[],
  { definition, platform }: Scope,
): Judgement | undefined {
  switch (root) {
    case 'context':
      return exactly(keys, [
        'application',
        'environment',
        'environmentType',
        'owner',
        'release',
      ]);
    case 'resource':
      return exactly(keys, ['type', 'class', 'id', 'uid', 'name']);
    case 'values':
    case 'secrets':
      return keys.length === 0 ? { message: 'lacks a name' } : undefined;
    case 'platform':
      return (
        oneOf(keys[0], ['values', 'secrets']) ??
        (keys.length < 2 ? { message: 'lacks a name' } : undefined)
      );
    case 'generate':
      return (
        oneOf(keys[0], ['password', 'suffix', 'uuid']) ??
        (keys.length === 2
          ? undefined
          : { message: `is written \${generate.${keys[0]}.NAME}` })
      );
    case 'workload':
      return judgeWorkload(keys);
    case 'workloads':
      return keys.length === 0
        ? { message: 'lacks the name of a workload' }
        : judgeWorkload(keys.slice(1));
    case 'params':
      return definition && paramFinding(keys, platform, definition.type);
    case 'resources':
      return definition && judgeAlias(keys, definition, platform);
    default:
      return definition && judgeCollection(keys, definition, platform);
  }
}

function judgeWorkload(keys: string[]): Judgement | undefined {
  const [first, second, , fourth] = keys;
  const unknown = oneOf(first, ['name', 'annotations', 'service']);
  if (unknown) {
    return unknown;
  }
  switch (first) {
    case 'name':
      return keys.length > 1 ? { message: 'leads into a text' } : undefined;
    case 'annotations':
      return keys.length === 2
        ? undefined
        : {
            message: 'names no annotation',
            hint: 'a dot inside its name is written "\\."',
          };
    default:
      return (
        oneOf(second, ['ports']) ??
        (keys.length === 4
          ? oneOf(fourth, ['port', 'targetPort'])
          : { message: 'is written service.ports.NAME.port' })
      );
  }
}

function judgeAlias(
  [alias, ...output]: string[],
  { dependsOn }: ResourceDefinitionSpec,
  platform: Platform,
): Judgement | undefined {
  return alias !== undefined && Object.hasOwn(dependsOn, alias)
    ? outputFinding(output, platform, dependsOn[alias].type)
    : oneOf(alias, Object.keys(dependsOn), 'dependsOn');
}

function judgeCollection(
  [name, ...keys]: string[],
  { collect }: ResourceDefinitionSpec,
  platform: Platform,
): Judgement | undefined {
  if (name === undefined || !Object.hasOwn(collect, name)) {
    return oneOf(name, Object.keys(collect), 'collect');
  }
  const always = ['address', 'id', 'params'];
  if (always.includes(keys[0])) {
    return undefined;
  }
  const { of, type } = collect[name];
  return of === 'dependents'
    ? {
        message: `reads an output of what depends on this resource, which is made after it`,
        hint: `of them can be read: ${always.join(', ')}`,
      }
    : outputFinding(keys, platform, type);
}

function exactly(keys: string[], known: string[]): Judgement | undefined {
  return (
    oneOf(keys[0], known) ??
    (keys.length > 1 ? { message: 'leads into a text' } : undefined)
  );
}

function oneOf(
  key: string | undefined,
  known: string[],
  where?: string,
): Judgement | undefined {
  if (key === undefined) {
    return { message: 'lacks a key', hint: suggestion('', known) };
  }
  return known.includes(key)
    ? undefined
    : {
        code: 'UnknownPlaceholder',
        message: where
          ? `leads nowhere: ${where} has no "${key}"`
          : `leads nowhere: there is no "${key}"`,
        hint: suggestion(key, known),
      };
}
