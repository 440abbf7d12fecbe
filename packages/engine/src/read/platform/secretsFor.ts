import { JsonValue } from '../../model';
import { Path } from '../path';
import { parsePlatformText, showPlaceholder } from '../../placeholders';
import { Finding } from '../report';
import { textsOf } from '../tree';
import { PlatformDocument } from './document';

/**
 * Whoever can have an application can ask for any resource and name any profile. So what reads the
 * platform's secrets says for whom it does: one owner, one application, or everybody.
 */
export function* secretsForFindings(
  document: PlatformDocument,
): Generator<Finding> {
  const readings = readingsOf(document);
  const [first] = readings;
  if (!first || isMeantForSomebody(document)) {
    return;
  }
  const { path, source } = first;
  const isDefinition = document.kind === 'ResourceDefinition';
  yield {
    path,
    inside: source,
    code: 'SecretsForAnyone',
    message: `${showPlaceholder(source)} would reach every application that ${
      isDefinition ? 'gets this definition' : 'names this profile'
    }.`,
    hint: isDefinition
      ? 'Add `owner` or `application` to the criteria, or say `secretsFor: anyone` if that is meant.'
      : 'Say `secretsFor: anyone` if that is meant.',
  };
}

function isMeantForSomebody(document: PlatformDocument): boolean {
  switch (document.kind) {
    case 'ResourceDefinition': {
      const { criteria, secretsFor } = document.spec;
      return (
        secretsFor === 'anyone' ||
        criteria.owner !== undefined ||
        criteria.application !== undefined
      );
    }
    case 'WorkloadProfile':
      return document.spec.secretsFor === 'anyone';
    default:
      return true;
  }
}

interface Reading {
  path: Path;
  source: string;
}

function readingsOf(document: PlatformDocument): Reading[] {
  switch (document.kind) {
    case 'ResourceDefinition': {
      const { inputs, dependsOn, provisions } = document.spec;
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
    case 'WorkloadProfile': {
      const { defaults, patches } = document.spec;
      return [
        ...below(defaults, ['spec', 'defaults']),
        ...patches.flatMap(({ merge, json6902 }, index) => [
          ...below(merge, ['spec', 'patches', index, 'merge']),
          ...below(json6902, ['spec', 'patches', index, 'json6902']),
        ]),
      ];
    }
    default:
      return [];
  }
}

function below(value: JsonValue | undefined, at: Path): Reading[] {
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
