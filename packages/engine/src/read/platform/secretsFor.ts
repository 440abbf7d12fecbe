import { JsonObject, JsonValue } from '../../model';
import { Path } from '../path';
import { parsePlatformText, showPlaceholder } from '../../placeholders';
import { Finding } from '../report';
import { textsOf } from '../tree';
import { PlatformDocument } from './document';

/** What a definition or a profile says about the platform's secrets, in a file or in the model. */
export type SecretsReader =
  | { kind: 'ResourceDefinition'; spec: DefinitionParts }
  | { kind: 'WorkloadProfile'; spec: ProfileParts };

interface DefinitionParts {
  criteria: { owner?: unknown; application?: unknown };
  secretsFor?: 'anyone';
  inputs: JsonObject;
  dependsOn: Record<string, { params?: JsonObject }>;
  provisions: { params?: JsonObject }[];
}

interface ProfileParts {
  secretsFor?: 'anyone';
  defaults: JsonObject;
  patches: { merge?: JsonObject; json6902?: JsonObject[] }[];
}

/**
 * Whoever can have an application can ask for any resource and name any profile. So what reads the
 * platform's secrets says for whom it does: one owner, one application, or everybody.
 */
export function* secretsForFindings(
  document: PlatformDocument,
): Generator<Finding> {
  if (
    document.kind !== 'ResourceDefinition' &&
    document.kind !== 'WorkloadProfile'
  ) {
    return;
  }
  const reading = secretForAnyone(document);
  if (!reading) {
    return;
  }
  const { path, source } = reading;
  yield {
    path,
    inside: source,
    code: 'SecretsForAnyone',
    message: `${showPlaceholder(source)} would reach every application that ${
      document.kind === 'ResourceDefinition'
        ? 'gets this definition'
        : 'names this profile'
    }.`,
    hint: secretsForHint(document.kind),
  };
}

export function secretsForHint(kind: SecretsReader['kind']): string {
  return kind === 'ResourceDefinition'
    ? 'Add `owner` or `application` to the criteria, or say `secretsFor: anyone` if that is meant.'
    : 'Say `secretsFor: anyone` if that is meant.';
}

export interface SecretReading {
  path: Path;
  /** The placeholder as it is written. */
  source: string;
}

/** The first of the platform's secrets that it would give to everybody without saying so. */
export function secretForAnyone(
  reader: SecretsReader,
): SecretReading | undefined {
  const [first] = isMeantForSomebody(reader) ? [] : readingsOf(reader);
  return first;
}

function isMeantForSomebody({ kind, spec }: SecretsReader): boolean {
  return (
    spec.secretsFor === 'anyone' ||
    (kind === 'ResourceDefinition' &&
      (spec.criteria.owner !== undefined ||
        spec.criteria.application !== undefined))
  );
}

function readingsOf({ kind, spec }: SecretsReader): SecretReading[] {
  if (kind === 'ResourceDefinition') {
    const { inputs, dependsOn, provisions } = spec;
    return [
      ...below(inputs, ['spec', 'inputs']),
      ...Object.entries(dependsOn).flatMap(([alias, { params }]) =>
        below(params, ['spec', 'dependsOn', alias, 'params']),
      ),
      ...provisions.flatMap(({ params }, index) =>
        below(params, ['spec', 'provisions', index, 'params']),
      ),
    ];
  }
  const { defaults, patches } = spec;
  return [
    ...below(defaults, ['spec', 'defaults']),
    ...patches.flatMap(({ merge, json6902 }, index) => [
      ...below(merge, ['spec', 'patches', index, 'merge']),
      ...below(json6902, ['spec', 'patches', index, 'json6902']),
    ]),
  ];
}

function below(value: JsonValue | undefined, at: Path): SecretReading[] {
  return [...textsOf(value, at)].flatMap(({ text, path }) =>
    parsePlatformText(text).parts.flatMap(part =>
      part.kind === 'placeholder' &&
      part.path[0] === 'platform' &&
      part.path[1] !== 'values'
        ? [{ path, source: part.source }]
        : [],
    ),
  );
}
