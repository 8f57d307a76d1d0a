import type { Browser } from 'playwright-core';
import { call, type Desk, enter, openDesk, unique } from './browser';
import { type Language, windowText } from './words';

export const PASSWORD = 'quiet-harbour-lamp-7';

export interface Item {
  id: string;
  version: string;
  name: string;
}

export interface Person {
  id: string;
  /** As lists and pickers show it. */
  name: string;
  login: string;
  /** Where it is not the one that these tests give everybody. */
  password?: string;
}

export const ownDeals = {
  view: ['own'],
  create: ['own'],
  edit: ['own'],
  delete: ['own'],
  authorize: ['own'],
};

/** What people of a language are called, so that those of two languages are told apart on one office. */
export const NAMES = {
  en: { last: 'Novak', first: 'Jan', post: 'Representative', deal: 'Pump station' },
  ru: { last: 'Петрова', first: 'Анна', post: 'Представитель', deal: 'Насосная станция' },
};

/** People of one language, and what an administrator does for them past the window. */
export class Office {
  private readonly opened: Desk[] = [];

  private readonly browser: Browser;
  readonly language: Language;
  readonly admin: Desk;

  private constructor(browser: Browser, language: Language, admin: Desk) {
    this.browser = browser;
    this.language = language;
    this.admin = admin;
  }

  /** Opens the desk of a new administrator who speaks the language. Deals are private from then on. */
  static async open(browser: Browser, language: Language): Promise<Office> {
    const founder = await openDesk(browser);
    await enter(founder);
    const first = new Office(browser, language, founder);
    await first.makeDealsPrivate();
    const role = await first.make('roles', { name: unique('Administration') });
    const person = await first.hire({ role_id: role.id, role_source: 'manual', administrator: true });
    await founder.close();
    const desk = await openDesk(browser);
    await enter(desk, person.login, PASSWORD);
    return new Office(browser, language, desk);
  }

  /** What went wrong in any of the pages. */
  complaints(): string[] {
    return [this.admin, ...this.opened].flatMap((desk) => desk.complaints);
  }

  make(list: string, body: unknown): Promise<Item> {
    return call<Item>(this.admin, 'POST', `/api/${list}`, body);
  }

  async change(path: string, body: unknown): Promise<void> {
    await call(this.admin, 'PATCH', path, body);
  }

  /** A role with a profile of its own, and a position that implies it. */
  async makePost(matrix: Record<string, unknown>, more: { team?: string; fields?: unknown } = {}) {
    const stem = NAMES[this.language].post;
    const profile = await this.make('profiles', { name: unique(stem), matrix, fields: more.fields ?? {} });
    const role = await this.make('roles', {
      name: unique(stem),
      profiles: [profile.id],
      team: more.team ?? 'none',
    });
    const position = await this.make('positions', { name: unique(stem), role_id: role.id });
    return { profile, role, position };
  }

  async hire(post: Record<string, unknown>): Promise<Person> {
    const login = unique('person').replaceAll(' ', '.');
    const { last, first } = NAMES[this.language];
    const employee = await this.make('employees', {
      last_name: unique(last),
      first_name: first,
      login,
      password: PASSWORD,
      language: this.language,
      status: 'active',
      ...post,
    });
    return { id: employee.id, name: employee.name, login };
  }

  /** Somebody of the imported company in that position, another one for each language, and whoever reports to him. */
  async imported(position: string): Promise<Person & { department: string; team: string[] }> {
    interface Listed extends Item {
      login: string;
      position_id: string;
      department_id: string;
      reports_to: string | null;
    }
    const positions = await call<{ items: Item[] }>(this.admin, 'GET', '/api/positions');
    const post = positions.items.find((item) => item.name === position);
    const employees = await call<{ items: Listed[] }>(this.admin, 'GET', '/api/employees');
    const holders = employees.items.filter((item) => item.position_id === post?.id);
    const person = holders[this.language === 'en' ? 0 : 1];
    if (!person) throw new Error(`nobody has the position ${position}: is the plan imported?`);
    await this.change(`/api/employees/${person.id}`, { password: PASSWORD, language: this.language });
    const team = employees.items.filter((item) => item.reports_to === person.id).map((item) => item.id);
    return { ...person, department: person.department_id, team };
  }

  /** Somebody at his own computer, signed in already. */
  async deskOf(person: Person): Promise<Desk> {
    const desk = await this.freshDesk();
    await enter(desk, person.login, person.password ?? PASSWORD);
    return desk;
  }

  /** A computer at which nobody has signed in yet. */
  async freshDesk(): Promise<Desk> {
    const desk = await openDesk(this.browser);
    this.opened.push(desk);
    return desk;
  }

  makeDeal(fields: Record<string, unknown>, responsible?: Person): Promise<Item> {
    return this.make('records/deal', { fields, ...(responsible ? { responsible: responsible.id } : {}) });
  }

  /** Shares a deal with these people and with nobody else. */
  async share(deal: Item, people: Person[], level: 'view' | 'edit'): Promise<void> {
    const items = people.map(({ id }) => ({ principal: { kind: 'employee', id }, level }));
    await call(this.admin, 'PUT', `/api/records/deal/${deal.id}/shares`, { items, with: [] });
  }

  /** Deals are private, as the preset "strict" has them: otherwise everybody who may view deals sees all. */
  private async makeDealsPrivate(): Promise<void> {
    await this.change('/api/types/deal', { default: 'private' });
  }

  /** What the office calls a type in the language. */
  async typeName(type: string, form: 'one' | 'many'): Promise<string> {
    interface Type {
      labels: Record<'one' | 'many', Record<Language, string>>;
    }
    return (await call<Type>(this.admin, 'GET', `/api/types/${type}`)).labels[form][this.language];
  }

  /** What the office calls a field in the language. */
  async fieldName(type: string, field: string): Promise<string> {
    interface Type {
      fields: { name: string; labels: Record<Language, string> }[];
    }
    const { fields } = await call<Type>(this.admin, 'GET', `/api/types/${type}`);
    const found = fields.find((candidate) => candidate.name === field);
    if (!found) throw new Error(`the type ${type} has no field ${field}`);
    return found.labels[this.language];
  }

  /** What the list of deals says while it is empty. */
  async noDeals(): Promise<string> {
    return windowText(this.language)('list.empty', { name: await this.typeName('deal', 'many') });
  }
}
