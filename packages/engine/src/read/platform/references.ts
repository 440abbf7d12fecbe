import { Platform, suggestion } from '../../model';
import { Path } from '../path';
import { Finding } from '../report';
import {
  CriteriaDocument,
  PlatformDocument,
  ResourceDefinitionSpec,
  TargetSpec,
  WorkloadProfileSpec,
} from './document';
import { Declared } from './names';
import { PlatformKind } from './schema';

const RESERVED_ALIASES = ['self', 'workload'];

/** Names in a document that lead nowhere, and names that stand twice inside it. */
export function* referenceFindings(
  document: PlatformDocument,
  declared: Declared,
  platform: Platform,
): Generator<Finding> {
  for (const { kind, name, path } of namesIn(document)) {
    if (!declared.has(kind, name)) {
      yield unknown(kind, name, path, declared.names(kind));
    }
  }
  switch (document.kind) {
    case 'ResourceDefinition':
      yield* aliasFindings(document.spec);
      yield* adoptionFindings(document, declared, platform);
      break;
    case 'WorkloadProfile':
      yield* repeated(document.spec.patches, 'name', ['spec', 'patches']);
      yield* patchTargetFindings(document.spec);
      break;
    case 'Target':
      yield* gitFindings(document.spec);
      break;
    case 'Application': {
      const { environments, workloads } = document.spec;
      yield* repeated(environments, 'name', ['spec', 'environments']);
      yield* repeated(workloads, 'source', ['spec', 'workloads']);
      break;
    }
    default:
  }
}

interface Name {
  kind: PlatformKind;
  name: string;
  path: Path;
}

/** Names of other documents. */
function* namesIn(document: PlatformDocument): Generator<Name> {
  switch (document.kind) {
    case 'ResourceDefinition': {
      const { type, criteria, dependsOn, provisions, collect } = document.spec;
      const typeAt = (name: string, ...path: (string | number)[]): Name => ({
        kind: 'ResourceType',
        name,
        path: ['spec', ...path, 'type'],
      });
      yield typeAt(type);
      yield* namesInCriteria(criteria);
      for (const [alias, reference] of Object.entries(dependsOn)) {
        yield typeAt(reference.type, 'dependsOn', alias);
      }
      for (const [index, provision] of provisions.entries()) {
        yield typeAt(provision.type, 'provisions', index);
      }
      for (const [name, collection] of Object.entries(collect)) {
        yield typeAt(collection.type, 'collect', name);
      }
      break;
    }
    case 'EnvironmentType': {
      const { profile, promotion } = document.spec;
      if (profile !== undefined) {
        const path = ['spec', 'profile'];
        yield { kind: 'WorkloadProfile', name: profile, path };
      }
      if (promotion) {
        const path = ['spec', 'promotion', 'from'];
        yield { kind: 'EnvironmentType', name: promotion.from, path };
      }
      break;
    }
    case 'Application':
      for (const [index, { type }] of document.spec.environments.entries()) {
        const path = ['spec', 'environments', index, 'type'];
        yield { kind: 'EnvironmentType', name: type, path };
      }
      break;
    case 'Target':
    case 'Policy':
      yield* namesInCriteria(document.spec.criteria);
      break;
    default:
  }
}

function* namesInCriteria({
  environmentType,
}: CriteriaDocument): Generator<Name> {
  const path = ['spec', 'criteria', 'environmentType'];
  if (typeof environmentType === 'string') {
    yield { kind: 'EnvironmentType', name: environmentType, path };
  } else {
    for (const [index, name] of (environmentType ?? []).entries()) {
      yield { kind: 'EnvironmentType', name, path: [...path, index] };
    }
  }
}

/** A patch has nothing to do where a workload has no Service; of other kinds no workload has any. */
function* patchTargetFindings({
  kind: main,
  patches,
}: WorkloadProfileSpec): Generator<Finding> {
  const kinds = [main, 'Service', 'ConfigMap', 'Secret'];
  for (const [index, { target }] of patches.entries()) {
    if (target && !kinds.includes(target.kind)) {
      yield {
        severity: 'warning',
        path: ['spec', 'patches', index, 'target', 'kind'],
        code: 'NeverMatches',
        message: `No workload of this profile becomes a ${target.kind}: the patch changes nothing.`,
        hint: suggestion(target.kind, kinds),
      };
    }
  }
}

