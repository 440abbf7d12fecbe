import type { Right } from '../data/questions';
import { useT } from '../translation';
import { DialogBody, DialogFrame } from './DialogFrame';
import { Explanation } from './Explanation';
import { PlainButton } from './PlainButton';

/** Behind a refused button. */
export function WhyDialog(props: { right: Right; onClose(): void }) {
  const t = useT();
  return (
    <DialogFrame title={t('ui.whyNot')} onClose={props.onClose}>
      <DialogBody
        onSubmit={props.onClose}
        actions={<PlainButton type="submit">{t('common.close')}</PlainButton>}
      >
        <Explanation right={props.right} />
      </DialogBody>
    </DialogFrame>
  );
}
