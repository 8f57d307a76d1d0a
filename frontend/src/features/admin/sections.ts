import {
  IconBuilding,
  IconBuildingSkyscraper,
  IconFilterShare,
  IconForms,
  IconHierarchy,
  IconIdBadge2,
  IconMapPin,
  IconShieldCheck,
  IconShieldLock,
  IconUsersGroup,
} from '@tabler/icons-react';

/** Pages of the administration: where each stands and which feature opens it. */
export const SECTIONS = [
  { name: 'company', group: 'people', feature: 'administration.people', icon: IconBuildingSkyscraper },
  { name: 'positions', group: 'people', feature: 'administration.people', icon: IconIdBadge2 },
  { name: 'departments', group: 'people', feature: 'administration.people', icon: IconHierarchy },
  { name: 'branches', group: 'people', feature: 'administration.people', icon: IconMapPin },
  { name: 'groups', group: 'people', feature: 'administration.people', icon: IconUsersGroup },
  { name: 'roles', group: 'rights', feature: 'administration.rights', icon: IconBuilding },
  { name: 'profiles', group: 'rights', feature: 'administration.rights', icon: IconShieldCheck },
  { name: 'sharing-rules', group: 'rights', feature: 'administration.rights', icon: IconFilterShare },
  { name: 'restrictions', group: 'rights', feature: 'administration.rights', icon: IconShieldLock },
  { name: 'types', group: 'types', feature: 'administration.types', icon: IconForms },
] as const;

export type SectionName = (typeof SECTIONS)[number]['name'];

export const SECTION_GROUPS = ['people', 'rights', 'types'] as const;

export function isSection(name: string): name is SectionName {
  return SECTIONS.some((section) => section.name === name);
}
