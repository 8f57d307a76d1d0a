export { CardPage } from './card/CardPage';
export { NewRecordPage } from './form/NewRecordPage';
export { ListPage } from './list/ListPage';
