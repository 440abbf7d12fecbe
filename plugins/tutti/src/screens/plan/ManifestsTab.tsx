import Box from '@mui/material/Box';
import type { ObjectChange, PlanStep } from '@tutti/plugin-tutti-common';
import { TextKey, useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Rows } from '../../ui/Rows';
import { Grow } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import type { Tone } from '../../ui/tone';
import { DryRunMark, ObjectNotes } from './DryRun';
import { ManifestDiff } from './ManifestDiff';

const MANY = 6;

const seen = {
  create: { sign: '+ ', word: 'states.create', tone: 'good' },
  update: { sign: '~ ', word: 'states.update', tone: 'active' },
  replace: { sign: '∓ ', word: 'states.replace', tone: 'bad' },
  keep: { sign: '= ', word: 'states.keep', tone: 'quiet' },
  delete: { sign: '− ', word: 'states.destroy', tone: 'bad' },
  adopt: { sign: '↳ ', word: 'states.adopt', tone: 'warning' },
  release: { sign: '', word: 'plan.objectStays', tone: 'quiet' },
} as const satisfies Record<
  ObjectChange['action'],
  { sign: string; word: TextKey; tone: Tone }
>;

function Change(props: { change: ObjectChange; open: boolean }) {
  const t = useT();
  const { change, open } = props;
  const { kind, name, namespace } = change.ref;
  const { sign, word, tone } = seen[change.action];
  return (
    <li>
      <Disclosure
        open={open}
        summary={
          <>
            <Tag tone={tone}>
              {sign}
              {t(word)}
            </Tag>
            <span>
              {kind} <b>{name}</b>
            </span>
            {namespace && <Muted>{namespace}</Muted>}
            <Grow />
            {change.dryRun && <DryRunMark dryRun={change.dryRun} />}
            {change.action === 'update' && (
              <Muted>
                {t('plan.fields', { count: change.changed.length })}
              </Muted>
            )}
          </>
        }
      >
        <ObjectNotes change={change} />
        <ManifestDiff
          change={change}
          label={t('plan.differenceOf', { kind, name })}
        />
      </Disclosure>
    </li>
  );
}

/** Every object that would be sent, as a difference to what is there. */
export function ManifestsTab(props: { steps: PlanStep[] }) {
  const t = useT();
  const changes = props.steps.flatMap(step => step.objects);
  const moving = changes.filter(change => change.action !== 'keep');
  const kept = changes.filter(change => change.action === 'keep');
  return (
    <Rows>
      {moving.length === 0 && (
        <li>
          <EmptyNote title={t('plan.noObjectChanges')} />
        </li>
      )}
      {moving.map((change, index) => (
        <Change
          key={index}
          change={change}
          open={
            (change.action === 'update' && moving.length <= MANY) ||
            change.dryRun?.status === 'refused'
          }
        />
      ))}
      {kept.length > 0 && (
        <li>
          <Disclosure
            summary={
              <Muted>
                {t('plan.objectsUnchanged', { count: kept.length })}
              </Muted>
            }
          >
            <Box component="ul" sx={{ m: 0, px: 5, pb: 2 }}>
              {kept.map(({ ref }, index) => (
                <li key={index}>
                  {ref.kind} <Code>{ref.name}</Code>
                </li>
              ))}
            </Box>
          </Disclosure>
        </li>
      )}
    </Rows>
  );
}
