import { alarmNotTold, alarmRaised } from './alarm-fault-words.ts';
import { deadLettered, eventDoubled, eventDropped, eventLost } from './delivery-fault-words.ts';
import type { Teller } from './fault-teller.ts';
import { functionFailed, functionLogged, loopStopped } from './function-fault-words.ts';
import { callRefused, partnerRefused } from './refusal-words.ts';
import { flowStuck, ruleActionFailed, ruleNotRun, sandboxFault } from './rule-fault-words.ts';

const tellers: Readonly<Record<string, Teller>> = {
  'alarm.changed': alarmRaised,
  'alarm.not-told': alarmNotTold,
  'call.refused': callRefused,
  'event.doubled': eventDoubled,
  'event.dropped': eventDropped,
  'event.lost': eventLost,
  'flow.stuck': flowStuck,
  'function.invoked': functionFailed,
  'function.logged-error': functionLogged,
  'function.loop-stopped': loopStopped,
  'message.dead-lettered': deadLettered,
  'partner.refused': partnerRefused,
  'rule.fired': ruleActionFailed,
  'rule.not-run': ruleNotRun,
  'sandbox.fault': sandboxFault,
};

/** What an entry that is a fault says to people. @throws Error for an entry that is none */
export const faultWords: Teller = (entry, names) => {
  const teller = tellers[entry.kind];
  if (!teller) throw new Error(`an entry of kind ${entry.kind} is no fault: fault-kinds.ts and fault-words.ts differ`);
  return teller(entry, names);
};
