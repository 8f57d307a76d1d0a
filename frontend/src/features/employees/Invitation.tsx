import { Button, CopyButton, Group, Modal } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Delivery, type Employee, resourceItemQuery, resourceQuery } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { useErrorText } from '@/shared/ui';
import { fullName } from './EmployeesPage';
import classes from './employees.module.css';

/** Says whether somebody can be invited: he is new and has no password, or was invited before. */
export function mayBeInvited({ login, status, has_password }: Employee): boolean {
  return login !== '' && (status === 'invited' || (status === 'active' && has_password === false));
}

/** Invites somebody who is known already. */
export function InviteButton({ employee, disabled }: { employee: Employee; disabled: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<IconMailForward size={15} stroke={1.6} />}
        onClick={() => setOpen(true)}
      >
        {t('employees.invite')}
      </Button>
      {open && <InvitationDialog employee={employee} onClose={() => setOpen(false)} />}
    </>
  );
}

interface InvitationDialogProps {
  employee: Employee;
  onClose: () => void;
}

/** Sends the link of an invitation in a letter; where that cannot be, shows it to be passed on. */
export function InvitationDialog({ employee, onClose }: InvitationDialogProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const format = useFormat();
  const queries = useQueryClient();
  const path = `/api/employees/${encodeURIComponent(employee.id)}/invitation`;
  const server = useQuery({
    queryKey: ['company', 'mail', 'ready'],
    queryFn: ({ signal }) => api.get<{ ready: boolean }>('/api/company/mail/ready', signal),
  });
  const ready = server.isError ? false : server.data?.ready;
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: resourceItemQuery('employees', employee.id).queryKey });
    void queries.invalidateQueries({ queryKey: resourceQuery('employees').queryKey });
  };
  const letter = useMutation({
    mutationFn: () => api.post<Delivery>(path, { email: employee.email }),
    onSuccess,
  });
  const link = useMutation({
    mutationFn: () => api.post<{ path: string; expires: string }>(`${path}/link`),
    onSuccess,
  });
  const email = employee.email ?? '';
  const said = letter.data;
  const offersLetter = ready === true && email !== '' && !said?.sent && !link.data;
  const offersLink = ready === false || (ready && email === '') || (said && !said.sent) || letter.isError;
  const failure = link.error ?? letter.error;

  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t('employees.invitation', { name: fullName(employee) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div>{t('employees.invitation_hint')}</div>
      <div className={classes.invitation} role="status">
        {failure && errorText(failure)}
        {said && !link.data && (said.sent ? t('employees.invited_to', { email: said.to }) : said.problem)}
        {ready && email === '' && !link.data && t('employees.invite_no_email')}
        {ready === false && !link.data && t('employees.invite_no_server')}
        {link.data && (
          <Link
            address={`${window.location.origin}${link.data.path}`}
            until={format.dateTime(link.data.expires)}
          />
        )}
        {link.data && isThisComputer(window.location.hostname) && t('employees.link_only_here')}
      </div>
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
        {offersLink && !link.data && (
          <Button
            variant={offersLetter ? 'default' : 'filled'}
            loading={link.isPending}
            onClick={() => link.mutate()}
          >
            {t('employees.make_link')}
          </Button>
        )}
        {offersLetter && (
          <Button loading={letter.isPending} onClick={() => letter.mutate()}>
            {t('employees.send_to', { email })}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

/** The link, to be seen as well as copied: browsers copy by themselves only over an encrypted connection. */
function Link({ address, until }: { address: string; until: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.generated}>
      <code>{address}</code>
      <div>{t('employees.link_hint', { until })}</div>
      <CopyButton value={address}>
        {({ copied, copy }) => (
          <Button mt={6} data-autofocus variant="default" onClick={copy}>
            {copied ? t('common.copied') : t('employees.copy_link')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** Whether an address leads everybody to his own computer. */
function isThisComputer(host: string): boolean {
  return /^(.*\.)?localhost$|^127\.|^\[::1\]$/.test(host);
}
