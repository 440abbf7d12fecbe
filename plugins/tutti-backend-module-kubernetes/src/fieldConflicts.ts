import { FieldOfAnother, JsonValue } from '@tutti/engine';
import { objectsAt } from './json';

/** The fields that a refused apply without force names, with who owns each. */
export function fieldsOfOthers(body: JsonValue | undefined): FieldOfAnother[] {
  return objectsAt(body, 'details', 'causes').flatMap(
    ({ reason, message, field }) =>
      reason === 'FieldManagerConflict' &&
      typeof message === 'string' &&
      typeof field === 'string'
        ? [{ manager: managerIn(message), path: field }]
        : [],
  );
}

/** `conflict with "hpa" with subresource "scale" using autoscaling/v1` gives `hpa (scale)`. */
function managerIn(message: string): string {
  const found =
    /^conflict with "((?:[^"\\]|\\.)*)"(?: with subresource "([^"]*)")?/.exec(
      message,
    );
  if (!found) return message;
  const [, name, subresource] = found;
  return subresource ? `${name} (${subresource})` : name;
}
