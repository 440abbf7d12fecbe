import { Guard, seesPlace } from '../access';
import { environmentSubject } from '../access/Access';
import {
  decidedBy,
  deciding,
} from '../deployments/AuthorizedDeploymentsService';
import { holding } from '../environments/visible';
import { Place } from '../Lookup';
import { Caller, WaitingQuery, WaitingService } from '../types';

export class AuthorizedWaitingService implements WaitingService {
  constructor(
    private readonly inner: WaitingService,
    private readonly guard: Guard,
  ) {}

  async list(query: WaitingQuery, caller: Caller) {
    const grants = await this.guard.grants(caller);
    const subjectOf = ({ application, environment }: Place) =>
      environmentSubject(application, environment);
    return this.inner.list(
      {
        ...query,
        visible: place => seesPlace(grants, place),
        mayEnd: (place, what) =>
          what === 'hold'
            ? holding(grants, subjectOf(place)).allowed
            : deciding(grants, subjectOf(place), what).allowed,
        granted: (place, approval) =>
          decidedBy(grants, subjectOf(place), approval),
      },
      caller,
    );
  }
}
