export { AdminHomePage } from './AdminHomePage';
export { AdminSectionPage } from './AdminSectionPage';
export { SECTIONS } from './sections';
