import Box from '@mui/material/Box';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentSummary,
  PromotionOutlook,
  PromotionReceiver,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../api';
import {
  applicationQuestion,
  promotionOutlookQuestion,
} from '../data/questions';
import { useDoing } from '../data/useDoing';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../ui/DialogFrame';
import { ErrorNote } from '../ui/ErrorNote';
import { Loaded } from '../ui/Loaded';
import { Mark } from '../ui/Mark';
import { RadioRows } from '../ui/RadioRows';
import { Skeletons } from '../ui/Skeletons';
import { Stack } from '../ui/Surface';
import { Muted } from '../ui/Text';

/** An environment type with environments to which something could go. */
export interface ReceivingType {
  type: string;
  title: string;
  rank: number;
  environments: number;
}

/** Types of the others, previews aside: first those that come after this one, the nearest first. */
export function receivingTypes(
  source: Pick<EnvironmentSummary, 'name' | 'rank'>,
  environments: EnvironmentSummary[],
): ReceivingType[] {
  const types = new Map<string, ReceivingType>();
  for (const { name, type, typeTitle, rank, preview } of environments) {
    if (name === source.name || preview) continue;
    const known = types.get(type);
    types.set(type, {
      type,
      title: typeTitle,
      rank,
      environments: (known?.environments ?? 0) + 1,
    });
  }
  const distance = ({ rank }: ReceivingType) =>
    rank > source.rank ? rank - source.rank : Number.MAX_SAFE_INTEGER - rank;
  return [...types.values()].sort((a, b) => distance(a) - distance(b));
}

/** Which environments get it, in which wave, what each has now, and which need approval; then one button. */
export function PromoteToAllDialog(props: {
  application: string;
  environment: EnvironmentSummary;
  onBegun(): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, onBegun, onClose } = props;
  const answer = useTutti(applicationQuestion, [application]);
  const [asked, setAsked] = useState('');
  const types = receivingTypes(environment, answer.data?.environments ?? []);
  const chosen = asked || (types.at(0)?.type ?? '');
  return (
    <DialogFrame
      wide
      title={t('promotion.toAllTitle', { environment: environment.name })}
      onClose={onClose}
    >
      <Loaded
        answer={answer}
        what={t('planning.application')}
        skeleton={<Skeletons count={2} height={32} />}
      >
        {() =>
          chosen === '' ? (
            <DialogBody actions={<CancelButton />}>
              <Muted>{t('promotion.noType')}</Muted>
            </DialogBody>
          ) : (
            <ToAll
              key={chosen}
              application={application}
              from={environment.name}
              types={types}
              chosen={chosen}
              onChoose={setAsked}
              onBegun={onBegun}
              onClose={onClose}
            />
          )
        }
      </Loaded>
    </DialogFrame>
  );
}

function ToAll(props: {
  application: string;
  from: string;
  types: ReceivingType[];
  chosen: string;
  onChoose(type: string): void;
  onBegun(): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, from, types, chosen, onBegun, onClose } = props;
  const api = useApi(tuttiApiRef);
  const { doing, error, run } = useDoing();
  const answer = useTutti(promotionOutlookQuestion, [
    application,
    from,
    chosen,
  ]);
  const outlook = answer.data;
  const count = outlook?.environments.filter(({ hasIt }) => !hasIt).length ?? 0;
  const begin = async () => {
    const done = await run(() =>
      api.promoteToAll(application, { from, type: chosen }),
    );
    if (done) {
      onBegun();
      onClose();
    }
  };
  return (
    <DialogBody
      onSubmit={() => {
        if (outlook?.allowed.allowed) void begin();
      }}
      actions={
        <>
          <CancelButton />
          <AllowedButton
            type="submit"
            variant="contained"
            disableElevation
            pending={doing || outlook === undefined}
            {...(outlook && { allowed: outlook.allowed })}
          >
            {t('promotion.toAllVerb', { count })}
          </AllowedButton>
        </>
      }
    >
      <Stack sx={{ gap: 2 }}>
        {types.length > 1 && (
          <RadioRows
            label={t('promotion.types')}
            chosen={chosen}
            onChange={props.onChoose}
            choices={types.map(({ type, title, environments }) => ({
              value: type,
              name: title,
              facts: t('promotion.typeHas', { count: environments }),
            }))}
          />
        )}
        <Loaded
          answer={answer}
          what={t('promotion.outlook')}
          skeleton={<Skeletons count={3} height={32} />}
        >
          {data => <Outlook outlook={data} />}
        </Loaded>
        <ErrorNote error={error} />
      </Stack>
    </DialogBody>
  );
}

function Outlook({ outlook }: { outlook: PromotionOutlook }) {
  const t = useT();
  const { release, success, from, environments, stopOnFailure } = outlook;
  const waves = [...new Set(environments.map(({ wave }) => wave))];
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Muted>
        {t('promotion.toAllText', {
          release: String(release.number),
          from,
          number: String(success.number),
        })}{' '}
        {t(
          stopOnFailure ? 'promotion.failureStops' : 'promotion.failurePassed',
        )}
      </Muted>
      {waves.map((wave, index) => (
        <Wave
          key={wave}
          title={
            waves.length > 1
              ? t('promotion.waveOf', {
                  wave: String(index + 1),
                  waves: String(waves.length),
                })
              : undefined
          }
          receivers={environments.filter(each => each.wave === wave)}
        />
      ))}
    </Stack>
  );
}

function Wave(props: {
  title: string | undefined;
  receivers: PromotionReceiver[];
}) {
  const t = useT();
  const { title, receivers } = props;
  const atOnce = receivers.at(0)?.maxConcurrent;
  return (
    <div>
      {(title || atOnce !== undefined) && (
        <Muted>
          {[
            ...(title ? [title] : []),
            ...(atOnce === undefined
              ? []
              : [t('promotion.atOnce', { count: atOnce })]),
          ].join(', ')}
        </Muted>
      )}
      <Box
        component="ul"
        aria-label={title ?? t('common.environments')}
        sx={{ m: 0, p: 0, listStyle: 'none' }}
      >
        {receivers.map(receiver => (
          <Box
            component="li"
            key={receiver.environment}
            sx={{ py: 0.5, overflowWrap: 'anywhere' }}
          >
            <Receiver receiver={receiver} />
          </Box>
        ))}
      </Box>
    </div>
  );
}

function Receiver({ receiver }: { receiver: PromotionReceiver }) {
  const t = useT();
  const { environment, release, hasIt, approval, kept, allowed } = receiver;
  if (hasIt) {
    return (
      <>
        <b>{environment}</b> <Mark kind="good">{t('promotion.hasIt')}</Mark>
      </>
    );
  }
  return (
    <>
      <b>{environment}</b>{' '}
      <Muted>
        {release
          ? t('promotion.hasNow', { release: String(release.number) })
          : t('promotion.hasNothing')}
      </Muted>{' '}
      {approval !== 'none' && (
        <Mark kind="waiting">
          {t(
            approval === 'needed'
              ? 'promotion.needsApproval'
              : 'promotion.approvalByPlan',
          )}
        </Mark>
      )}{' '}
      {kept && <Mark kind="waiting">{kept}</Mark>}{' '}
      {!allowed.allowed && <Mark kind="bad">{allowed.reason}</Mark>}
    </>
  );
}
