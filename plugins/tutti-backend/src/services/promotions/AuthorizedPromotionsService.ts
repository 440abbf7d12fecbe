import { Guard, seesPlace } from '../access';
import { Caller } from '../types';
import { PromotionsQuery, PromotionsService } from './types';

/** Who sees both environments sees what goes from one to the other. */
export class AuthorizedPromotionsService implements PromotionsService {
  constructor(
    private readonly inner: PromotionsService,
    private readonly guard: Guard,
  ) {}

  async list(query: PromotionsQuery, caller: Caller) {
    const { grants } = await this.guard.application(query.application, caller);
    return this.inner.list(
      { ...query, visible: place => seesPlace(grants, place) },
      caller,
    );
  }
}
