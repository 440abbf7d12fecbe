import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import {
  createFrontendModule,
  useAppLocation,
} from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  NavContentComponentProps,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@mui/icons-material/Menu';
import { Logo } from './Logo';
import { WhoAmI } from './WhoAmI';

function Nav({ navItems }: NavContentComponentProps) {
  const { pathname } = useAppLocation();
  const paths = navItems
    .clone()
    .rest()
    .map(({ href }) => href);
  // Of two entries, one below the other, the page belongs to the inner one.
  const isOfAnother = (href: string) =>
    paths.some(
      path =>
        path.startsWith(`${href}/`) &&
        (pathname === path || pathname.startsWith(`${path}/`)),
    );
  const nav = navItems.withComponent(({ icon, href, title }) => (
    <SidebarItem
      icon={() => icon}
      to={href}
      text={title}
      end={isOfAnother(href)}
    />
  ));
  return (
    <Sidebar>
      <Logo />
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {nav.take('page:search')}
        {nav.take('page:tutti')}
        {nav.take('page:tutti/waiting')}
        {/* Its own entry says how many are unread. A bar over the page would cover its buttons. */}
        {nav.take('page:notifications') && (
          <NotificationsSidebarItem snackbarProps={{ enabled: false }} />
        )}
        {nav.take('page:scaffolder')}
        {nav.take('page:catalog')}
        {nav.take('page:tutti/platform')}
        {nav.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        <WhoAmI />
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
}

export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [NavContentBlueprint.make({ params: { component: Nav } })],
});
