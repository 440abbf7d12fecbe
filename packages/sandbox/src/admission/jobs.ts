import {
  equal,
  isObject,
  KubeObject,
  objectAt,
  textAt,
  textsAt,
} from '../json';

/** A Job finds its pods by its own uid. */
export function admitJob(job: KubeObject): KubeObject {
  const spec = objectAt(job, 'spec');
  const uid = textAt(job.metadata, 'uid') ?? '';
  if (spec.manualSelector === true || isObject(spec.selector)) return job;
  const template = objectAt(spec, 'template');
  const metadata = objectAt(template, 'metadata');
  const own = textsAt(metadata, 'labels');
  const labels = {
    ...own,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': job.metadata.name,
    'controller-uid': uid,
    'job-name': job.metadata.name,
  };
  const showsPodLabels = equal(textsAt(job.metadata, 'labels'), own);
  return {
    ...job,
    metadata: { ...job.metadata, ...(showsPodLabels && { labels }) },
    spec: {
      ...spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { ...template, metadata: { ...metadata, labels } },
    },
  };
}
