import { Scenario } from '../scenario';
import { defaults } from './defaults';
import { ownership } from './ownership';
import { preconditions } from './preconditions';
import { writing } from './writing';

export const scenarios: Scenario[] = [
  ...preconditions,
  ...ownership,
  ...defaults,
  ...writing,
];
