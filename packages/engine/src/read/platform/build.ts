import { Criteria, Described, Platform, WorkloadProfile } from '../../model';
import { mapValues } from '../tree';
import { CriteriaDocument, PlatformDocument } from './document';

/** A valid document and where it stands. */
export interface Entry {
  document: PlatformDocument;
  source: WorkloadProfile['source'];
}

/** Documents as the platform that the other rooms know: sorted by name, whatever the order given. */
export function buildPlatform(entries: Entry[], revision: string): Platform {
  const platform: Platform = {
    revision,
    resourceTypes: {},
    definitions: {},
    profiles: {},
    environmentTypes: {},
    targets: {},
    policies: {},
    applications: {},
  };
  const sorted = [...entries].sort((a, b) =>
    a.document.metadata.name < b.document.metadata.name ? -1 : 1,
  );
  for (const { document, source } of sorted) {
    const described: Described = { ...document.metadata, source };
    const { name } = described;
    switch (document.kind) {
      case 'ResourceType': {
        const { params, outputs, phase } = document.spec;
        platform.resourceTypes[name] = {
          ...described,
          params: params ?? { type: 'object' },
          outputs: outputs ?? { type: 'object' },
          phase,
        };
        break;
      }
      case 'ResourceDefinition':
        platform.definitions[name] = {
          ...described,
          ...document.spec,
          criteria: toCriteria(document.spec.criteria),
        };
        break;
      case 'WorkloadProfile':
        platform.profiles[name] = { ...described, ...document.spec };
        break;
      case 'EnvironmentType': {
        const { lifetime, idle, ...spec } = document.spec;
        platform.environmentTypes[name] = {
          ...described,
          ...spec,
          ...(typeof lifetime === 'string' && { lifetime }),
          ...(typeof idle === 'string' && { idle }),
        };
        break;
      }
      case 'Target': {
        const { labels, annotations, ...spec } = document.spec;
        platform.targets[name] = {
          ...described,
          ...spec,
          criteria: toCriteria(document.spec.criteria),
          namespaceLabels: labels,
          namespaceAnnotations: annotations,
        };
        break;
      }
      case 'Policy':
        platform.policies[name] = {
          ...described,
          ...document.spec,
          criteria: toCriteria(document.spec.criteria),
        };
        break;
      default:
        platform.applications[name] = { ...described, ...document.spec };
    }
  }
  return platform;
}

function toCriteria({ labels, ...texts }: CriteriaDocument): Criteria {
  const listed = (value: string | string[]) => [value].flat();
  return {
    ...mapValues(texts, listed),
    ...(labels && { labels: mapValues(labels, listed) }),
  };
}
