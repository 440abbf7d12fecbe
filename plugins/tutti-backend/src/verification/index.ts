export { mayRollBack, whyNotByItself } from './mayRollBack';
export {
  verdict,
  type GateRecord,
  type Look,
  type Verification,
  type VerificationRule,
} from './verdict';
