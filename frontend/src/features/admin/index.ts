export { AdminHomePage } from './AdminHomePage';
export { AdminSectionPage } from './AdminSectionPage';
