import { Platform } from '../../model';
import { suggestion } from '../nearest';
import { Path } from '../path';
import { Finding } from '../report';
import { CriteriaDocument, PlatformDocument } from './document';
import { Declared } from './names';
import { PlatformKind } from './schema';

const RESERVED_ALIASES = ['self', 'workload'];

/** Names in a document that lead nowhere, and names that stand twice inside it. */
export function referenceFindings(
  document: PlatformDocument,
  declared: Declared,
  platform: Platform,
): Finding[] {
  const findings: Finding[] = [];
  const needs = (kind: PlatformKind, name: string, path: Path) => {
    if (!declared.has(kind, name)) {
      findings.push(unknown(kind, name, path, declared.names(kind)));
    }
  };
  const criteria = ({ environmentType }: CriteriaDocument) => {
    const path = ['spec', 'criteria', 'environmentType'];
    if (Array.isArray(environmentType)) {
      environmentType.forEach((name, index) =>
        needs('EnvironmentType', name, [...path, index]),
      );
    } else if (environmentType !== undefined) {
      needs('EnvironmentType', environmentType, path);
    }
  };

  switch (document.kind) {
    case 'ResourceDefinition': {
      const { spec } = document;
      criteria(spec.criteria);
      needs('ResourceType', spec.type, ['spec', 'type']);
      for (const [alias, { type }] of Object.entries(spec.dependsOn)) {
        needs('ResourceType', type, ['spec', 'dependsOn', alias, 'type']);
        if (RESERVED_ALIASES.includes(alias)) {
          findings.push({
            path: ['spec', 'dependsOn', alias],
            key: true,
            code: 'ReservedName',
            message: `"${alias}" has a meaning of its own in collect.`,
            hint: 'choose another alias',
          });
        }
      }
      spec.provisions.forEach(({ type }, index) =>
        needs('ResourceType', type, ['spec', 'provisions', index, 'type']),
      );
      for (const [name, { type, from }] of Object.entries(spec.collect)) {
        needs('ResourceType', type, ['spec', 'collect', name, 'type']);
        const sources = [...RESERVED_ALIASES, ...Object.keys(spec.dependsOn)];
        if (!sources.includes(from)) {
          findings.push({
            path: ['spec', 'collect', name, 'from'],
            code: 'UnknownReference',
            message: `dependsOn has no "${from}" to collect from.`,
            hint: suggestion(from, sources),
          });
        }
      }
      findings.push(...adoptionFindings(document, declared, platform));
      break;
    }
    case 'WorkloadProfile':
      findings.push(
        ...repeated(
          document.spec.patches.map(({ name }) => name),
          index => ['spec', 'patches', index, 'name'],
        ),
      );
      break;
    case 'EnvironmentType':
      if (document.spec.profile !== undefined) {
        needs('WorkloadProfile', document.spec.profile, ['spec', 'profile']);
      }
      break;
    case 'Application':
      document.spec.environments.forEach(({ type }, index) =>
        needs('EnvironmentType', type, ['spec', 'environments', index, 'type']),
      );
      findings.push(
        ...repeated(
          document.spec.environments.map(({ name }) => name),
          index => ['spec', 'environments', index, 'name'],
        ),
        ...repeated(
          document.spec.workloads.map(({ source }) => source),
          index => ['spec', 'workloads', index, 'source'],
        ),
      );
      break;
    case 'Target':
    case 'Policy':
      criteria(document.spec.criteria);
      break;
    default:
  }
  return findings;
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

function repeated(names: string[], pathOf: (index: number) => Path): Finding[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [
          {
            path: pathOf(index),
            code: 'DuplicateName',
            message: `"${name}" stands here a second time.`,
          },
        ]
      : [],
  );
}
