export { PortalLinks } from './PortalLinks';
export { registerActions } from './registerActions';
