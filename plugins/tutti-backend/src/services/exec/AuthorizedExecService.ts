import { ExecInput } from '@tutti/plugin-tutti-common';
import { demand, Guard } from '../access';
import { RuntimePath } from '../runtime';
import { Caller } from '../types';
import { ExecService } from './types';

export class AuthorizedExecService implements ExecService {
  constructor(
    private readonly inner: ExecService,
    private readonly guard: Guard,
  ) {}

  async ticket(path: RuntimePath, input: ExecInput, caller: Caller) {
    const { grants, subject } = await this.guard.place(path, caller);
    demand(grants.onEnvironment('exec', subject));
    return this.inner.ticket(path, input, caller);
  }
}
