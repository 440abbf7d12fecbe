import Box from '@mui/material/Box';
import type { PolicyFinding } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Mark } from '../../ui/Mark';
import { Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Muted } from '../../ui/Text';
import { findingState } from './policyWords';

const order: PolicyFinding['outcome'][] = ['broken', 'pending', 'pass'];

/** Every policy that was asked, the broken ones first. */
export function PoliciesTab(props: { findings: PolicyFinding[] }) {
  const t = useT();
  if (props.findings.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('plan.noPolicy')} />
      </Surface>
    );
  }
  const findings = [...props.findings].sort(
    (a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome),
  );
  return (
    <Table
      label={t('plan.policies')}
      head={[t('plan.result'), t('plan.policy'), t('plan.judgedOn')]}
    >
      {findings.map((finding, index) => {
        const state = findingState(t, finding);
        return (
          <tr key={index}>
            <td>
              <Mark kind={state.mark}>{state.word}</Mark>
            </td>
            <th scope="row">
              {finding.message}
              <Box component="span" sx={{ display: 'block' }}>
                <Muted>
                  {finding.policy}
                  {state.detail && `: ${state.detail}`}
                </Muted>
              </Box>
            </th>
            <td>{finding.subject}</td>
          </tr>
        );
      })}
    </Table>
  );
}
