/** Paths in the portal, where `/tutti` is the page of the frontend plugin. */
function path(...segments: string[]): string {
  return ['/tutti', ...segments.map(encodeURIComponent)].join('/');
}

export const links = {
  application: (name: string) => path('applications', name),
  environment: (application: string, name: string) =>
    path('applications', application, 'environments', name),
  plan: (id: string) => path('plans', id),
  deployment: (id: string) => path('deployments', id),
};
