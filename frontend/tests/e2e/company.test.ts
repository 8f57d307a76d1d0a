import { describe, expect, test } from 'vitest';
import { call, findings, unique } from './browser';
import { LetterBox } from './letterBox';
import { officeIn } from './offices';
import type { Item } from './people';
import { POINT } from './pictures';
import { LANGUAGES, officeText, windowText } from './words';

interface Profile {
  name: string;
  phone: string;
  work_days: number[];
  work_from: string;
  files_per_day_mb: number;
  files_keep_free_mb: number;
}

interface TypeDefault {
  name: string;
  default: string;
}

describe.for(LANGUAGES)('the company, in %s', (language) => {
  const t = windowText(language);
  const at = officeIn(language);

  test('its profile is filled in and told to everybody', async () => {
    const { page } = at.office.admin;
    const before = await call<Profile>(at.office.admin, 'GET', '/api/company');
    const name = `${before.name} ${language}`;
    await page.goto('/admin/company');
    await page.getByLabel(t('company.name'), { exact: false }).first().fill(name);
    await page.getByLabel(t('company.phone')).fill('12');
    await page.getByLabel(t('company.work_from'), { exact: true }).fill('8:30');
    await page.getByLabel(t('company.work_to'), { exact: true }).fill('17:00');
    await page.getByRole('checkbox').first().setChecked(true);
    await page.getByTestId('save').click();
    await page.getByText(officeText(language, 'field.phone', { value: '12' })).waitFor();
    await page.getByLabel(t('company.phone')).fill('+49 40 1234567');
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
    await page.getByRole('banner').or(page.getByRole('navigation')).getByText(name).first().waitFor();
    expect(await call<Profile>(at.office.admin, 'GET', '/api/company')).toMatchObject({
      name,
      phone: '+49401234567',
      work_days: expect.arrayContaining([1]),
      work_from: '08:30',
    });
    expect(await findings(page)).toEqual([]);
    await call(at.office.admin, 'PATCH', '/api/company', { name: before.name });
  });

  test('its rules of dialling are tried before they are saved, and numbers are found as they are dialled', async () => {
    const { page } = at.office.admin;
    const before = await call<Profile & { country: string }>(at.office.admin, 'GET', '/api/company');
    await call(at.office.admin, 'PATCH', '/api/company', { country: 'RU' });
    await page.goto('/admin/company');
    await page.getByLabel(t('company.dial_outside')).fill('9');
    await page.getByLabel(t('company.dial_internal')).fill('4');
    const number = page.getByLabel(t('company.dial_try'));
    await number.fill('9,8 912 345-67-89');
    await page.getByText(t('company.dialled', { kept: '+79123456789', dialled: '989123456789' })).waitFor();
    await number.fill('12-34');
    await page.getByText(t('company.dialled_inside', { dialled: '1234' })).waitFor();
    await number.fill('???');
    await page.getByText(t('company.dial_none')).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
    const name = unique('Caller');
    await at.office.make('records/contact', { fields: { name, phone: '+7 912 345-67-89' } });
    await page.goto(`/t/contact?q=${encodeURIComponent('9, 8 912 345')}`);
    await page.getByRole('row').filter({ hasText: name }).waitFor();
    await call(at.office.admin, 'PATCH', '/api/company', {
      country: before.country,
      dial_outside: '',
      dial_internal: 0,
    });
  });

  test('its mail server is checked by a letter to oneself', async () => {
    const box = await LetterBox.open();
    const { page } = at.office.admin;
    try {
      const me = await call<{ employee: { id: string } }>(at.office.admin, 'GET', '/api/me');
      await call(at.office.admin, 'PATCH', `/api/employees/${me.employee.id}`, {
        email: 'admin@port.example',
      });
      await page.goto('/admin/company');
      const form = page.getByRole('form', { name: t('company.mail'), exact: true });
      await form.getByLabel(t('company.mail_host'), { exact: true }).fill('127.0.0.1');
      await form.getByLabel(t('company.mail_port'), { exact: true }).fill('1');
      await form.getByRole('combobox', { name: t('company.mail_security') }).click();
      await page.getByRole('option', { name: t('company.mail_securities.none') }).click();
      await form.getByLabel(t('company.mail_sender')).fill('office@port.example');
      await page.getByTestId('save-mail').click();
      await form.getByRole('button', { name: t('company.mail_check') }).click();
      await form.getByText(officeText(language, 'mail.problem_connect')).waitFor();
      expect(await findings(page)).toEqual([]);
      await form.getByLabel(t('company.mail_port'), { exact: true }).fill(String(box.port));
      await page.getByTestId('save-mail').click();
      await form.getByRole('button', { name: t('company.mail_check') }).click();
      await form.getByText(t('company.mail_sent', { to: 'admin@port.example' })).waitFor();
      expect(box.letters).toHaveLength(1);
    } finally {
      await call(at.office.admin, 'PATCH', '/api/company/mail', { host: '' });
      box.close();
    }
  });

  test('how much of the disk files may take is set, and a full disk says so', async () => {
    const { page } = at.office.admin;
    await page.goto('/admin/company');
    const keep = page.getByLabel(t('company.files_keep_free_mb'));
    await keep.fill('9000000');
    await page.getByTestId('save').click();
    await page.getByText(t('common.saved')).waitFor();
    await page.getByTestId('logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: POINT });
    await page.getByText(officeText(language, 'file.disk_full')).waitFor();
    await keep.fill('5');
    await page.getByTestId('save').click();
    await page
      .getByText(officeText(language, 'administration.room', { min: '100', max: '10000000' }))
      .waitFor();
    await keep.fill('1000');
    await page.getByTestId('save').click();
    await expect
      .poll(() => call<Profile>(at.office.admin, 'GET', '/api/company'))
      .toMatchObject({ files_keep_free_mb: 1000, files_per_day_mb: 2000 });
  });

  test('its logo stands before its name for everybody, until it is taken away', async () => {
    const { page } = at.office.admin;
    await page.goto('/admin/company');
    await page.getByTestId('logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: POINT });
    await page.getByText('logo.png').waitFor();
    await page.getByTestId('save').click();
    const logo = page.getByRole('navigation').locator('img');
    await logo.waitFor();
    await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await page.reload();
    await page.getByText('logo.png').waitFor();
    await page.getByRole('button', { name: t('field.file.remove'), exact: true }).click();
    await page.getByTestId('save').click();
    await logo.waitFor({ state: 'detached' });
  });

  test('somebody without administration looks people up in the directory', async () => {
    const [role] = (
      await call<{ items: Item[] }>(at.office.admin, 'GET', '/api/roles?limit=200')
    ).items.filter(({ name }) => name === 'Employee');
    const clerk = await at.office.hire({ role_id: role?.id, role_source: 'manual' });
    const { page } = await at.office.deskOf(clerk);
    await page.goto('/employees');
    await page.waitForURL('**/t/employee*');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('people.title') })
      .click();
    await page.getByLabel(t('people.find')).fill(clerk.name);
    await page.getByRole('link', { name: clerk.name }).click();
    await page.getByTestId('card-title').getByText(clerk.name).waitFor();
  });

  test('all ready types are closed and opened at once', async () => {
    const { page } = at.office.admin;
    const types = async () =>
      (await call<{ items: TypeDefault[] }>(at.office.admin, 'GET', '/api/types')).items;
    const before = await types();
    const apply = async (preset: 'open' | 'strict') => {
      await page.goto('/admin/types');
      await page
        .getByRole('button', { name: `${t('types.preset.apply')}: ${t(`types.preset.${preset}`)}` })
        .click();
      await page.getByRole('button', { name: t('types.preset.sure') }).click();
      await page.getByText(t('types.preset.applied')).waitFor();
    };
    await apply('strict');
    expect((await types()).find(({ name }) => name === 'company')?.default).toBe('private');
    await apply('open');
    expect((await types()).find(({ name }) => name === 'company')?.default).toBe('edit');
    for (const type of before) {
      if (type.default !== 'parent') {
        await call(at.office.admin, 'PATCH', `/api/types/${type.name}`, { default: type.default });
      }
    }
    expect(await types()).toMatchObject(
      before.map(({ name, default: ground }) => ({ name, default: ground })),
    );
  });
});
