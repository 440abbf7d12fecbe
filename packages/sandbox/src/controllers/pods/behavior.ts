import { JsonObject, KubeObject, textAt, textsAt } from '../../json';

/** How a pretended container fares. */
export type Behavior =
  | 'Runs'
  | 'Slow'
  | 'NeverReady'
  | 'ImagePullBackOff'
  | 'CrashLoopBackOff';

/** On a pod (or its template): one behaviour, or `web=Slow,proxy=NeverReady` by container. */
export const behaviorAnnotation = 'sandbox.tutti.dev/behavior';

const byWord: [RegExp, Behavior][] = [
  [/(does-not-exist|\bbroken\b)/, 'ImagePullBackOff'],
  [/\bcrash\b/, 'CrashLoopBackOff'],
  [/\bnever-ready\b/, 'NeverReady'],
  [/\bslow\b/, 'Slow'],
];

const known: Behavior[] = [
  'Runs',
  'Slow',
  'NeverReady',
  'ImagePullBackOff',
  'CrashLoopBackOff',
];

/** The annotation decides, else a word in the image's tag (for a missing image also in its name). */
export function behaviorOf(pod: KubeObject, container: JsonObject): Behavior {
  const annotation = textsAt(pod.metadata, 'annotations')[behaviorAnnotation];
  const chosen =
    annotation && readAnnotation(annotation, String(container.name));
  return chosen || behaviorOfImage(textAt(container, 'image') ?? '');
}

function readAnnotation(text: string, container: string): Behavior | undefined {
  for (const part of text.split(',')) {
    const [left, right] = part.split('=').map(word => word.trim());
    const name = right ?? left;
    if (right === undefined || left === container)
      return known.find(behavior => behavior === name);
  }
  return undefined;
}

function behaviorOfImage(image: string): Behavior {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const tag = name.split('@')[0].split(':')[1] ?? '';
  if (image.includes('does-not-exist')) return 'ImagePullBackOff';
  return byWord.find(([word]) => word.test(tag))?.[1] ?? 'Runs';
}
