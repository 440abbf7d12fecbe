import Box from '@mui/material/Box';
import type { EnvironmentValue } from '@tutti/plugin-tutti-common';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import type { ValueRow } from './values';
import type { ValueRights } from './valueRights';

/** What can be done with one name in one scope. */
export function ValueButtons(props: {
  row: ValueRow;
  scope: EnvironmentValue['scope'];
  environment: string;
  rights: ValueRights;
  onChange(): void;
  onRemove(value: EnvironmentValue): void;
}) {
  const t = useT();
  const { row, scope, environment, rights, onChange, onRemove } = props;
  const known = row[scope];
  const secret = (known ?? row.application ?? row.environment)?.secret ?? false;
  const forAll = scope === 'application';
  const about = { name: row.name, environment };
  const allowed = rights.allowed(secret);
  const right = rights.right(secret);
  return (
    <Box sx={{ display: 'flex', gap: 0.5, mt: 0.25, ml: '-6px' }}>
      <AllowedButton
        size="small"
        sx={{ minWidth: 0, px: 0.75 }}
        allowed={allowed}
        right={right}
        aria-label={
          known
            ? t(
                forAll ? 'application.changeForAll' : 'application.changeIn',
                about,
              )
            : t(forAll ? 'application.setForAll' : 'application.setIn', about)
        }
        onClick={onChange}
      >
        {t(known ? 'application.change' : 'application.set')}
      </AllowedButton>
      {known && (
        <AllowedButton
          size="small"
          color="inherit"
          sx={{ minWidth: 0, px: 0.75 }}
          allowed={allowed}
          right={right}
          aria-label={t(
            forAll ? 'application.removeForAll' : 'application.removeIn',
            about,
          )}
          onClick={() => onRemove(known)}
        >
          {t('application.remove')}
        </AllowedButton>
      )}
    </Box>
  );
}
