import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** Somebody whom the sign-in page offers. */
export interface Person {
  name: string;
  title: string;
  /** What there is to try, in a sentence. */
  may: string;
  /** The provider that signs them in, and what it must be told. */
  provider: string;
  headers: Record<string, string>;
}

const GUEST: Person = {
  name: 'guest',
  title: 'Guest',
  may: 'Of Team Storefront, which owns the shop. May do everything the README says.',
  provider: 'guest',
  headers: {},
};

/** The guest, and the example people where the configuration has some. */
export function peopleOf(config: ConfigApi): Person[] {
  const others = config.getOptionalConfigArray('auth.providers.example.people');
  return [
    GUEST,
    ...(others ?? []).map(person => ({
      name: person.getString('name'),
      title: person.getString('title'),
      may: person.getString('may'),
      provider: 'example',
      headers: { 'X-Example-Person': person.getString('name') },
    })),
  ];
}
