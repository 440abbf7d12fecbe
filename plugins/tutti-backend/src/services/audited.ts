import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';

/** What people answer for is told to the auditor, whether it worked or not. */
export async function audited<T>(
  auditor: AuditorService,
  {
    eventId,
    ...meta
  }: { eventId: string; by: string } & Record<string, string | undefined>,
  work: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    meta: Object.fromEntries(
      Object.entries(meta).filter(([, value]) => value !== undefined),
    ),
  });
  try {
    const result = await work();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
