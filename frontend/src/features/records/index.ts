export { CardPage } from './card/CardPage';
export { NewRecordPage } from './form/NewRecordPage';
export { QuickCreate } from './form/QuickCreate';
export { BoardPage, ListPage } from './list/ListPage';
