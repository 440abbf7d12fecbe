import { ObjectHealth, ObjectRef, TargetCall } from '@tutti/engine';

/** Says of objects that were committed whether they run. */
export type HealthSource = (
  refs: ObjectRef[],
  call: TargetCall,
) => Promise<ObjectHealth[]>;
