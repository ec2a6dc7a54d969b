type Both = { readonly en: string; readonly ja: string };

/**
 * Blocks as the flow designer names them; where one block stands for several action types, with what it does.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-block-definitions.html, and its Japanese edition.
 */
const names: Readonly<Record<string, Both>> = {
  UpdateFlowLoggingBehavior: { en: 'Set logging behavior', ja: 'ログ記録動作の設定' },
  MessageParticipant: { en: 'Play prompt', ja: 'プロンプトの再生' },
  GetParticipantInput: { en: 'Get customer input', ja: '顧客の入力を取得する' },
  ConnectParticipantWithLexBot: { en: 'Get customer input', ja: '顧客の入力を取得する' },
  ShowView: { en: 'Show view', ja: 'ビューを表示' },
  DisconnectParticipant: { en: 'Disconnect', ja: '切断' },
  Compare: { en: 'Check contact attributes', ja: 'コンタクト属性を確認する' },
  CheckHoursOfOperation: { en: 'Check hours of operation', ja: '営業時間の確認' },
  CheckMetricData: { en: 'Check staffing', ja: '人員の確認' },
  GetMetricData: { en: 'Get queue metrics', ja: 'キューメトリクスの取得' },
  DistributeByPercentage: { en: 'Distribute by percentage', ja: '分散 (%)' },
  Loop: { en: 'Loop', ja: 'ループ' },
  Wait: { en: 'Wait', ja: '待機' },
  TransferToFlow: { en: 'Transfer to flow', ja: 'フローへの転送' },
  UpdateFlowAttributes: { en: 'Set contact attributes', ja: '問い合わせ属性の設定' },
  UpdateContactAttributes: { en: 'Set contact attributes', ja: '問い合わせ属性の設定' },
  UpdateContactData: { en: 'Set contact data', ja: '問い合わせデータの設定' },
  UpdateContactTargetQueue: { en: 'Set working queue', ja: '作業キューの設定' },
  TransferContactToQueue: { en: 'Transfer to queue', ja: 'キューへ転送' },
  CreateTask: { en: 'Create task', ja: 'タスクの作成' },
  InvokeLambdaFunction: { en: 'AWS Lambda function', ja: 'AWS Lambda を呼び出す' },
  InvokeFlowModule: { en: 'Invoke module', ja: 'モジュールを呼び出す' },
  EndFlowModuleExecution: { en: 'Return', ja: '戻る' },
  EndFlowExecution: { en: 'End flow / Resume', ja: '終了フロー/再開' },
  GetCustomerProfile: { en: 'Customer profiles: find', ja: '顧客プロファイル: 検索' },
  CreateCustomerProfile: { en: 'Customer profiles: create', ja: '顧客プロファイル: 作成' },
  UpdateCustomerProfile: { en: 'Customer profiles: update', ja: '顧客プロファイル: 更新' },
  AssociateContactToCustomerProfile: { en: 'Customer profiles: link', ja: '顧客プロファイル: 紐付け' },
  CreateCase: { en: 'Cases: create', ja: 'ケース: 作成' },
  GetCase: { en: 'Cases: find', ja: 'ケース: 検索' },
  UpdateCase: { en: 'Cases: update', ja: 'ケース: 更新' },
};

/** The name of an action's block; of one that is not known here, its type. */
export const actionName = (type: string, language: keyof Both): string => names[type]?.[language] ?? type;

const results: Readonly<Record<string, Both>> = {
  NextAction: { en: 'next', ja: '次へ' },
  NoMatchingError: { en: 'error', ja: 'エラー' },
  NoMatchingCondition: { en: 'no match', ja: '一致なし' },
  MultipleFoundError: { en: 'several found', ja: '複数見つかった' },
  MultipleFound: { en: 'several found', ja: '複数見つかった' },
  NoneFoundError: { en: 'none found', ja: '見つからない' },
  NoneFound: { en: 'none found', ja: '見つからない' },
  ContactNotLinked: { en: 'contact not linked', ja: '紐付け失敗' },
  QueueAtCapacity: { en: 'queue full', ja: 'キューが満杯' },
  InputTimeLimitExceeded: { en: 'no input in time', ja: '入力なし' },
  WaitCompleted: { en: 'time is over', ja: '時間経過' },
  ContinueLooping: { en: 'again', ja: 'もう一度' },
  DoneLooping: { en: 'done', ja: '完了' },
  entered: { en: 'into the module', ja: 'モジュールへ' },
  queued: { en: 'waits in the queue', ja: 'キューで待機' },
  disconnected: { en: 'disconnected', ja: '切断' },
  transferred: { en: 'transferred', ja: '転送' },
  done: { en: 'done', ja: '完了' },
  created: { en: 'created', ja: '作成済み' },
  failed: { en: 'failed', ja: '失敗' },
};
const hours: Readonly<Record<string, Both>> = {
  True: { en: 'in hours', ja: '時間内' },
  False: { en: 'out of hours', ja: '時間外' },
};

/** A result, or the name of an error, in words; an unknown one as it is. @param type of the action that it came from */
export function resultWords(result: string, type: string, language: keyof Both): string {
  const own = type === 'CheckHoursOfOperation' ? hours[result] : undefined;
  return (own ?? results[result])?.[language] ?? result;
}
