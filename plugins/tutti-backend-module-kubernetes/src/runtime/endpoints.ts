import { JsonObject } from '@tutti/engine';
import { groupKind } from '../health';
import { at, numberAt, objectsAt, textAt } from '../json';

/** Where an object says that something can be reached. */
export function endpointsOf(object: JsonObject): string[] {
  switch (groupKind(object)) {
    case 'discovery.k8s.io/EndpointSlice':
      return sliceEndpoints(object);
    case '/Service':
    case 'networking.k8s.io/Ingress':
      return objectsAt(object, 'status', 'loadBalancer', 'ingress').flatMap(
        place => textAt(place, 'hostname') ?? textAt(place, 'ip') ?? [],
      );
    default:
      return [];
  }
}

function sliceEndpoints(slice: JsonObject): string[] {
  const ports = objectsAt(slice, 'ports').map(port => numberAt(port, 'port'));
  return objectsAt(slice, 'endpoints')
    .filter(endpoint => at(endpoint, 'conditions', 'ready') !== false)
    .flatMap(endpoint => {
      const addresses = at(endpoint, 'addresses');
      return Array.isArray(addresses) ? addresses.map(String) : [];
    })
    .flatMap(address => {
      const host = address.includes(':') ? `[${address}]` : address;
      return ports.length === 0
        ? [address]
        : ports.map(port => (port === undefined ? address : `${host}:${port}`));
    });
}
