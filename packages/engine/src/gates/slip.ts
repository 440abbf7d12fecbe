export type Path = (string | number)[];

/** What is wrong with a rule of an environment type. */
export interface Slip {
  /** Absent: an error. */
  severity?: 'warning';
  path: Path;
  code:
    | 'ApprovalInvalid'
    | 'ExpressionInvalid'
    | 'FreezeInvalid'
    | 'NeverMatches'
    | 'PromotionInvalid'
    | 'VerifyInvalid';
  message: string;
  hint?: string;
  /** Piece of the text that is wrong. */
  inside?: string;
}
