import { lazy, type ComponentType } from 'react';
import { defineWords } from '../language/words.ts';

export const sectionWords = defineWords({
  en: {
    overview: 'Overview',
    cases: 'Cases',
    contact: 'Start a contact',
    outside: 'Outside',
    mail: 'Mail',
    slack: 'Slack',
    crm: 'CRM',
    agents: 'Agents and tasks',
    hood: 'Under the hood',
    queues: 'Queues',
    functions: 'Functions',
    rules: 'Rules',
    quotas: 'Quota use',
    faults: 'Faults',
  },
  ja: {
    overview: '概要',
    cases: 'ケース',
    contact: '問い合わせを始める',
    outside: '外部への連絡',
    mail: 'メール',
    slack: 'Slack',
    crm: 'CRM',
    agents: '担当者とタスク',
    hood: '内部の動き',
    queues: 'キュー',
    functions: '関数',
    rules: 'ルール',
    quotas: 'クォータの使用量',
    faults: '障害',
  },
});
export type SectionName = keyof (typeof sectionWords)['en'];

export interface Section {
  readonly name: SectionName;
  /** Path after `#`; `:name` is a part that varies, `?` marks one that may be missing. */
  readonly path: string;
  /** Under which heading of the navigation it stands. */
  readonly group?: 'outside' | 'hood';
  readonly page: ComponentType;
}

const page = (load: () => Promise<{ readonly default: ComponentType }>): ComponentType => lazy(load);

/** The pages in the order of the navigation. The first whose path fits is shown. */
export const sections: readonly Section[] = [
  { name: 'overview', path: '/', page: page(() => import('../pages/overview/overview-page.tsx')) },
  { name: 'cases', path: '/cases', page: page(() => import('../pages/cases/case-list-page.tsx')) },
  { name: 'contact', path: '/contact/:contactId?', page: page(() => import('../pages/contact/contact-page.tsx')) },
  {
    name: 'agents',
    path: '/outside/agents',
    group: 'outside',
    page: page(() => import('../pages/outside/agents-page.tsx')),
  },
  {
    name: 'mail',
    path: '/outside/mail/:sequence?',
    group: 'outside',
    page: page(() => import('../pages/outside/mail-page.tsx')),
  },
  {
    name: 'slack',
    path: '/outside/slack/:channel?/:message?',
    group: 'outside',
    page: page(() => import('../pages/outside/slack-page.tsx')),
  },
  {
    name: 'crm',
    path: '/outside/crm/:externalId?',
    group: 'outside',
    page: page(() => import('../pages/outside/crm-page.tsx')),
  },
  {
    name: 'queues',
    path: '/hood/queues/:queue?',
    group: 'hood',
    page: page(() => import('../pages/hood/queues-page.tsx')),
  },
  {
    name: 'functions',
    path: '/hood/functions/:name?',
    group: 'hood',
    page: page(() => import('../pages/hood/functions-page.tsx')),
  },
  {
    name: 'rules',
    path: '/hood/rules/:rule?',
    group: 'hood',
    page: page(() => import('../pages/hood/rules-page.tsx')),
  },
  { name: 'quotas', path: '/hood/quotas', group: 'hood', page: page(() => import('../pages/hood/quotas-page.tsx')) },
  { name: 'faults', path: '/hood/faults', group: 'hood', page: page(() => import('../pages/hood/faults-page.tsx')) },
];

/** Pages that the navigation does not name: reached by links. */
export const inner: readonly { readonly path: string; readonly of: SectionName; readonly page: ComponentType }[] = [
  { path: '/cases/:caseId/:tab?', of: 'cases', page: page(() => import('../pages/case/case-page.tsx')) },
];
