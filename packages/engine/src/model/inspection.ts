import { DefinitionFinding } from './definitionFinding';
import { JsonValue } from './json';
import { ResourceDefinition, ResourceType } from './platform';

/** Which code of a driver is looked at before, or after, a definition names it. */
export interface InspectionQuestion {
  /** As a definition names it. */
  source: string;
  version?: string;
  /** Its files by path, in place of what the source would lead to. */
  files?: Record<string, string>;
  /** Another version, ref or source that it is compared with: what an upgrade to it would mean. */
  against?: string;
  /** Those that may use it. */
  definitions: readonly ResourceDefinition[];
  types: Readonly<Record<string, ResourceType>>;
}

/** What a driver's code takes and gives, and what would offer it to developers. Without any secret. */
export interface Inspection {
  source: string;
  version?: string;
  digest: string;
  variables: InspectedVariable[];
  outputs: InspectedOutput[];
  providers: InspectedProvider[];
  /** YAML of a ResourceType and a ResourceDefinition: a beginning that loads. */
  proposal: string;
  /** What could not be mapped, or has to be decided by people. */
  warnings: string[];
  upgrade?: Upgrade;
}

export interface InspectedVariable {
  name: string;
  /** As written: `map(string)`. */
  type: string;
  description?: string;
  required: boolean;
  /** Absent where there is none, and where it is secret. */
  default?: JsonValue;
  sensitive: boolean;
}

export interface InspectedOutput {
  name: string;
  description?: string;
  sensitive: boolean;
}

export interface InspectedProvider {
  name: string;
  source?: string;
  version?: string;
  /** Configurations that the caller has to hand in: `aws.replica`. */
  handedIn: string[];
}

/** What changes with another version, and which definitions use it. */
export interface Upgrade {
  source: string;
  version?: string;
  digest: string;
  /** Those that break who does nothing come first. */
  changes: InterfaceChange[];
  definitions: {
    name: string;
    /** What would be wrong with it as it stands. */
    findings: DefinitionFinding[];
  }[];
}

export interface InterfaceChange {
  of: 'variable' | 'output' | 'provider';
  name: string;
  change: 'added' | 'removed' | 'changed';
  /** What changed, for people. */
  text: string;
  /** Who uses it has to do something. */
  breaking: boolean;
}
