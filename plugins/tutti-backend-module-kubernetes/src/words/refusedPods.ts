import { ExplainedWhole, Meaning, meaningOf } from './Meaning';

/** What the API server's admission says to a controller that makes pods or their claims. */
const MEANINGS: readonly Meaning[] = [
  {
    said: /failed quota: (\S+): must specify ([\w.,/-]+)/,
    means: ([, quota, what]) => `the quota ${quota} wants ${what} to be stated`,
    hint: ([, , what]) =>
      `State ${what} in the Score file (containers.*.resources), or let the workload profile set it.`,
  },
  {
    said: /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+?)"?$/m,
    means: ([, quota, requested, used, limited]) =>
      `the quota ${quota} is used up (asked for ${requested}, used ${used}, limit ${limited})`,
    hint: ([, quota]) =>
      `Ask for less, remove what is not needed, or have the quota ${quota} raised.`,
  },
  {
    said: /(maximum|minimum) (\S+) usage per (\w+) is ([^,]+), but (?:limit|request) is ([^.,]+)/,
    means: ([, bound, what, per, allowed, asked]) =>
      `the namespace allows a ${per.toLowerCase()} ${
        bound === 'maximum' ? 'at most' : 'at least'
      } ${allowed} of ${what}, and ${asked} is asked for`,
    hint: ([, , what]) =>
      `Change ${what} in the Score file (containers.*.resources), or have the LimitRange changed.`,
  },
  {
    said: /violates PodSecurity "([^":]+)[^"]*": (.+)/,
    means: ([, level, what]) =>
      `the namespace's pod security level ${level} does not allow it: ${what
        .replace(/\s*\(.*/s, '')
        .trim()}`,
    hint: 'Let the workload profile set the security context, or have the Target label the namespace with another level.',
  },
  {
    said: /error looking up service account (\S+?)\/(\S+?): |serviceaccount "([^"]+)" not found/,
    means: ([, , looked, named]) =>
      `there is no service account ${looked ?? named}`,
    hint: 'Add a resource that makes the service account, or name one that is there in the workload profile.',
  },
  {
    said: /no PriorityClass with name (\S+) was found/,
    means: ([, name]) => `there is no priority class ${name}`,
    hint: 'Have the priority class made, or name one that is there in the workload profile.',
  },
  {
    said: /RuntimeClass "([^"]+)" not found/,
    means: ([, name]) => `there is no runtime class ${name}`,
    hint: 'Have the runtime class made, or name one that is there in the workload profile.',
  },
  {
    said: /admission webhook "([^"]+)" denied the request/,
    means: ([, webhook]) => `the admission webhook ${webhook} refuses it`,
    hint: 'Change what it objects to: its words are below.',
  },
  {
    said: /failed calling webhook "([^"]+)"/,
    means: ([, webhook]) => `the admission webhook ${webhook} does not answer`,
    hint: ([, webhook]) =>
      `Have whoever runs the webhook ${webhook} look after it; nothing is admitted without it.`,
  },
  {
    said: /ValidatingAdmissionPolicy '([^']+)'/,
    means: ([, policy]) => `the admission policy ${policy} refuses it`,
    hint: 'Change what it objects to: its words are below.',
  },
  {
    said: /is being terminated/,
    means: 'the namespace is being deleted',
    hint: 'Wait until it is gone and deploy again; if it stays, find out which finalizer holds it.',
  },
];

/** Why the cluster lets no pod of a workload in, in the words of its event `FailedCreate`. */
export function explainRefusedPod(said: string): ExplainedWhole {
  const meaning = meaningOf(MEANINGS, [said]);
  return meaning
    ? { message: `no pod could be made: ${meaning.means}`, hint: meaning.hint }
    : {
        message: 'no pod could be made',
        hint: 'Change what the cluster objects to: its words are below.',
      };
}
