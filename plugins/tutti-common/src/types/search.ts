/** Type of the search's documents about Tutti. */
export const TUTTI_DOCUMENTS = 'tutti';

/** What the search knows of an application, or of a workload of one. */
export interface TuttiDocument {
  kind: 'application' | 'workload';
  title: string;
  /** What else it is found by. */
  text: string;
  /** Path in the portal. */
  location: string;
  /** Name of the application. */
  application: string;
  owner: string;
}
