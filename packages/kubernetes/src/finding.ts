import { Content, Path } from './content';
import { LeafShape } from './schema/shape';

/** What stands where a map, a list or a leaf of some type is wanted; `nothing`: the kind has no such field. */
export type Expected = 'nothing' | 'object' | 'array' | LeafShape['type'];

/** One thing for which an API server refuses an object. */
export type Finding = {
  path: Path;
  /** What stands there, to be shown where it is no secret. */
  value?: Content;
} & (
  | { reason: 'type'; expected: Expected }
  /** Two items of a list that Kubernetes could not tell apart, or one without what names it: server-side apply refuses them. */
  | { reason: 'repeated'; keys: readonly string[] }
  | { reason: 'unnamed'; key: string }
  | { reason: 'required' | 'invalid' | 'forbidden'; detail?: string }
  | { reason: 'unsupported'; supported: readonly string[] }
  | { reason: 'duplicate' | 'notFound' }
  | { reason: 'tooLong'; atMost: number }
);

/** Found while the object is read, before any rule is asked. */
export function isOfForm({ reason }: Finding): boolean {
  return reason === 'type' || reason === 'repeated' || reason === 'unnamed';
}
