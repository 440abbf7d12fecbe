import { JsonValue } from '@tutti/engine';
import {
  at,
  objectsAt,
  textAt,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import { CdTool, failed, waiting } from './Verdict';

/** Not ready for now, which passes by itself. */
const PASSING = new Set([
  'Progressing',
  'ProgressingWithRetry',
  'DependencyNotReady',
]);

/** `main@sha1:3f2a…`, and `main/3f2a…` as older versions write it. */
const REVISION = /(?:@sha(?:1|256):|\/)([0-9a-f]{40,64})$/;

export const flux: CdTool = {
  title: 'Flux',
  kind: 'Kustomization',
  namespace: 'flux-system',
  api: {
    group: 'kustomize.toolkit.fluxcd.io',
    version: 'v1',
    plural: 'kustomizations',
  },
  revision: status =>
    commitOf(
      // While it is not ready, what it tries is what the condition is about.
      isReady(status) === 'True'
        ? textAt(status, 'lastAppliedRevision')
        : textAt(status, 'lastAttemptedRevision'),
    ),
  trouble(object) {
    return at(object, 'spec', 'suspend') === true
      ? waiting('the Kustomization is suspended', {
          reason: 'Suspended',
          hint: 'Resume it: flux resume kustomization.',
        })
      : undefined;
  },
  judge(object) {
    const condition = readiness(at(object, 'status'));
    const reason = textAt(condition, 'reason') ?? 'Unknown';
    const said = textAt(condition, 'message') ?? reason;
    switch (textAt(condition, 'status')) {
      case 'True':
        return { status: 'healthy', message: said };
      case 'False':
        return PASSING.has(reason) ? waiting(said) : failed(reason, said);
      default:
        return waiting(said);
    }
  },
};

function readiness(status: JsonValue | undefined) {
  return objectsAt(status, 'conditions').find(
    condition => textAt(condition, 'type') === 'Ready',
  );
}

function isReady(status: JsonValue | undefined): string | undefined {
  return textAt(readiness(status), 'status');
}

function commitOf(revision: string | undefined): string | undefined {
  return REVISION.exec(revision ?? '')?.[1];
}
