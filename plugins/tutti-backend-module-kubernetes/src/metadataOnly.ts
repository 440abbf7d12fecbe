/**
 * Objects without spec, data and status. API servers behind the API server may not be able to: they send
 * whole objects.
 */
const form = (as: string) =>
  `application/json;as=${as};g=meta.k8s.io;v=v1,application/json`;

/** Of a list. */
export const METADATA_LIST = form('PartialObjectMetadataList');
/** Of a watch. */
export const METADATA = form('PartialObjectMetadata');
