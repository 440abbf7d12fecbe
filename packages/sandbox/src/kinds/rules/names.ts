import { FieldProblem } from '../../status';
import { KindKey } from '../kind';

type NameRule = (name: string) => string | undefined;

function nameRule(atMost: number, pattern: RegExp, demand: string): NameRule {
  return name => {
    if (name.length > atMost) return `must be no more than ${atMost} bytes`;
    return pattern.test(name) ? undefined : demand;
  };
}

const subdomainRule = nameRule(
  253,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
);

const labelRule = nameRule(
  63,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
);

const serviceRule = nameRule(
  63,
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
);

/** Anything that can stand in a path. */
const pathRule: NameRule = name =>
  name === '.' || name === '..' || /[/%]/.test(name)
    ? `may not contain '/' or '%', nor be '.' or '..'`
    : undefined;

const rules: Record<KindKey, NameRule> = {
  '/Namespace': labelRule,
  '/Service': serviceRule,
  'apps/StatefulSet': labelRule,
  'rbac.authorization.k8s.io/Role': pathRule,
  'rbac.authorization.k8s.io/RoleBinding': pathRule,
  'rbac.authorization.k8s.io/ClusterRole': pathRule,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathRule,
};

export function nameProblems(kind: KindKey, name: string): FieldProblem[] {
  const complaint = (rules[kind] ?? subdomainRule)(name);
  return complaint === undefined
    ? []
    : [
        {
          field: 'metadata.name',
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(name)}: ${complaint}`,
        },
      ];
}

const labelName = /^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** Labels are short and plain; long or odd values are a common slip. */
export function labelProblems(
  labels: Record<string, string>,
  field: string,
): FieldProblem[] {
  return Object.entries(labels).flatMap(([key, value]): FieldProblem[] => {
    const [last, prefix, ...rest] = key.split('/').reverse();
    const keyIsGood =
      labelName.test(last) &&
      rest.length === 0 &&
      (prefix === undefined || subdomainRule(prefix) === undefined);
    const problems: FieldProblem[] = [];
    if (!keyIsGood)
      problems.push({
        field,
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          key,
        )}: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
      });
    if (value !== '' && !labelName.test(value))
      problems.push({
        field,
        reason: 'FieldValueInvalid',
        message:
          value.length > 63
            ? `Invalid value: ${JSON.stringify(
                value,
              )}: must be no more than 63 bytes`
            : `Invalid value: ${JSON.stringify(
                value,
              )}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
      });
    return problems;
  });
}
