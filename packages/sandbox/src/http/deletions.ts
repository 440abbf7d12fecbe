import { textAt } from '../json';
import { kindKey } from '../kinds/kind';
import { deletedStatus, represent, representList } from './representation';
import { removeOptions, ResourceRequest, selection } from './resourceRequest';

/** Kinds whose delete is answered with the object, not with a Status. */
const returnedWhenDeleted = new Set([
  '/Pod',
  '/Service',
  '/ServiceAccount',
  '/PersistentVolumeClaim',
  '/PersistentVolume',
  '/ResourceQuota',
  '/PodTemplate',
]);

export function remove(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const { gone, object } = services.objects.remove(
    kind,
    route.namespace,
    route.name ?? '',
    removeOptions(request),
  );
  const isReturned = !gone || returnedWhenDeleted.has(kindKey(kind));
  exchange.send(
    200,
    isReturned
      ? represent(exchange, kind, object)
      : deletedStatus(kind, object),
  );
}

export function removeCollection(request: ResourceRequest): void {
  const { exchange, kind, route, services } = request;
  const options = removeOptions(request);
  const chosen = services.objects
    .list(kind, route.namespace)
    .filter(selection(request));
  const { version } = services.objects.store;
  for (const object of chosen)
    services.objects.remove(
      kind,
      textAt(object.metadata, 'namespace'),
      object.metadata.name,
      options,
    );
  exchange.send(
    200,
    representList(exchange, kind, chosen, {
      resourceVersion: String(version),
    }),
  );
}
