import { JsonValue, Platform } from '../../model';
import {
  checkPlaceholder,
  NEVER_CLOSED,
  notFilled,
  parsePlatformText,
  PlaceName,
} from '../../placeholders';
import { Path } from '../path';
import { Finding } from '../report';
import { keysOf, textsOf } from '../tree';
import { PlatformDocument } from './document';

/** A key says which fields there are, so it must be known when the platform is read. */
const IN_A_KEY = {
  code: 'InvalidPlaceholder',
  message: 'Placeholders are filled in values, not in keys.',
  hint: 'Write the key as it will be.',
};

/** Placeholders of a document that cannot be filled whatever is deployed. */
export function* placeholderFindings(
  document: PlatformDocument,
  platform: Platform,
): Generator<Finding> {
  const definition =
    document.kind === 'ResourceDefinition' ? document.spec : undefined;
  for (const { value, path, place } of placesOf(document)) {
    for (const { text, path: at } of textsOf(value, path)) {
      const { parts, unclosed } = parsePlatformText(text);
      for (const part of parts) {
        if (part.kind === 'text') continue;
        const found = checkPlaceholder(part, place, { platform, definition });
        if (!found.ok) {
          yield { ...notFilled(part, found), path: at, inside: part.source };
        }
      }
      if (unclosed) yield { ...NEVER_CLOSED, path: at, inside: '${' };
    }
    for (const { key, path: at } of keysOf(value, path)) {
      if (key.includes('${')) yield { ...IN_A_KEY, path: at, key: true };
    }
  }
}

interface Piece {
  value: JsonValue | undefined;
  path: Path;
  place: PlaceName;
}

function* placesOf(document: PlatformDocument): Generator<Piece> {
  const at = (...path: Path): Path => ['spec', ...path];
  switch (document.kind) {
    case 'ResourceDefinition': {
      const { inputs, dependsOn, provisions } = document.spec;
      yield { value: inputs, path: at('inputs'), place: 'inputs' };
      for (const [alias, { params }] of Object.entries(dependsOn)) {
        const path = at('dependsOn', alias, 'params');
        yield { value: params, path, place: 'params' };
      }
      for (const [index, { params }] of provisions.entries()) {
        const path = at('provisions', index, 'params');
        yield { value: params, path, place: 'params' };
      }
      break;
    }
    case 'WorkloadProfile': {
      const { defaults, patches } = document.spec;
      yield { value: defaults, path: at('defaults'), place: 'profile' };
      for (const [index, patch] of patches.entries()) {
        for (const form of ['merge', 'json6902'] as const) {
          const path = at('patches', index, form);
          yield { value: patch[form], path, place: 'profile' };
        }
      }
      break;
    }
    case 'Target':
      for (const field of ['namespace', 'labels', 'annotations'] as const) {
        yield { value: document.spec[field], path: at(field), place: 'target' };
      }
      for (const field of ['path', 'proposal'] as const) {
        const path = at('git', field);
        yield { value: document.spec.git?.[field], path, place: 'target' };
      }
      yield {
        value: document.spec.git?.health.name,
        path: at('git', 'health', 'name'),
        place: 'target',
      };
      for (const [index, rule] of document.spec.secrets.read.entries()) {
        const path = at('secrets', 'read', index, 'namespace');
        yield { value: rule.namespace, path, place: 'target' };
      }
      break;
    default:
  }
}
