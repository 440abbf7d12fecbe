import {
  DryRunAnswer,
  Manifest,
  Precondition,
  RefusalReason,
  refOf,
  TargetCall,
  TargetError,
} from '@tutti/engine';
import { ApiAnswer } from './ApiClient';
import { applyRequest, FIELD_MANAGER, named, placed, secretIn } from './apply';
import { Cluster } from './Cluster';
import { ServedKind } from './Discovery';
import { isUnknownPath, refusalError, refusalWords, Subject } from './errors';
import { fieldsOfOthers } from './fieldConflicts';
import { isObject, textAt } from './json';

/**
 * What an apply of a manifest would do, by the API server itself: validation, admission, quota. Nothing is
 * kept. Fields that others own are asked about first; where there are some, the question is put again
 * in the manner in which `apply` does it. Who wants them by `force` is not told whose they are.
 *
 * @throws TargetError where no answer came, or one that may be another a moment later
 */
export async function dryRun(
  { cluster, namespace }: { cluster: Cluster; namespace: string },
  {
    manifest,
    precondition,
    conflicts,
  }: {
    manifest: Manifest;
    precondition: Precondition;
    conflicts?: 'force';
  },
  call: TargetCall,
): Promise<DryRunAnswer> {
  const { apiVersion, kind } = manifest;
  await cluster.identify(call);
  const served = await cluster.discovery.find(apiVersion, kind, call);
  if (!served) return { outcome: 'unanswered', why: 'kind-missing' };
  const body = placed(served, namespace, manifest, precondition);
  const ask = (force: boolean) => send(cluster, served, body, force, call);
  const first = await ask(conflicts === 'force');
  const takes = fieldsOfOthers(first.body);
  const answer = takes.length > 0 ? await ask(true) : first;
  if (answer.status < 300 && isObject(answer.body)) {
    return { outcome: 'accepted', object: answer.body, takes };
  }
  const why = unanswered(answer);
  if (why) {
    if (why === 'kind-missing') cluster.discovery.forget(apiVersion);
    return { outcome: 'unanswered', why };
  }
  const subject: Subject = {
    cluster: cluster.name,
    deed: `try ${named(refOf(body))}`,
    ...secretIn(body),
  };
  const error = refusalError(subject, answer);
  if (error.retryable || answer.status === 401) throw error;
  return {
    outcome: 'refused',
    reason: reasonOf(answer, error.code),
    message: refusalWords(secretIn(body), answer),
    takes,
  };
}

function send(
  cluster: Cluster,
  served: ServedKind,
  body: Manifest,
  force: boolean,
  call: TargetCall,
): Promise<ApiAnswer> {
  const options = {
    fieldManager: FIELD_MANAGER,
    dryRun: 'All',
    ...(force && { force: 'true' }),
  };
  const deed = `try ${named(refOf(body))}`;
  return cluster.send(applyRequest(served, body, options, deed), call);
}

function unanswered({
  status,
  headers,
  body,
}: ApiAnswer):
  | Extract<DryRunAnswer, { outcome: 'unanswered' }>['why']
  | undefined {
  const said = textAt(body, 'message') ?? '';
  if (status === 404) {
    if (isUnknownPath({ status, headers, body })) return 'kind-missing';
    return textAt(body, 'details', 'kind') === 'namespaces'
      ? 'namespace-missing'
      : 'needs-other';
  }
  if (/error looking up service account|no PriorityClass with name/.test(said))
    return 'needs-other';
  if (status === 409 && fieldsOfOthers(body).length === 0) return 'moved';
  return /does not support dry run/.test(said) ? 'no-dry-run' : undefined;
}

/**
 * By the words: status and reason are the same for a missing right, a quota and a webhook's no
 * (tried on Kubernetes 1.36).
 */
const WORDS: { said: RegExp; reason: RefusalReason }[] = [
  { said: /exceeded quota|must specify .* for: /, reason: 'quota' },
  {
    said: /admission webhook .* denied|ValidatingAdmissionPolicy|violates PodSecurity|(maximum|minimum) .* usage per /,
    reason: 'admission',
  },
  {
    said: /immutable|updates to .*forbidden|updates may not change|cannot change roleRef|may not be changed|cannot be changed/i,
    reason: 'immutable',
  },
];

function reasonOf(
  { body }: ApiAnswer,
  code: TargetError['code'],
): RefusalReason {
  const said = textAt(body, 'message') ?? '';
  const telling = WORDS.find(each => each.said.test(said));
  if (telling) return telling.reason;
  return code === 'forbidden' || code === 'conflict' ? code : 'invalid';
}
