import { InputError } from '@backstage/errors';

/** What can be compared, as the API's queries name it. */
export type ComparedRef =
  | { kind: 'environment'; application: string; environment: string }
  | { kind: 'release'; id: string }
  | { kind: 'deployment'; id: string };

const FORM =
  /^(?:environment:([^/:]{1,128})\/([^/:]{1,128})|(release|deployment):([\w-]{1,128}))$/;

/**
 * @example readRef('environment:shop/staging', 'left')
 * @throws InputError that names the field
 */
export function readRef(text: string, field: string): ComparedRef {
  const [, application, environment, kind, id] = FORM.exec(text) ?? [];
  if (application !== undefined && environment !== undefined) {
    return { kind: 'environment', application, environment };
  }
  if (id === undefined) {
    throw new InputError(
      `${field}: write environment:<application>/<name>, release:<id> or deployment:<id>.`,
    );
  }
  return { kind: kind === 'release' ? kind : 'deployment', id };
}
