export { InboxPage } from './InboxPage';
export { JobsList } from './JobsList';
export { NoticesList } from './NoticesList';
