import { FieldProblem } from '../../status';
import { KindKey } from '../kind';
import { wrong } from './problems';

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

/** Anything that can stand in a path. */
const pathRule: NameRule = name =>
  name === '.' || name === '..' || /[/%]/.test(name)
    ? `may not contain '/' or '%', nor be '.' or '..'`
    : undefined;

const rules: Record<KindKey, NameRule> = {
  '/Namespace': labelRule,
  '/Service': labelRule,
  'apps/StatefulSet': labelRule,
  'rbac.authorization.k8s.io/Role': pathRule,
  'rbac.authorization.k8s.io/RoleBinding': pathRule,
  'rbac.authorization.k8s.io/ClusterRole': pathRule,
  'rbac.authorization.k8s.io/ClusterRoleBinding': pathRule,
};

export function nameProblems(kind: KindKey, name: string): FieldProblem[] {
  return judged('metadata.name', name, rules[kind] ?? subdomainRule);
}

export function dnsLabelProblems(field: string, name: string): FieldProblem[] {
  return judged(field, name, labelRule);
}

export function subdomainProblems(field: string, name: string): FieldProblem[] {
  return judged(field, name, subdomainRule);
}

function judged(field: string, name: string, rule: NameRule): FieldProblem[] {
  const complaint = rule(name);
  return complaint === undefined ? [] : [wrong(field, name, complaint)];
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
    return [
      ...(keyIsGood
        ? []
        : [
            wrong(
              field,
              key,
              "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
            ),
          ]),
      ...labelValueProblems(value, field),
    ];
  });
}

function labelValueProblems(value: string, field: string): FieldProblem[] {
  if (value === '' || labelName.test(value)) return [];
  return [
    wrong(
      field,
      value,
      value.length > 63
        ? 'must be no more than 63 bytes'
        : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    ),
  ];
}
