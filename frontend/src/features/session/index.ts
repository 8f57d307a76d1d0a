export { InvitedPage } from './InvitedPage';
export { SignInPage } from './SignInPage';
