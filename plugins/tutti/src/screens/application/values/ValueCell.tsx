import Lock from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import type { EnvironmentValue } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { LongText } from '../../../ui/LongText';
import { Mark } from '../../../ui/Mark';
import { Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';
import { ReferenceText } from './ReferenceFields';

/** What nobody reads back. */
export function HiddenValue(props: { children: ReactNode }) {
  return (
    <Muted sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
      <Lock aria-hidden sx={{ fontSize: 14 }} />
      {props.children}
    </Muted>
  );
}

/** A plain value as it is; a structure as JSON. */
export function PlainValue(props: { value: unknown; struck?: boolean }) {
  const { value, struck = false } = props;
  return (
    <LongText
      struck={struck}
      text={typeof value === 'string' ? value : JSON.stringify(value)}
    />
  );
}

/** What one scope says of a name, and who said it. */
export function ValueCell(props: {
  value: EnvironmentValue | undefined;
  /** The environment says something else. */
  replaced: boolean;
  /** Something runs, so that it may lag behind. */
  deployed: boolean;
}) {
  const t = useT();
  const { value, replaced, deployed } = props;
  if (!value) return <Muted>–</Muted>;
  return (
    <Box>
      {value.secret ? (
        <HiddenValue>
          {value.from ? (
            <ReferenceText reference={value.from} />
          ) : (
            t('ui.secretSet')
          )}
        </HiddenValue>
      ) : (
        <PlainValue value={value.value} struck={replaced} />
      )}
      <Muted sx={{ display: 'block', fontSize: 12 }}>
        {t(
          replaced ? 'application.valueReplaced' : 'application.valueVersion',
          {
            version: String(value.version),
            ago: <TimeAgo at={value.updatedAt} />,
            who: <Author by={value.updatedBy} />,
          },
        )}
      </Muted>
      {deployed && value.pending && (
        <Box sx={{ fontSize: 12.5 }}>
          <Mark kind="warning">{t('values.pending')}</Mark>
        </Box>
      )}
    </Box>
  );
}
