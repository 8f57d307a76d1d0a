import {
  IconBox,
  IconBriefcase,
  IconBuilding,
  IconBuildingWarehouse,
  IconCalendarEvent,
  IconCircleDot,
  IconClipboardCheck,
  IconFolder,
  IconId,
  IconMail,
  IconMapPin,
  IconNote,
  IconPhone,
  IconTarget,
  IconUsers,
} from '@tabler/icons-react';
import type { ElementType } from '../api';

const ICONS = {
  lead: IconTarget,
  contact: IconUsers,
  company: IconBuilding,
  deal: IconBriefcase,
  product: IconBox,
  project: IconFolder,
  object: IconBuildingWarehouse,
  task: IconClipboardCheck,
  note: IconNote,
  users: IconId,
  target: IconTarget,
  user: IconUsers,
  building: IconBuilding,
  briefcase: IconBriefcase,
  box: IconBox,
  clipboard: IconFolder,
  'map-pin': IconMapPin,
  check: IconClipboardCheck,
  employee: IconId,
  call: IconPhone,
  mail: IconMail,
  meeting: IconCalendarEvent,
} as const;

/** The picture of an element type; types of the company's own share a neutral one. */
export function TypeIcon({
  type,
  size = 17,
}: {
  type: Pick<ElementType, 'name' | 'icon'> | undefined;
  size?: number;
}) {
  const Icon = pick(type?.icon) ?? pick(type?.name) ?? IconCircleDot;
  return <Icon size={size} stroke={1.6} aria-hidden="true" />;
}

function pick(name: string | undefined) {
  return name !== undefined && name in ICONS ? ICONS[name as keyof typeof ICONS] : undefined;
}
