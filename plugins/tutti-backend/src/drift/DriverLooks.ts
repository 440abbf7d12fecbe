import { toError } from '@backstage/errors';
import {
  Driver,
  driverFindings,
  DriftFinding,
  DriftRule,
  ObjectRef,
  own,
  ResourceRecord,
  UnsureObject,
} from '@tutti/engine';

/** Resources of one environment at once; how much of it runs at once is each driver's to bound. */
const AT_ONCE = 4;

/** What looks by drivers came to. */
export interface DriverLook {
  checked: number;
  candidates: number;
  findings: DriftFinding[];
  /** Resources at which nobody could look, by resourceId. */
  unseen: Map<string, UnsureObject>;
}

/** Asks drivers with a tool of their own what others changed of what they made. */
export class DriverLooks {
  constructor(private readonly drivers: Record<string, Driver>) {}

  /**
   * Never throws for what happens to one resource: that is told.
   *
   * @param first - resourceIds that were not reached the last time
   */
  async look(
    records: ResourceRecord[],
    rules: readonly DriftRule[],
    { withinMs, first }: { withinMs: number; first: ReadonlySet<string> },
  ): Promise<DriverLook> {
    const waiting = records
      .filter(record => record.lifecycle === 'ready' && this.#driverOf(record))
      .sort(
        (a, b) =>
          Number(first.has(b.resourceId)) - Number(first.has(a.resourceId)),
      );
    const look: DriverLook = {
      checked: 0,
      candidates: 0,
      findings: [],
      unseen: new Map(),
    };
    const end = AbortSignal.timeout(withinMs);
    const lane = async () => {
      for (;;) {
        const record = waiting.shift();
        if (!record) return;
        await this.#one(record, rules, end, look);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return look;
  }

  async #one(
    record: ResourceRecord,
    rules: readonly DriftRule[],
    end: AbortSignal,
    look: DriverLook,
  ): Promise<void> {
    try {
      end.throwIfAborted();
      const drift = await this.#driverOf(record)?.(record, end);
      const findings = driverFindings(record, drift ?? [], rules);
      look.checked += 1;
      look.candidates += findings.length > 0 ? 1 : 0;
      look.findings.push(...findings);
    } catch (error) {
      look.unseen.set(record.resourceId, {
        ref: refOfResource(record),
        why: end.aborted
          ? 'There was no time left for it; the next look begins with it.'
          : toError(error).message,
        unseen: true,
      });
    }
  }

  #driverOf({ definition }: ResourceRecord) {
    const driver = own(this.drivers, definition.driver);
    return driver?.drift?.bind(driver);
  }
}

/** A resource where otherwise objects are named. */
export function refOfResource({
  definition,
  type,
  address,
}: ResourceRecord): ObjectRef {
  return { apiVersion: definition.driver, kind: type, name: address };
}
