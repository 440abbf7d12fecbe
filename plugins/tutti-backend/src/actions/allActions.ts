import { Action } from './Action';
import { changeApplication } from './changeApplication';
import { compareEnvironments } from './compareEnvironments';
import { deployPlan } from './deployPlan';
import { explainAccess } from './explainAccess';
import { explainDeployment } from './explainDeployment';
import { explainResource } from './explainResource';
import { findApplications } from './findApplications';
import { planDeployment } from './planDeployment';
import { proposeChange } from './proposeChange';
import { readLogs } from './readLogs';
import { showApplication } from './showApplication';
import { showBlastRadius } from './showBlastRadius';

/** In the order in which somebody needs them: look, understand, plan, do. */
export const allActions: readonly Action[] = [
  findApplications,
  showApplication,
  compareEnvironments,
  explainResource,
  explainAccess,
  explainDeployment,
  readLogs,
  showBlastRadius,
  changeApplication,
  planDeployment,
  proposeChange,
  deployPlan,
];
