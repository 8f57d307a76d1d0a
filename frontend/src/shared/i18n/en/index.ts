import abilities from './abilities.json';
import access from './access.json';
import action from './action.json';
import admin from './admin.json';
import board from './board.json';
import bulk from './bulk.json';
import common from './common.json';
import company from './company.json';
import composer from './composer.json';
import conflict from './conflict.json';
import employees from './employees.json';
import errors from './errors.json';
import features from './features.json';
import field from './field.json';
import fieldRight from './field_right.json';
import files from './files.json';
import filter from './filter.json';
import help from './help.json';
import home from './home.json';
import inbox from './inbox.json';
import jobs from './jobs.json';
import keys from './keys.json';
import kind from './kind.json';
import leaving from './leaving.json';
import level from './level.json';
import lines from './lines.json';
import list from './list.json';
import matrix from './matrix.json';
import outbox from './outbox.json';
import palette from './palette.json';
import people from './people.json';
import principal from './principal.json';
import reach from './reach.json';
import record from './record.json';
import related from './related.json';
import section from './section.json';
import session from './session.json';
import settings from './settings.json';
import shell from './shell.json';
import sync from './sync.json';
import system from './system.json';
import timeline from './timeline.json';
import transfer from './transfer.json';
import types from './types.json';
import views from './views.json';
import who from './who.json';
import why from './why.json';

export const en = {
  abilities,
  access,
  action,
  admin,
  bulk,
  board,
  common,
  company,
  composer,
  conflict,
  employees,
  errors,
  features,
  field,
  field_right: fieldRight,
  files,
  filter,
  help,
  home,
  inbox,
  jobs,
  keys,
  kind,
  leaving,
  level,
  lines,
  list,
  matrix,
  outbox,
  palette,
  people,
  principal,
  reach,
  record,
  related,
  section,
  session,
  settings,
  shell,
  sync,
  system,
  timeline,
  transfer,
  types,
  views,
  who,
  why,
};
