import { RouteRule } from './rules';

export type Match =
  | { found: 'rule'; rule: RouteRule }
  /** The host is known, and has these paths. */
  | { found: 'host'; host: string; paths: string[] }
  | { found: 'nothing' };

const LOOPBACK = '.localhost';

/**
 * The rule that Kubernetes would take: the host as written before a wildcard, `Exact` before
 * `Prefix`, the longest path first. Any host answers below `.localhost` too, since only such names
 * lead to this machine: `shop.example.com.localhost`.
 */
export function matchRule(
  rules: RouteRule[],
  host: string,
  path: string,
): Match {
  const ofHost = rulesOfHost(rules, host);
  if (ofHost.length === 0)
    return host.endsWith(LOOPBACK)
      ? matchRule(rules, host.slice(0, -LOOPBACK.length), path)
      : { found: 'nothing' };
  const [rule] = ofHost
    .filter(each => covers(each, path))
    .sort(
      (a, b) =>
        Number(b.exact) - Number(a.exact) || b.path.length - a.path.length,
    );
  return rule
    ? { found: 'rule', rule }
    : {
        found: 'host',
        host: ofHost[0].host,
        paths: [...new Set(ofHost.map(each => each.path))].sort(),
      };
}

function rulesOfHost(rules: RouteRule[], host: string): RouteRule[] {
  const named = rules.filter(rule => rule.host === host);
  if (named.length > 0) return named;
  const [, parent] = /^[^.]+\.(.+)$/.exec(host) ?? [];
  return parent === undefined
    ? []
    : rules.filter(rule => rule.host === `*.${parent}`);
}

/** By whole elements: `/api` covers `/api/orders`, not `/apis`. */
function covers({ path: ruled, exact }: RouteRule, path: string): boolean {
  if (exact) return path === ruled;
  const prefix = ruled.replace(/\/+$/, '');
  return path === prefix || path.startsWith(`${prefix}/`);
}
