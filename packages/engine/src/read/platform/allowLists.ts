import {
  actorOn,
  DECISIONS,
  POWERS,
  suggestion,
  VOLUME_SOURCES,
} from '../../model';
import { Finding } from '../report';
import { PlatformDocument } from './document';

const FIELDS = [
  ...Object.keys(POWERS),
  ...Object.keys(DECISIONS),
  ...VOLUME_SOURCES,
].sort();

/** Entries of allow lists that allow nothing: whoever wrote one believes that it does. */
export function* allowListFindings(
  document: PlatformDocument,
): Generator<Finding> {
  const { kind, spec } = document;
  if (kind === 'WorkloadProfile') {
    for (const [index, entry] of spec.annotations.allow.entries()) {
      const why = whyNever(entry);
      if (why !== undefined) {
        yield {
          path: ['spec', 'annotations', 'allow', index],
          code: 'NeverAllowed',
          message: `Annotation ${entry} of a Score file never reaches the pods, whatever is listed: ${why}.`,
          hint: 'Take it out; a patch can set it.',
        };
      }
    }
  }
  if (kind === 'WorkloadProfile' || kind === 'ResourceDefinition') {
    for (const [index, entry] of (spec.fromScore?.allow ?? []).entries()) {
      if (!entry.includes('/') && !FIELDS.includes(entry)) {
        yield {
          path: ['spec', 'fromScore', 'allow', index],
          code: 'NeverAllowed',
          message: `${entry} is no field that is refused, and no annotation: to allow it changes nothing.`,
          hint: suggestion(entry, FIELDS),
        };
      }
    }
  }
}

/** `backstage.io/kubernetes-id` passes unlisted, so that listing it is no error. */
function whyNever(entry: string): string | undefined {
  if (/^([a-z0-9-]+\.)*tutti\.dev\//.test(entry)) {
    return 'Tutti keeps it for itself';
  }
  return actorOn(entry);
}
