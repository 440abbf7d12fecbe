import { ObjectRef, Redactor, RuntimeReader, Target } from '@tutti/engine';
import { PlacedNode } from './nodes';

/** What runs in one environment now, and whom to ask for more. */
export interface View {
  target: Target;
  reader: RuntimeReader;
  /** What Tutti put there. */
  refs: ObjectRef[];
  nodes: PlacedNode[];
  /** RFC 3339. */
  observedAt: string;
  /** Knows everything that could be said there. */
  redactor(): Promise<Redactor>;
}
