import { Store } from '../../store';
import { Place } from '../Lookup';
import { Caller } from '../types';

/** A person looks at what runs in an environment: a preview stays awake as long as somebody does. */
export async function lookedAt(
  store: Store,
  { environment: { id } }: Place,
  { isUser }: Pick<Caller, 'isUser'>,
): Promise<void> {
  if (isUser) {
    await store.previews.look(id);
  }
}
