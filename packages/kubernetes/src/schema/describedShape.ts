import { JsonObject, mapAt, same, valueAt } from '../content';
import { builtinKind, shippedDefinitions } from './builtin';
import { customShape } from './customShape';
import { Definitions } from './Definitions';
import { compactDefinitions, kindsOf, Schemas } from './openapi';
import { Shape } from './shape';

/** What Kubernetes calls its own types in an OpenAPI document; custom kinds are named after their group. */
const KUBERNETES_OWN = /^io\.k8s\.(?:api|[\w-]+\.pkg\.apis)\./;

/**
 * The shape of a kind as a cluster describes it, where that says something else than the shape we
 * ship: a custom kind, or a kind of another release of Kubernetes. Undefined where it does not.
 *
 * @param document - an OpenAPI v3 document of one group and version
 */
export function describedShape(
  document: JsonObject,
  apiVersion: string,
  kind: string,
): Shape | undefined {
  const schemas = mapAt(document, 'components', 'schemas');
  const found = kindsOf(schemas).find(
    described => described.apiVersion === apiVersion && described.kind === kind,
  );
  if (!found) return undefined;
  if (KUBERNETES_OWN.test(found.name)) return ownShape(schemas, found.name);
  // A simulation tells less of Kubernetes' kinds than what we ship.
  return builtinKind(apiVersion, kind)
    ? undefined
    : customShape(valueAt(schemas, found.name));
}

function ownShape(schemas: Schemas, name: string): Shape | undefined {
  const definitions = compactDefinitions(schemas, [name]);
  const isShipped = Object.keys(definitions).every(key =>
    same(definitions[key], shippedDefinitions[key]),
  );
  return isShipped ? undefined : new Definitions(definitions).named(name);
}
