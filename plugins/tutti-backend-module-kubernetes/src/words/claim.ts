import { ExplainedWhole, Meaning, meaningOf } from './Meaning';

/** Why a volume claim is not bound, in the words of its events. */
const MEANINGS: readonly Meaning[] = [
  {
    said: /storageclass\S* "([^"]+)" not found/i,
    means: ([, name]) => `there is no storage class ${name}`,
    hint: 'Name a storage class in the definition that this cluster has.',
  },
  {
    said: /no persistent volumes available for this claim and no storage class is set/i,
    means: 'no volume is free, and no storage class makes one',
    hint: 'Name a storage class in the definition, or have a default one set in the cluster.',
  },
  {
    said: /exceeded quota/i,
    means: 'the quota of the namespace allows no more storage',
    hint: 'Ask for less storage, or have the quota raised.',
  },
  {
    said: /[Ww]aiting for a volume to be created/,
    means: 'the storage has not made the volume yet',
    hint: 'Have whoever runs the storage look at its provisioner, if this lasts.',
  },
  {
    said: /failed to provision volume/i,
    means: 'the storage refuses to make the volume',
    hint: 'Change what it objects to: its words are below.',
  },
];

export function explainClaim(said: string): ExplainedWhole {
  const meaning = meaningOf(MEANINGS, [said]);
  return meaning
    ? {
        message: `the volume cannot be had yet: ${meaning.means}`,
        hint: meaning.hint,
      }
    : {
        message: 'the volume cannot be had yet',
        hint: 'Change what the cluster objects to: its words are below.',
      };
}
