import Box from '@mui/material/Box';
import type { ObjectChange, PlanStep } from '@tutti/plugin-tutti-common';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Rows } from '../../ui/Rows';
import { Grow } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import type { Tone } from '../../ui/tone';
import { ManifestDiff } from './ManifestDiff';

const MANY = 6;

const seen: Record<ObjectChange['action'], { word: string; tone: Tone }> = {
  create: { word: '+ create', tone: 'good' },
  update: { word: '~ update', tone: 'active' },
  keep: { word: '= unchanged', tone: 'quiet' },
  delete: { word: '− remove', tone: 'bad' },
  adopt: { word: '↳ adopt', tone: 'warning' },
  release: { word: 'stays, no longer ours', tone: 'quiet' },
};

function Change(props: { change: ObjectChange; open: boolean }) {
  const { change, open } = props;
  const { kind, name, namespace } = change.ref;
  const { word, tone } = seen[change.action];
  return (
    <li>
      <Disclosure
        open={open}
        summary={
          <>
            <Tag tone={tone}>{word}</Tag>
            <span>
              {kind} <b>{name}</b>
            </span>
            {namespace && <Muted>{namespace}</Muted>}
            <Grow />
            {change.action === 'update' && (
              <Muted>
                {change.changed.length === 1
                  ? '1 field'
                  : `${change.changed.length} fields`}
              </Muted>
            )}
          </>
        }
      >
        <ManifestDiff change={change} label={`Difference of ${kind} ${name}`} />
      </Disclosure>
    </li>
  );
}

/** Every object that would be sent, as a difference to what is there. */
export function ManifestsTab(props: { steps: PlanStep[] }) {
  const changes = props.steps.flatMap(step => step.objects);
  const moving = changes.filter(change => change.action !== 'keep');
  const kept = changes.filter(change => change.action === 'keep');
  return (
    <Rows>
      {moving.length === 0 && (
        <li>
          <EmptyNote title="No object changes" />
        </li>
      )}
      {moving.map((change, index) => (
        <Change
          key={index}
          change={change}
          open={change.action === 'update' && moving.length <= MANY}
        />
      ))}
      {kept.length > 0 && (
        <li>
          <Disclosure
            summary={
              <Muted>
                {kept.length} {kept.length === 1 ? 'object is' : 'objects are'}{' '}
                unchanged
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
