// A small made-up company for developing the window without an office.

const L = (en, ru) => ({ en, ru });
const TL = (enOne, enMany, ruOne, ruMany) => ({
  en: { one: enOne, many: enMany },
  ru: { one: ruOne, many: ruMany },
});

function field(name, kind, en, ru, more = {}) {
  return {
    name,
    kind,
    labels: L(en, ru),
    required: false,
    unique: false,
    right: 'edit',
    default_right: 'edit',
    cap: '',
    section: '',
    order: 0,
    sortable: true,
    filterable: true,
    system: false,
    ...more,
  };
}

const STAGES = [
  ['new', 'New', 'Новая', 'grey', ''],
  ['qualified', 'Qualified', 'Квалификация', 'blue', ''],
  ['proposal', 'Proposal', 'Предложение', 'violet', ''],
  ['negotiation', 'Negotiation', 'Переговоры', 'amber', ''],
  ['won', 'Won', 'Успех', 'green', 'won'],
  ['lost', 'Lost', 'Отказ', 'red', 'lost'],
].map(([value, en, ru, color, outcome]) => ({ value, labels: L(en, ru), color, outcome }));

const can = {
  view: true,
  create: true,
  edit: true,
  delete: true,
  export: true,
  import: true,
  merge: true,
  mass_edit: true,
  print: true,
  transfer: true,
  authorize: true,
};

function type(name, labels, fields, more = {}) {
  return {
    name,
    labels,
    default: 'view',
    creator_keeps: 'view',
    parent_field: '',
    access_fields: [],
    supervision: { role_below: 'view', reports: 'view', department_head: 'view', group_manager: 'edit' },
    comments: true,
    exists_hint: true,
    icon: name,
    can,
    fields: fields.map((one, order) => ({ ...one, order })),
    version: '1',
    ...more,
  };
}

export const types = [
  type('deal', TL('Deal', 'Deals', 'Сделка', 'Сделки'), [
    field('name', 'text', 'Deal', 'Сделка', { required: true, system: true }),
    field('company', 'link', 'Company', 'Компания', { target: 'company' }),
    field('stage', 'choice', 'Stage', 'Стадия', { choices: STAGES, required: true }),
    field('value', 'money', 'Amount', 'Сумма'),
    field('close_date', 'date', 'Expected close', 'Дата закрытия'),
    field('probability', 'percent', 'Probability', 'Вероятность'),
    field('urgent', 'yes_no', 'Urgent', 'Срочно'),
    field('source', 'text', 'Source', 'Источник', { section: '', right: 'read' }),
    field('margin', 'money', 'Margin', 'Маржа', { right: 'masked', filterable: false, sortable: false }),
    field('next_call', 'date_time', 'Next call', 'Следующий звонок'),
    field('description', 'long_text', 'Description', 'Описание', { sortable: false }),
  ]),
  type('contact', TL('Contact', 'Contacts', 'Контакт', 'Контакты'), [
    field('name', 'text', 'Name', 'Имя', { required: true, system: true }),
    field('phone', 'phone', 'Phone', 'Телефон'),
    field('email', 'email', 'E-mail', 'Эл. почта'),
    field('company', 'link', 'Company', 'Компания', { target: 'company' }),
  ]),
  type('company', TL('Company', 'Companies', 'Компания', 'Компании'), [
    field('name', 'text', 'Company', 'Компания', { required: true, system: true }),
    field('phone', 'phone', 'Phone', 'Телефон'),
    field('site', 'url', 'Web site', 'Сайт'),
  ]),
  type('task', TL('Task', 'Tasks', 'Задача', 'Задачи'), [
    field('name', 'text', 'Task', 'Задача', { required: true, system: true }),
    field('due', 'date', 'Due', 'Срок'),
    field('done', 'yes_no', 'Done', 'Выполнена'),
  ]),
];

const people = [
  ['e1', 'Соколова', 'Марина', 'Игоревна'],
  ['e2', 'Петров', 'Алексей', 'Викторович'],
  ['e3', 'Carter', 'James', ''],
  ['e4', 'Лебедева', 'Ольга', 'Павловна'],
  ['e5', 'Novak', 'Jan', ''],
];

