import { Finding } from '../report';
import { Path } from '../path';
import { EnvironmentTypeSpec, PlatformDocument } from './document';

/**
 * What a platform file may ask for and nothing acts on yet. It is said when the file is read, so that
 * nobody relies on it; whoever builds one takes it out of this list.
 */
const NOT_YET: { path: Path; isAsked(spec: EnvironmentTypeSpec): boolean }[] = [
  {
    path: ['automation'],
    isAsked: ({ automation }) => automation !== undefined,
  },
];

/** Warnings: the platform is as good as without these fields, and no worse. */
export function* notYetFindings(
  document: PlatformDocument,
): Generator<Finding> {
  if (document.kind !== 'EnvironmentType') return;
  for (const { path, isAsked } of NOT_YET) {
    if (isAsked(document.spec)) {
      yield {
        severity: 'warning',
        path: ['spec', ...path],
        code: 'NotYetInEffect',
        message: `"${path.join(
          '.',
        )}" is not yet in effect: this version of Tutti reads it and does not act on it.`,
        hint: 'Do not rely on it, or leave it out until a version acts on it.',
      };
    }
  }
}
