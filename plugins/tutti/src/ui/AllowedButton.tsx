import Button, { ButtonProps } from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import type { Allowed } from '@tutti/plugin-tutti-common';
import { MouseEvent, useState } from 'react';
import type { Right } from '../data/questions';
import { toneColor, toneLine } from './tone';
import { WhyDialog } from './WhyDialog';

export type AllowedButtonProps = Omit<ButtonProps, 'disabled'> & {
  /** Absent: the server decides when the button is pressed. */
  allowed?: Allowed;
  /** What the server decided about: a refused button then says who may, when it is pressed. */
  right?: Right | undefined;
  /** What it does is under way: pressing again does nothing. */
  pending?: boolean;
};

/**
 * A button that may be refused. A refused one stays visible and can be reached by keyboard,
 * and says why, as a tooltip and to screen readers; who may, when it is pressed.
 */
export function AllowedButton(props: AllowedButtonProps) {
  const { allowed, right, pending = false, onClick, sx, ...rest } = props;
  const [asking, setAsking] = useState(false);
  const { color, variant } = rest;
  const reason = allowed && !allowed.allowed ? allowed.reason : undefined;
  const inert = reason !== undefined || pending;
  const explains = reason !== undefined && right !== undefined;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (!inert) {
      onClick?.(event);
      return;
    }
    event.preventDefault();
    if (explains) setAsking(true);
  };
  return (
    <>
      <Tooltip title={reason ?? ''} describeChild>
        <Button
          {...rest}
          onClick={press}
          aria-disabled={inert || undefined}
          aria-haspopup={explains ? 'dialog' : undefined}
          disableRipple={inert}
          sx={[
            { whiteSpace: 'nowrap', textTransform: 'none' },
            color === 'error' &&
              variant !== 'contained' &&
              (theme => ({
                color: toneColor(theme, 'bad'),
                borderColor: toneLine(theme, 'bad'),
              })),
            inert && {
              cursor: 'not-allowed',
              opacity: 0.62,
              filter: 'grayscale(0.6)',
            },
            pending && { cursor: 'progress' },
            ...(Array.isArray(sx) ? sx : [sx]),
          ]}
        />
      </Tooltip>
      {asking && right && (
        <WhyDialog right={right} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
