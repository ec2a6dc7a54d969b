import type { systemFields } from '../../lambda/contract/policy-file.ts';

type SystemField = (typeof systemFields)[number];

/** What notices call the system fields of Cases. */
export const systemFieldLabels: Readonly<Record<'ja' | 'en', Readonly<Record<SystemField, string>>>> = {
  ja: {
    case_id: 'ケース ID',
    reference_number: '参照番号',
    customer_id: '顧客 ID',
    title: 'タイトル',
    summary: '概要',
    status: 'ステータス',
    case_reason: 'ケースの理由',
    assigned_queue: '担当キュー',
    assigned_user: '担当者',
    created_datetime: '作成日時',
    last_updated_datetime: '最終更新日時',
    last_closed_datetime: '最終クローズ日時',
  },
  en: {
    case_id: 'Case ID',
    reference_number: 'Reference number',
    customer_id: 'Customer ID',
    title: 'Title',
    summary: 'Summary',
    status: 'Status',
    case_reason: 'Case reason',
    assigned_queue: 'Assigned queue',
    assigned_user: 'Assigned user',
    created_datetime: 'Created',
    last_updated_datetime: 'Last updated',
    last_closed_datetime: 'Last closed',
  },
};
