/** Automation stays out of an environment until a person resumes it. */
export interface Hold {
  by: string;
  since: string;
  reason: string;
}
