import { InputError } from '@backstage/errors';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Names of applications, environments and workloads become parts of Kubernetes names.
 *
 * @throws InputError
 */
export function checkName(name: string, field: string, longest = 63): void {
  if (!DNS_LABEL.test(name) || name.length > longest) {
    throw new InputError(
      `${field}: '${name}' must be 1 to ${longest} lower case letters, digits and dashes, beginning and ending with a letter or digit`,
    );
  }
}

/** Names of values and secrets, as placeholders can name them. @throws InputError */
export function checkValueName(name: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/.test(name)) {
    throw new InputError(
      `name: '${name}' must begin with a letter or _, then letters, digits, _ and -, 128 at most`,
    );
  }
}
