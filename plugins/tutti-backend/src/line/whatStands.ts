import { Store } from '../store';

const MOST_NAMES = 5;

/** Of a run that ends where it waited: what it has done stays, in one sentence. */
export async function whatStands(tx: Store, id: string): Promise<string> {
  const done = [...(await tx.steps.begun(id)).keys()].sort();
  if (done.length === 0) {
    return 'It had changed nothing.';
  }
  const more = done.length - MOST_NAMES;
  const names = done.slice(0, MOST_NAMES).join(', ');
  return `What it had done stays: ${names}${
    more > 0 ? ` and ${more} more` : ''
  }.`;
}
