/** Says what is wrong with a text, in Kubernetes' words; undefined when nothing is. */
export type Grammar = (text: string) => string | undefined;

function grammar(atMost: number, pattern: RegExp, demand: string): Grammar {
  return text => {
    if (text.length > atMost) return `must be no more than ${atMost} bytes`;
    return pattern.test(text) ? undefined : demand;
  };
}

/** `shop-api.example`: what most objects are called. */
export const subdomain = grammar(
  253,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
);

/** `shop-api`: containers, volumes, Services, namespaces. */
export const dnsLabel = grammar(
  63,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
);

/** `*.example.com`: a host of an Ingress that stands for many. */
export const wildcardSubdomain = grammar(
  253,
  /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
);

/** A domain of a resolver's search list. */
export const searchDomain = grammar(
  253,
  /^[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*$/,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
);

/** Anything that can stand in a path: roles, metrics, targets of an autoscaler. */
export const pathSegment: Grammar = text =>
  text === '.' || text === '..' || /[/%]/.test(text)
    ? `may not contain '/' or '%', nor be '.' or '..'`
    : undefined;

const labelName = /^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** Good ones that were seen: most objects have the same few keys. */
const knownNames = new Set<string>();

/** `example.com/team` or `team`: keys of labels, names of resources. */
export const qualifiedName: Grammar = text => {
  if (knownNames.has(text)) return undefined;
  const [last, prefix, ...rest] = text.split('/').reverse();
  const isGood =
    labelName.test(last) &&
    rest.length === 0 &&
    (prefix === undefined || subdomain(prefix) === undefined);
  if (isGood && knownNames.size < 1000) knownNames.add(text);
  return isGood
    ? undefined
    : "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
};

export const labelValue: Grammar = text => {
  if (text === '' || labelName.test(text)) return undefined;
  return text.length > 63
    ? 'must be no more than 63 bytes'
    : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
};

/** A key of a ConfigMap or a Secret. */
export const configKey: Grammar = text =>
  /^[-._a-zA-Z0-9]{1,253}$/.test(text) && text !== '.' && !text.startsWith('..')
    ? undefined
    : "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";

/** The name of a container's port: short, for the systems that read it as a service's name. */
export const portName: Grammar = text => {
  if (text.length > 15) return 'must be no more than 15 characters';
  if (!/^[-a-z0-9]+$/.test(text))
    return 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
  if (!/[a-z]/.test(text)) return 'must contain at least one letter (a-z)';
  if (text.includes('--')) return 'must not contain consecutive hyphens';
  return /^-|-$/.test(text) ? 'must not begin or end with a hyphen' : undefined;
};

/** Every printable ASCII character but `=` (1.36). */
export const variableName: Grammar = text =>
  /^[ -<>-~]+$/.test(text)
    ? undefined
    : "a valid environment variable name must consist only of printable ASCII characters other than '='";

export const headerName: Grammar = text =>
  /^[-A-Za-z0-9]+$/.test(text)
    ? undefined
    : "a valid HTTP header must consist of alphanumeric characters or '-'";

export const percentage: Grammar = text =>
  /^[0-9]+%$/.test(text)
    ? undefined
    : "a valid percent string must be a numeric string followed by an ending '%'";

/** A path inside a volume. */
export const localPath: Grammar = text => {
  if (text.startsWith('/')) return 'must be a relative path';
  return text.split('/').includes('..') ? "must not contain '..'" : undefined;
};

/** The same, for files that Kubernetes writes itself: it keeps what begins with `..` for itself. */
export const plainPath: Grammar = text =>
  localPath(text) ??
  (text.startsWith('..') ? "must not start with '..'" : undefined);
