import type { Employee } from '@/shared/api';

/** What every section of the employee form works on. */
export interface SectionProps {
  draft: Employee;
  change: (part: Partial<Employee>) => void;
  errors: Record<string, string>;
  isNew: boolean;
  /** Rights and status of the signed-in employee himself are for another administrator to change. */
  isMe: boolean;
  /** Whether he is invited once he is saved, and chooses his password himself. */
  invites: boolean;
  onInvite: (invites: boolean) => void;
}
