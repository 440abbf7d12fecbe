import { MyApplications } from '../screens/home/MyApplications';
import { OldApp } from './OldApp';

export function Content() {
  return (
    <OldApp>
      <MyApplications />
    </OldApp>
  );
}
