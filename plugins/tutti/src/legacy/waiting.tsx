import { WaitingForMe } from '../screens/home/WaitingForMe';
import { OldApp } from './OldApp';

export function Content() {
  return (
    <OldApp>
      <WaitingForMe />
    </OldApp>
  );
}
