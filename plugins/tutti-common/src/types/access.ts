/**
 * `GET …/why?verb=`: may the asking user do it, and what decided. Backstage's permission and
 * Tutti's line of access must both agree.
 */
export interface Why {
  verb: string;
  allowed: boolean;
  /** One sentence: what the button and the refusal say. */
  reason: string;
  /** `state`: they may, but not as things are now. */
  decidedBy: 'permission' | 'access' | 'state';
  permission: {
    name: string;
    granted: boolean;
    /** The policy's conditions, each with whether it holds here; none where it decided outright. */
    rules: { rule: string; holds: boolean }[];
  };
  access: {
    /** `access.deploy of Production`, `tutti.access.update`, `tutti.automation`. */
    line: string;
    granted: boolean;
    /** As they are written. */
    principals: string[];
  };
  /** Who may by that line: entity refs, `anyone`; empty for nobody. */
  who: string[];
}
