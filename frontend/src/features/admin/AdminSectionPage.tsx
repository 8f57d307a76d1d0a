import { useParams } from '@tanstack/react-router';
import { useMe } from '@/shared/api';
import { NotFound } from '@/shared/ui';
import { ProfilesPage } from './rights/ProfilesPage';
import { RestrictionsPage } from './rights/RestrictionsPage';
import { RolesPage } from './rights/RolesPage';
import { SharingRulesPage } from './rights/SharingRulesPage';
import { isSection, SECTIONS, type SectionName } from './sections';
import { BranchesPage } from './structure/BranchesPage';
import { CompanyPage } from './structure/CompanyPage';
import { DepartmentsPage } from './structure/DepartmentsPage';
import { GroupsPage } from './structure/GroupsPage';
import { PositionsPage } from './structure/PositionsPage';
import { TypesPage } from './types/TypesPage';

const PAGES: Record<SectionName, (props: { id: string | undefined }) => React.ReactNode> = {
  company: CompanyPage,
  positions: PositionsPage,
  departments: DepartmentsPage,
  branches: BranchesPage,
  groups: GroupsPage,
  roles: RolesPage,
  profiles: ProfilesPage,
  'sharing-rules': SharingRulesPage,
  restrictions: RestrictionsPage,
  types: TypesPage,
};

/** One page of the administration, with the item the address names. */
export function AdminSectionPage() {
  const { section, id } = useParams({ strict: false });
  const me = useMe();
  if (!section || !isSection(section)) return <NotFound />;
  const feature = SECTIONS.find((known) => known.name === section)?.feature ?? '';
  if (!me.administrator && !me.features[feature]) return <NotFound />;
  const Page = PAGES[section];
  return <Page key={section} id={id} />;
}
