import { runtimeEventsQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { Skeletons } from '../../ui/Skeletons';
import { Table } from '../../ui/Table';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

const EVERY = 6_000;

/** What the cluster noted about an object and everything below it, newest first. */
export function ObjectEvents(props: {
  application: string;
  environment: string;
  uid: string;
}) {
  const t = useT();
  const { application, environment, uid } = props;
  const answer = useTutti(
    runtimeEventsQuestion,
    [application, environment, uid],
    () => EVERY,
  );
  return (
    <Loaded
      answer={answer}
      what={t('runtime.events')}
      skeleton={<Skeletons count={3} height={40} />}
    >
      {({ items }) =>
        items.length === 0 ? (
          <EmptyNote title={t('runtime.noEvents')}>
            {t('runtime.noEventsText')}
          </EmptyNote>
        ) : (
          <Table
            label={t('runtime.events')}
            head={[t('runtime.events'), t('runtime.object'), t('runtime.age')]}
            widths={['56%', '30%', '14%']}
          >
            {items.map((event, index) => (
              <tr key={index}>
                <td>
                  {event.warning ? (
                    <Mark kind="warning">{event.reason}</Mark>
                  ) : (
                    <b>{event.reason}</b>
                  )}{' '}
                  {event.message}{' '}
                  {event.count > 1 && (
                    <Muted>
                      {t('runtime.times', { n: String(event.count) })}
                    </Muted>
                  )}
                </td>
                <td>
                  <Muted>{event.kind}</Muted> {event.name}
                </td>
                <td className="whole">
                  <Muted>
                    <TimeAgo at={event.at} />
                  </Muted>
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </Loaded>
  );
}
