/** A verb that may not be used says why: buttons show it. */
export type Allowed = { allowed: true } | { allowed: false; reason: string };

/** By `ApplicationVerb` or `EnvironmentVerb`; a verb that is absent is decided when it is used. */
export type AllowedActions = Record<string, Allowed>;
