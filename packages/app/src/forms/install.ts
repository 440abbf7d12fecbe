import { checkWithoutEval } from './checkWithoutEval';

checkWithoutEval();
