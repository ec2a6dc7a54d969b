import type { Language } from '../../preferences/preferences.ts';

/** Japanese names of the fields that Cases brings itself; the service names them in English. */
const japanese: Readonly<Record<string, string>> = {
  case_id: 'ケース ID',
  reference_number: '参照番号',
  title: 'タイトル',
  summary: '概要',
  status: 'ステータス',
  case_reason: 'ケースの理由',
  customer_id: 'お客様 ID',
  assigned_user: '担当者',
  assigned_queue: '担当キュー',
  created_datetime: '作成日時',
  last_updated_datetime: '更新日時',
  last_closed_datetime: 'クローズ日時',
  last_reopened_datetime: '再オープン日時',
  last_updated_user: '最終更新者',
  next_sla_breach_datetime: '次の SLA 期限',
};

/** What a field is called: by the instance, or for fields of Cases itself in the language of the page. */
export const fieldLabel = (
  { id, label }: { readonly id: string; readonly label: string },
  language: Language,
): string => (language === 'ja' && Object.hasOwn(japanese, id) ? japanese[id]! : label);

/** True for what machines need and people pass over: it comes last. */
export const isTechnical = (id: string): boolean => id === 'case_id' || id === 'customer_id';

/** True for a system field that holds an instant. */
export const isInstant = (id: string, value: unknown): value is string =>
  id.endsWith('_datetime') && typeof value === 'string' && !Number.isNaN(Date.parse(value));
