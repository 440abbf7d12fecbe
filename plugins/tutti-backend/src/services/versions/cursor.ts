import { InputError } from '@backstage/errors';

/** The row after which a page begins. */
export interface RowCursor {
  application: string;
  workload: string;
}

export function writeRowCursor({ application, workload }: RowCursor): string {
  return `${application}/${workload}`;
}

/** @throws InputError when it is none of ours. */
export function readRowCursor(text: string): RowCursor {
  const [application, workload, ...more] = text.split('/');
  if (!application || !workload || more.length > 0) {
    throw new InputError('cursor: give the `next` of an earlier page.');
  }
  return { application, workload };
}
