import { startSandbox } from '@tutti/sandbox';
import { say } from './processes';

startSandbox({ port: 0 }).then(({ url }) => say(url));
