// A stand-in for the office while the window is developed: `npm run mock`, then sign in as admin / admin.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { lists, records, types } from './data.mjs';

const port = Number(process.env.PORT ?? 8790);
const dist = new URL('../../dist/', import.meta.url).pathname;
const streams = new Set();
const shares = new Map();
const timelines = new Map();
let sequence = 0;
let language = 'en';

const problem = (status, kind, key, detail, more = {}) => ({
  status,
  body: { status, kind, key, detail, ref: 'M-1', ...more },
});
const ok = (body, status = 200) => ({ status, body });
const absent = () =>
  problem(404, 'not_found', 'error.not_found', 'There is no such record, or it is not open to you.');
const nameOf = (id) =>
  lists.employees.find((e) => e.id === id)?.name ??
  lists.groups.find((g) => g.id === id)?.name ??
  Object.values(records)
    .flat()
    .find((r) => r.id === id)?.fields.name;

function names(items) {
  const ids = items.flatMap((r) => [r.responsible, r.created_by, r.fields.company].filter(Boolean));
  return Object.fromEntries([...new Set(ids)].flatMap((id) => (nameOf(id) ? [[id, nameOf(id)]] : [])));
}

const abilities = {
  view: true,
  edit: true,
  delete: true,
  authorize: true,
  transfer: true,
  export: true,
  print: true,
  merge: true,
  mass_edit: true,
  comment: true,
};
const card = (r) => ({ ...r, can: abilities, names: names([r]) });

