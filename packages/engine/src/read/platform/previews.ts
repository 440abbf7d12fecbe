import { Finding } from '../report';
import { PlatformDocument } from './document';

/** An environment type of previews lets them go again; and only previews are idle. */
export function* previewFindings(
  document: PlatformDocument,
): Generator<Finding> {
  if (document.kind !== 'EnvironmentType') return;
  const { lifetime, idle, destroy } = document.spec;
  const isOfPreviews = typeof lifetime === 'string';
  if (isOfPreviews && destroy === 'refuse') {
    yield {
      path: ['spec', 'lifetime'],
      code: 'PreviewInvalid',
      message:
        'What has a lifetime is destroyed when it is over, and `destroy: refuse` says that nothing of this type is.',
      hint: 'Leave out `lifetime`, or write `destroy: allow`.',
    };
  }
  if (typeof idle === 'string' && !isOfPreviews) {
    yield {
      severity: 'warning',
      path: ['spec', 'idle'],
      code: 'PreviewInvalid',
      message:
        'Only previews are paused when nobody uses them, and a type without `lifetime` is none of previews.',
      hint: 'Add `lifetime`, or leave out `idle`.',
    };
  }
}
