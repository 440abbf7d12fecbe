import { ApplicationRecord } from '../../store';
import { ApplicationQuery } from '../types';

/** Does it fit what the query says of owners, names and words? Capitals are the same as small ones. */
export function isAskedFor(
  { name, title, owner }: Pick<ApplicationRecord, 'name' | 'title' | 'owner'>,
  query: Pick<ApplicationQuery, 'search' | 'owner' | 'owners' | 'names'>,
): boolean {
  const { owners, names } = query;
  const text = lower(`${name} ${title}`);
  return (
    (!query.owner || owner === query.owner) &&
    (!owners || (owner !== undefined && owners.includes(owner))) &&
    (!names || names.includes(name)) &&
    lower(query.search ?? '')
      .split(/\s+/)
      .every(word => text.includes(word))
  );
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