/** Where a Target of driver `git` writes stands in its file, and nowhere else. */
function* gitFindings({
  driver,
  git,
  cluster,
}: TargetSpec): Generator<Finding> {
  if ((driver === 'git') !== (git !== undefined)) {
    yield {
      path: ['spec', git ? 'git' : 'driver'],
      code: 'InvalidTarget',
      message: git
        ? `"git" is for Targets of driver git; this one is of driver ${driver}.`
        : 'A Target of driver git says where it writes.',
      hint: git
        ? 'Leave it out, or write `driver: git`.'
        : 'Add `git: { repository: https://… }`.',
    };
  }
  if (git && git.mode !== 'direct') {
    const missing = ['${context.application}', '${context.environment}'].filter(
      placeholder => !git.proposal.includes(placeholder),
    );
    if (missing.length > 0) {
      yield {
        path: ['spec', 'git', 'proposal'],
        code: 'InvalidTarget',
        message: `Each environment needs a branch of its own: what one proposes would be lost with the next one's.`,
        hint: `Put ${missing.join(' and ')} into it.`,
      };
    }
  }
  if (git?.secrets === 'cluster' && cluster === undefined) {
    yield {
      path: ['spec', 'git', 'secrets'],
      code: 'InvalidTarget',
      message:
        'Secrets cannot be written: the Target does not say to which cluster.',
      hint: 'Add `cluster`, a name under `tutti.clusters`, or take `secrets: refuse`.',
    };
  }
  if (git && git.health.tool !== 'none' && cluster === undefined) {
    yield {
      path: ['spec', 'git', 'health', 'tool'],
      code: 'InvalidTarget',
      message: `Nobody can ask ${git.health.tool}: the Target does not say in which cluster it runs.`,
      hint: 'Add `cluster`, a name under `tutti.clusters`, or take `tool: none`.',
    };
  }
  if (git && git.health.tool !== 'none' && git.mode === 'branch') {
    yield {
      path: ['spec', 'git', 'health', 'tool'],
      code: 'InvalidTarget',
      message:
        'In mode `branch` nothing runs before somebody has merged, so that no health can be waited for.',
      hint: 'Take `tool: none`, or `mode: direct`.',
    };
  }
}

function* aliasFindings({
  dependsOn,
  collect,
}: ResourceDefinitionSpec): Generator<Finding> {
  for (const alias of RESERVED_ALIASES) {
    if (Object.hasOwn(dependsOn, alias)) {
      yield {
        path: ['spec', 'dependsOn', alias],
        key: true,
        code: 'ReservedName',
        message: `"${alias}" has a meaning of its own in collect.`,
        hint: 'Choose another alias.',
      };
    }
  }
  for (const [name, { from }] of Object.entries(collect)) {
    if (!RESERVED_ALIASES.includes(from) && !Object.hasOwn(dependsOn, from)) {
      yield {
        path: ['spec', 'collect', name, 'from'],
        code: 'UnknownReference',
        message: `dependsOn has no "${from}" to collect from.`,
        hint: suggestion(from, [
          ...RESERVED_ALIASES,
          ...Object.keys(dependsOn),
        ]),
      };
    }
  }
}

function adoptionFindings(
  { metadata, spec }: Extract<PlatformDocument, { kind: 'ResourceDefinition' }>,
  declared: Declared,
  { definitions }: Platform,
): Finding[] {
  return spec.adopts.flatMap((name, index): Finding[] => {
    const path = ['spec', 'adopts', index];
    if (name === metadata.name) {
      return [
        {
          path,
          code: 'UnknownReference',
          message: 'A definition cannot adopt from itself.',
        },
      ];
    }
    if (!declared.has('ResourceDefinition', name)) {
      // The usual moment to adopt is when the old definition leaves the files.
      return [
        {
          ...unknown(
            'ResourceDefinition',
            name,
            path,
            declared.names('ResourceDefinition'),
          ),
          severity: 'warning',
        },
      ];
    }
    const other = Object.hasOwn(definitions, name)
      ? definitions[name]
      : undefined;
    const differs = (['type', 'driver'] as const).find(
      key => other && other[key] !== spec[key],
    );
    return other && differs
      ? [
          {
            path,
            code: 'CannotAdopt',
            message: `Resources of "${name}" cannot be taken over: its ${differs} is "${other[differs]}", not "${spec[differs]}".`,
          },
        ]
      : [];
  });
}

function unknown(
  kind: PlatformKind,
  name: string,
  path: Path,
  names: string[],
): Finding {
  return {
    path,
    code: 'UnknownReference',
    message: `There is no ${kind} "${name}".`,
    hint: suggestion(name, names),
  };
}

function* repeated<Key extends string>(
  items: readonly Record<Key, string>[],
  key: Key,
  path: Path,
): Generator<Finding> {
  const seen = new Set<string>();
  for (const [index, { [key]: name }] of items.entries()) {
    if (seen.has(name)) {
      yield {
        path: [...path, index, key],
        code: 'DuplicateName',
        message: `"${name}" stands here a second time.`,
      };
    }
    seen.add(name);
  }
}