function tell(event, data) {
  for (const stream of streams)
    stream.write(`id: ${++sequence}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function holds(record, node) {
  if (node.and) return node.and.every((part) => holds(record, part));
  if (node.or) return node.or.some((part) => holds(record, part));
  const value = node.field in record ? record[node.field] : record.fields[node.field];
  const plain = value?.amount ?? value;
  switch (node.op) {
    case 'contains':
      return String(plain ?? '')
        .toLowerCase()
        .includes(String(node.value).toLowerCase());
    case 'in':
      return node.value.includes(plain);
    case 'not':
      return !node.value.includes(plain);
    case 'me':
      return plain === 'e1';
    case 'empty':
      return (plain === null || plain === undefined || plain === '') === (node.value !== false);
    case '=':
      return plain === (node.value?.amount ?? node.value);
    default:
      return true;
  }
}

function list(type, query) {
  const filter = JSON.parse(query.get('filter') ?? '{"and":[]}');
  const q = (query.get('q') ?? '').toLowerCase();
  const bin = query.get('bin') === 'true';
  const sort = query.get('sort') ?? '-created_at';
  const key = sort.replace('-', '');
  const get = (r) =>
    (key in r ? r[key] : r.fields[key]?.amount ? Number(r.fields[key].amount) : r.fields[key]) ?? '';
  const found = (records[type] ?? [])
    .filter(
      (r) =>
        Boolean(r.deleted) === bin && holds(r, filter) && String(r.fields.name).toLowerCase().includes(q),
    )
    .sort((a, b) => (get(a) < get(b) ? -1 : get(a) > get(b) ? 1 : 0) * (sort.startsWith('-') ? -1 : 1));
  const from = Number(query.get('cursor') || 0);
  const limit = Number(query.get('limit') || 50);
  const items = found.slice(from, from + limit);
  const inexact = filter.and.length > 0 && found.length > 1000;
  if (inexact) setTimeout(() => tell('total', { count_id: 'n1', count: found.length, exact: true }), 400);
  return ok({
    items: items.map((r) => ({ ...r, can: abilities })),
    next: from + limit < found.length ? String(from + limit) : '',
    total: inexact ? { count: 1000, exact: false, count_id: 'n1' } : { count: found.length, exact: true },
    names: names(items),
  });
}

function addToTimeline(id, entry) {
  const item = {
    id: `h${++sequence}`,
    at: new Date().toISOString(),
    by: { id: 'e1', name: nameOf('e1') },
    ...entry,
  };
  timelines.set(id, [item, ...(timelines.get(id) ?? [])]);
  return item;
}

function onRecord(method, type, id, rest, body, request) {
  const record = (records[type] ?? []).find((r) => r.id === id);
  if (!record || (record.deleted && rest !== 'restore')) return absent();
  const changed = () => {
    record.version = String(Number(record.version) + 1);
    record.updated_at = new Date().toISOString();
    tell('record', { seq: sequence, type, id, change: record.deleted ? 'gone' : 'put' });
  };
  if (rest === '' && method === 'GET') return ok(card(record));
  if (rest === '' && method === 'DELETE') {
    record.deleted = true;
    changed();
    return ok(undefined, 204);
  }
  if (rest === '' && method === 'PATCH') {
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== `"${record.version}"`)
      return problem(409, 'conflict', 'error.conflict', 'Somebody changed it meanwhile.', {
        current: card(record),
      });
    if (body.fields.name === '')
      return problem(422, 'invalid', 'error.invalid', 'Fill in the name.', {
        fields: { name: 'Fill in the name.' },
      });
    const changes = Object.entries(body.fields).map(([name, to]) => ({
      field: name,
      from: record.fields[name],
      to,
    }));
    Object.assign(record.fields, body.fields);
    addToTimeline(id, { kind: 'change', changes });
    changed();
    return ok(card(record));
  }
  if (rest === 'restore') {
    record.deleted = false;
    changed();
    return ok(card(record));
  }
  if (rest === 'timeline') {
    const made = { id: 'h0', kind: 'created', at: record.created_at, by: { id: 'e1', name: nameOf('e1') } };
    return ok({ items: [...(timelines.get(id) ?? []), made], next: '', names: names([record]) });
  }
  if (rest === 'notes') return ok(addToTimeline(id, { kind: 'note', text: body.text }), 201);
  if (rest === 'messages') return ok(addToTimeline(id, { kind: 'message', text: body.text }), 201);
  if (rest === 'tasks')
    return ok(
      addToTimeline(id, {
        kind: 'task',
        task: { id: 't0', title: body.title, due: body.due, done: false, responsible: body.responsible },
      }),
      201,
    );
  if (rest === 'shares') {
    if (method === 'PUT') {
      shares.set(
        id,
        body.items.map((s) => ({
          ...s,
          principal: {
            ...s.principal,
            name:
              nameOf(s.principal.id) ??
              lists.roles.find((r) => r.id === s.principal.id)?.name ??
              s.principal.id,
          },
          given_by: { id: 'e1', name: nameOf('e1') },
        })),
      );
      changed();
    }
    return ok({
      items: shares.get(id) ?? [],
      levels: ['view', 'edit', 'delete', 'authorize'],
      can: true,
      related: [],
    });
  }
  if (rest === 'access')
    return ok({
      items: lists.employees.map((e) => ({
        employee: { id: e.id, name: e.name },
        level: 'view',
        grounds: ['Organisation default: all may view deals'],
      })),
      total: 5,
    });
  if (rest === 'links')
    return ok({
      items: [{ id: 'l1', role: 'subsidiary of', record: { type: 'company', id: 'c1', name: nameOf('c1') } }],
    });
  if (rest === 'transfer' && method === 'POST') {
    record.responsible = body.to;
    addToTimeline(id, { kind: 'transfer', text: nameOf(body.to) });
    changed();
    return ok(card(record));
  }
  if (rest === 'transfer') return ok({ items: [] });
  return absent();
}

function onResource(method, name, id, body) {
  const items = lists[name];
  if (method === 'GET' && !id) return ok({ items, next: '', total: items.length });
  if (method === 'POST' && !id) {
    if (!body.name && !body.last_name)
      return problem(422, 'invalid', 'error.invalid', 'Something is filled in wrongly.', {
        fields: { name: 'Give it a name.', last_name: 'Give the last name.' },
      });
    const item = { id: `n${++sequence}`, version: '1', ...body };
    if (body.generate_password) item.generated_password = 'kind-otter-42';
    items.push(item);
    tell('rights', {});
    return ok(item, 201);
  }
  const item = items.find((one) => one.id === id);
  if (!item) return absent();
  if (method === 'PATCH') {
    Object.assign(item, body, { version: String(Number(item.version) + 1) });
    tell('rights', {});
  }
  if (method === 'DELETE') {
    if (name === 'roles')
      return problem(409, 'conflict', 'error.in_use', 'The role is in use: Sales manager, Representative.');
    items.splice(items.indexOf(item), 1);
    return ok(undefined, 204);
  }
  return ok(item);
}

function answer(method, path, query, body, request) {
  const signedIn = (request.headers.cookie ?? '').includes('kontora_session=');
  if (path === '/api/session' && method === 'POST') {
    if (body.login === 'limited')
      return {
        ...problem(429, 'unavailable', 'error.rate', 'Too many attempts.'),
        headers: { 'Retry-After': '9' },
      };
    if (body.password !== 'admin')
      return problem(401, 'unauthenticated', 'error.sign_in', 'The login or the password is wrong.');
    return {
      ...ok({ token: 't', employee: { id: 'e1' } }),
      headers: { 'Set-Cookie': 'kontora_session=1; Path=/; HttpOnly' },
    };
  }
  if (path === '/api/session')
    return { ...ok(undefined, 204), headers: { 'Set-Cookie': 'kontora_session=; Path=/; Max-Age=0' } };
  if (!signedIn) return problem(401, 'unauthenticated', 'error.session', 'You are not signed in.');
  if (path === '/api/me' && method === 'PATCH') {
    language = body.language ?? language;
    return ok({});
  }
  if (path === '/api/me') {
    const { id, name, last_name, first_name, patronymic } = lists.employees[0];
    return ok({
      employee: { id, name, last_name, first_name, patronymic, language, time_zone: 'Europe/Riga' },
      company: { name: 'Северный порт' },
      administrator: true,
      features: {},
      rights: {},
    });
  }
  if (path === '/api/types') return ok({ items: types, total: types.length });
  if (path === '/api/principals') {
    const kinds = (query.get('kinds') ?? 'employee').split(',');
    const q = (query.get('q') ?? '').toLowerCase();
    const all = [
      ['employee', 'employees'],
      ['group', 'groups'],
      ['role', 'roles'],
      ['department', 'departments'],
      ['branch', 'branches'],
    ]
      .filter(([kind]) => kinds.includes(kind))
      .flatMap(([kind, name]) =>
        lists[name].map((one) => ({ kind, id: one.id, name: one.name, detail: '' })),
      );
    return ok({ items: all.filter((one) => one.name.toLowerCase().includes(q)).slice(0, 20) });
  }
  if (path === '/api/search') {
    const q = (query.get('q') ?? '').toLowerCase();
    const hits = Object.values(records)
      .flat()
      .filter((r) => r.fields.name.toLowerCase().includes(q))
      .slice(0, 12);
    return ok({
      items: hits.map((r) => ({ type: r.type, id: r.id, name: r.fields.name, matched: [] })),
      more: false,
    });
  }
  if (path === '/api/explain')
    return ok({
      allowed: true,
      grounds: [
        { kind: 'cap', holds: true, text: 'Profile “Sales” lets view deals: own, group' },
        { kind: 'own', holds: false, text: 'Responsible for the deal' },
        { kind: 'default', holds: true, text: 'Organisation default: all may view deals' },
      ],
    });
  if (path === '/api/tokens')
    return method === 'POST' ? ok({ id: 'k1', token: 'kontora_4f9a…' }, 201) : ok({ items: [] });
  if (path === '/api/sessions')
    return ok({
      items: [
        {
          id: 'z1',
          user_agent: 'Chromium on Linux',
          address: '127.0.0.1',
          last_seen_at: new Date().toISOString(),
          current: true,
        },
      ],
    });
  const [, , area, type = '', id = '', rest = ''] = path.split('/');
  if (area === 'records' && !id && method === 'GET') return records[type] ? list(type, query) : absent();
  if (area === 'records' && !id) {
    if (!body.fields?.name)
      return problem(422, 'invalid', 'error.invalid', 'Something is filled in wrongly.', {
        fields: { name: 'Fill in the name.' },
      });
    const at = new Date().toISOString();
    const record = {
      id: `q${Date.now()}`,
      type,
      responsible: body.responsible ?? 'e1',
      created_by: 'e1',
      created_at: at,
      updated_at: at,
      fields: body.fields,
      version: '1',
    };
    records[type].unshift(record);
    tell('record', { seq: sequence, type, id: record.id, change: 'put' });
    return ok(card(record), 201);
  }
  if (area === 'records') return onRecord(method, type, id, rest, body, request);
  if (lists[area]) return onResource(method, area, type, body);
  return absent();
}

const MEDIA = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function serveFile(path, response) {
  const file = join(dist, path);
  const found = existsSync(file) && statSync(file).isFile() ? file : join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': MEDIA[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(response);
}

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://mock');
  if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response);
  if (url.pathname === '/api/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(': here\n\n');
    streams.add(response);
    request.on('close', () => streams.delete(response));
    return;
  }
  let text = '';
  request.on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    const body = text === '' ? {} : JSON.parse(text);
    const {
      status,
      body: out,
      headers = {},
    } = answer(request.method, url.pathname, url.searchParams, body, request);
    response.writeHead(status, {
      'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json',
      ...headers,
    });
    response.end(out === undefined ? '' : JSON.stringify(out));
  });
}).listen(port, '127.0.0.1', () => console.log(`mock office at http://127.0.0.1:${port}`));
