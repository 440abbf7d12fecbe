import type { Right } from '../data/questions';
import { DialogBody, DialogFrame } from './DialogFrame';
import { Explanation } from './Explanation';
import { PlainButton } from './PlainButton';

/** Behind a refused button. */
export function WhyDialog(props: { right: Right; onClose(): void }) {
  return (
    <DialogFrame title="Why may I not?" onClose={props.onClose}>
      <DialogBody
        onSubmit={props.onClose}
        actions={<PlainButton type="submit">Close</PlainButton>}
      >
        <Explanation right={props.right} />
      </DialogBody>
    </DialogFrame>
  );
}
