import type {
  DeploymentStepsQuery,
  StepPage,
} from '@tutti/plugin-tutti-common';

/** A page of steps as the backend gives it. */
export function pageOf<
  Step extends {
    address: string;
    kind: string;
    action: string;
    status?: string;
    position: number;
  },
>(steps: Step[], query: DeploymentStepsQuery): StepPage<Step> {
  const { address, search, cursor = 0, limit = 100 } = query;
  const among = (list: string | undefined, value: string | undefined) =>
    !list || list.split(',').includes(value ?? '');
  const fits = steps.filter(
    step =>
      step.position >= cursor &&
      (!address || step.address === address) &&
      (!search || step.address.includes(search)) &&
      among(query.kind, step.kind) &&
      among(query.action, step.action) &&
      among(query.status, step.status),
  );
  const page = fits.slice(0, limit);
  return {
    steps: page,
    ...(fits.length > page.length && { next: fits[limit].position }),
  };
}