export const lists = {
  roles: [
    { id: 'r1', version: '1', name: 'Management', parent_id: null, profiles: ['p1'], team: 'none' },
    { id: 'r2', version: '1', name: 'Sales manager', parent_id: 'r1', profiles: ['p2'], team: 'view' },
    { id: 'r3', version: '1', name: 'Sales representative', parent_id: 'r2', profiles: ['p2'], team: 'none' },
  ],
  positions: [
    { id: 'o1', version: '1', name: 'Director', role_id: 'r1', department_id: 'd1' },
    { id: 'o2', version: '1', name: 'Head of sales', role_id: 'r2', department_id: 'd2' },
    { id: 'o3', version: '1', name: 'Representative', role_id: 'r3', department_id: 'd2' },
  ],
  departments: [
    { id: 'd1', version: '1', name: 'Board', parent_id: null, head_id: 'e1' },
    { id: 'd2', version: '1', name: 'Sales', parent_id: 'd1', head_id: 'e2' },
    { id: 'd3', version: '1', name: 'Sales North', parent_id: 'd2', head_id: null },
  ],
  branches: [{ id: 'b1', version: '1', name: 'Riga', address: 'Brīvības 1', time_zone: 'Europe/Riga' }],
  groups: [
    {
      id: 'g1',
      version: '1',
      name: 'Отдел продаж «Север»',
      members: [
        { kind: 'employee', id: 'e2', manager: true },
        { kind: 'department', id: 'd3', manager: false },
      ],
      profiles: [],
      counts_for_reach: true,
    },
  ],
  profiles: [
    {
      id: 'p1',
      version: '1',
      name: 'Everything',
      matrix: { deal: { view: ['all'], edit: ['all'] } },
      fields: {},
      features: { api: true },
    },
    {
      id: 'p2',
      version: '1',
      name: 'Sales',
      matrix: {
        deal: { view: ['own', 'group'], create: ['own'], edit: ['own'], delete: ['own'] },
        contact: { view: ['all'], create: ['all'], edit: ['all'] },
        company: { view: ['department_and_below', 'branch'], create: ['own'] },
      },
      fields: { deal: { margin: 'masked' } },
      features: { comments: true, 'administration.people': false },
    },
  ],
  'sharing-rules': [
    {
      id: 's1',
      version: '1',
      name: 'Won deals for everyone',
      type: 'deal',
      source: { kind: 'condition', filter: { and: [{ field: 'stage', op: 'in', value: ['won'] }] } },
      target: { kind: 'everyone' },
      level: 'view',
      active: true,
    },
  ],
  restrictions: [
    {
      id: 'x1',
      version: '1',
      name: 'Closed deals stay',
      type: 'deal',
      who: [{ kind: 'everyone' }],
      except: [{ kind: 'role', id: 'r1' }],
      level: 'view',
      active: false,
    },
  ],
  employees: people.map(([id, last_name, first_name, patronymic], index) => ({
    id,
    version: '1',
    last_name,
    first_name,
    patronymic,
    name: [last_name, first_name, patronymic].filter(Boolean).join(' '),
    login: `user${index + 1}`,
    time_zone: 'Europe/Riga',
    language: index === 2 ? 'en' : 'ru',
    position_id: index === 0 ? 'o1' : 'o3',
    role_id: index === 0 ? 'r1' : index === 3 ? 'r2' : 'r3',
    role_source: index === 3 ? 'manual' : 'position',
    department_id: 'd2',
    branch_id: 'b1',
    reports_to: index === 0 ? null : 'e1',
    status: index === 4 ? 'suspended' : 'active',
    administrator: index === 0,
    profiles: [],
    phones: ['+371 2000 0000'],
    extension: `10${index}`,
    email: '',
    groups: index === 1 ? [{ id: 'g1', manager: true }] : [],
  })),
};

const WORDS = [
  'Fleet trackers',
  'Поставка кабеля',
  'Лизинг оборудования',
  'Warehouse lighting',
  'Монтаж вентиляции',
  'Data cabling',
];
const COMPANIES = [
  'ЗАО «Светотехника»',
  'Baltic Timber Ltd',
  'Nordhaus GmbH',
  'ООО «Вектор Плюс»',
  'Orchard Foods',
  'АО «Уралпромсталь»',
  'ГК «Атлант»',
];

function base(id, typeName, index, fields) {
  const at = new Date(Date.UTC(2026, 9, 1) - index * 3_600_000).toISOString();
  return {
    id,
    type: typeName,
    responsible: people[index % 5][0],
    created_by: 'e1',
    created_at: at,
    updated_at: at,
    fields,
    version: '1',
  };
}

export const records = {
  company: COMPANIES.map((name, index) =>
    base(`c${index}`, 'company', index, { name, phone: `+3712000000${index}`, site: 'https://example.com' }),
  ),
  contact: people.map((person, index) =>
    base(`k${index}`, 'contact', index, {
      name: person.slice(1).join(' '),
      phone: `+3712900000${index}`,
      email: `anna${index}@пример.рф`,
      company: `c${index}`,
    }),
  ),
  task: [base('t0', 'task', 0, { name: 'Call back', due: '2026-12-01', done: false })],
  deal: Array.from({ length: 1800 }, (_, index) =>
    base(`q${index}`, 'deal', index, {
      name: `${WORDS[index % 6]} — ${COMPANIES[index % 7]} ${index + 1}`,
      company: index % 11 === 3 ? 'secret' : `c${index % 7}`,
      stage: STAGES[index % 6].value,
      value:
        index % 9 === 0
          ? null
          : {
              amount: `${((index * 7919) % 900_000) + 1000}.${index % 3 ? '00' : '50'}`,
              currency: index % 4 ? 'EUR' : 'RUB',
            },
      close_date: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
      probability: String((index * 13) % 100),
      urgent: index % 5 === 0,
      source: index % 2 ? 'call' : 'web site',
      margin: '•••• 50',
      next_call: '2026-11-24T09:00:00Z',
      description: 'Pump stations and spare parts.\nDelivery to the site.',
    }),
  ),
};
