import { FieldProblem } from '../../status';
import { KindKey } from '../kind';

type NameRule = (name: string) => string | undefined;

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const service = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

const subdomainRule: NameRule = name =>
  name.length > 253
    ? 'must be no more than 253 bytes'
    : subdomain.test(name)
    ? undefined
    : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const labelRule: NameRule = name =>
  name.length > 63
    ? 'must be no more than 63 bytes'
    : label.test(name)
    ? undefined
    : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

const serviceRule: NameRule = name =>
  name.length > 63
    ? 'must be no more than 63 bytes'
    : service.test(name)
    ? undefined
    : "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

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
        )}: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
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
              )}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      });
    return problems;
  });
}
