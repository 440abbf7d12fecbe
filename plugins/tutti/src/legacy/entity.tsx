import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityEnvironments } from '../screens/entity/EntityEnvironments';
import { EnvironmentsCard } from '../screens/entity/EnvironmentsCard';
import { EntityRuntime } from '../screens/entity/EntityRuntime';
import { EntityVersions } from '../screens/entity/EntityVersions';
import { ResourceCard } from '../screens/entity/ResourceCard';
import { SystemCard } from '../screens/entity/SystemCard';
import { OldApp } from './OldApp';

export function EntityTuttiContent() {
  return (
    <OldApp>
      <EntityEnvironments />
    </OldApp>
  );
}

export function EntityTuttiRuntime() {
  return (
    <OldApp>
      <EntityRuntime />
    </OldApp>
  );
}

function CardOfKind() {
  const { entity } = useEntity();
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'system':
      return <SystemCard />;
    case 'resource':
      return <ResourceCard />;
    default:
      return <EnvironmentsCard />;
  }
}

export function EntityTuttiCard() {
  return (
    <OldApp>
      <CardOfKind />
    </OldApp>
  );
}

export function EntityTuttiVersions() {
  return (
    <OldApp>
      <EntityVersions />
    </OldApp>
  );
}
