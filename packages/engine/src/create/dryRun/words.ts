import { ObjectDryRun, RefusalReason } from '../../model';

type NotAsked = Extract<ObjectDryRun, { status: 'not-asked' }>;

const WHY: Record<NotAsked['why'], string> = {
  'too-many': 'The plan changes more objects than the cluster is asked about.',
  'no-time': 'The time for asking the cluster was over.',
  'no-answer': 'The cluster did not answer.',
  'unknown-values': 'Some of its values are known only during the run.',
  'namespace-missing': 'Its namespace is made by this plan.',
  'kind-missing': 'The cluster does not have its kind yet.',
  'needs-other': 'It needs something that is not in the cluster yet.',
  replaced: 'It is deleted first and made anew.',
  moved: 'It was changed while the plan was made.',
  'no-dry-run': 'A webhook of the cluster takes no dry runs.',
};

export function notAsked(why: NotAsked['why'], message = WHY[why]): NotAsked {
  return { status: 'not-asked', why, message };
}

/** The way out of each kind of refusal. */
export const WAY_OUT: Record<RefusalReason, string> = {
  invalid:
    'Correct the field that it names in the Score file, the profile or the definition, and plan again.',
  immutable:
    'Give the object another name, or delete the one in the cluster if what is in it may go, and plan again.',
  admission:
    'Do what the policy or webhook of the cluster asks for, or have whoever runs the cluster change it, and plan again.',
  forbidden:
    'Have whoever runs the cluster give the account of Tutti this right, and plan again.',
  quota:
    'Have the quota of the namespace raised, or ask for less, and plan again.',
  conflict:
    'Have the other manager give the field up, leave the field out, or have the platform team say `conflicts: force` in the Target, and plan again.',
};
