import Badge from '@cloudscape-design/components/badge';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useLocation } from 'wouter';
import { useWords } from '../language/words.ts';
import { useControl } from '../live/use-control.ts';
import { groupFaults } from '../parts/fault-groups.ts';
import { inner, sections, sectionWords, type Section } from './sections.ts';

const firstPart = (path: string): string =>
  path
    .split('/')
    .slice(0, 3)
    .join('/')
    .replace(/\/:.*$/, '');
const addressOfSection = ({ path }: Section): string => `#${firstPart(path)}`;

/** The side navigation, with a count where something waits for a look. */
export function Navigation() {
  const said = useWords(sectionWords);
  const [location] = useLocation();
  const { data: faults } = useControl('faults', {}, 'journal');
  const count = groupFaults(faults?.faults ?? []).length;
  const item = (section: Section): SideNavigationProps.Link => ({
    type: 'link',
    text: said[section.name],
    href: addressOfSection(section),
    ...(section.name === 'faults' && count > 0 ? { info: <Badge color="red">{count}</Badge> } : {}),
  });
  const group = (name: 'outside' | 'hood'): SideNavigationProps.Section => ({
    type: 'section',
    text: said[name],
    items: sections.filter((section) => section.group === name).map(item),
  });
  const here = sections.find((section) => section.path !== '/' && location.startsWith(firstPart(section.path)));
  const within = inner.find(({ path }) => location.startsWith(firstPart(path)));
  const active = here ?? sections.find(({ name }) => name === (within?.of ?? 'overview'));
  return (
    <SideNavigation
      activeHref={active === undefined ? '' : addressOfSection(active)}
      items={[...sections.filter((section) => section.group === undefined).map(item), group('outside'), group('hood')]}
    />
  );
}
