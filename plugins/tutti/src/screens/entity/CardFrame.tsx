import { ReactNode } from 'react';
import { Grow, Row, SectionBody, Surface } from '../../ui/Surface';
import { SectionTitle } from '../../ui/Text';

/** A card among others on the page of an entity. */
export function CardFrame(props: {
  title: string;
  /** Beside the title: a way to more. */
  more?: ReactNode;
  children: ReactNode;
}) {
  const { title, more, children } = props;
  return (
    <SectionBody>
      <Surface aria-label={title} sx={{ p: 2 }}>
        <Row sx={{ mb: 1 }}>
          <SectionTitle as="h2">{title}</SectionTitle>
          <Grow />
          {more}
        </Row>
        {children}
      </Surface>
    </SectionBody>
  );
}
