export { DesksSection } from './DesksSection';
export { SettingsPage } from './SettingsPage';
