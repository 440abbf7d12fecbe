import {
  Digest,
  JsonValue,
  Problem,
  RequestContext,
  Value,
  Workload,
  WorkloadOverlay,
  WorkloadProfile,
} from '../../model';
import { Filled } from '../values';

/** What one workload's objects are made of. The same input gives the same objects, byte for byte. */
export interface RenderInput {
  workload: Workload;
  /** Container -> image, for containers that say `.`. */
  images: Record<string, string>;
  /** Score's grammar. `${resources.x}` alone, as in a volume's source, gives a Kubernetes volume source. */
  fill(text: string): Filled;
  /** The platform's grammar, for the profile's defaults and patches. */
  fillPatch(value: JsonValue): { value: Value; problems: Problem[] };
  profile: WorkloadProfile;
  context: RequestContext;
  /** Of the catalog entity, those that may be matched by: conditions of patches read them. */
  labels: Record<string, string>;
  namespace: string;
  applicationId: string;
  environmentId: string;
  /** An autoscaler targets this workload: nothing may set `replicas`. */
  autoscaled: boolean;
  /** What people decided about its pods. */
  overlay: WorkloadOverlay;
  /** By this very request; an older restart asks for nothing any more. */
  restarted: boolean;
  digest: Digest;
  /** On every object and every pod; must be legal and stable, a change of one rolls the pods. */
  extraLabels: Record<string, string>;
  /**
   * resourceId per resource of the Score file. A Job's name covers them, so that a replaced
   * database gets its migration while a mere change of its outputs runs nothing again.
   */
  resourceIds: Record<string, string>;
}
