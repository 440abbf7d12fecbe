/** Why a plan of another `PLAN_FORMAT` is neither compared nor run. */
export const OTHER_FORMAT =
  'The plan was made by another version of Tutti. Plan again.';
