import {
  CreateHoursOfOperationOverrideCommand,
  CreateRuleCommand,
  DescribeRuleCommand,
  ListRulesCommand,
  type ConnectClient,
  type HoursOfOperationOverrideConfig,
} from '@aws-sdk/client-connect';
import type { JsonObject } from '../kernel/json-object.ts';
import type { AdminClient } from './parts.ts';

/** Contact Lens rules and hours of operation as the admin's console uses them. */
export function createAdminClient(connect: ConnectClient, instanceId: string): AdminClient {
  return {
    async createRule({ name, trigger, templateId, sla, token }) {
      const isOfTemplate = {
        Operator: 'CONTAINS_ANY',
        Operands: [templateId],
        ComparisonValue: '$.Case.TemplateId',
        Negate: false,
      };
      await connect.send(
        new CreateRuleCommand({
          InstanceId: instanceId,
          Name: name,
          TriggerEventSource: { EventSourceName: trigger },
          // Source: https://docs.aws.amazon.com/connect/latest/devguide/connect-rules-language.html
          Function: JSON.stringify({
            Version: '2022-11-25',
            RuleFunction: { Operator: 'AND', Operands: [isOfTemplate] },
          }),
          Actions: [
            {
              ActionType: 'ASSIGN_SLA',
              AssignSlaAction: {
                SlaAssignmentType: 'CASES',
                CaseSlaConfiguration: {
                  Name: sla.name,
                  Type: 'CaseField',
                  FieldId: sla.fieldId,
                  TargetFieldValues: [{ StringValue: sla.value }],
                  TargetSlaMinutes: sla.minutes,
                },
              },
            },
          ],
          PublishStatus: 'PUBLISHED',
          ClientToken: token,
        }),
      );
    },
    async overrideHours({ hoursOfOperationId, name, date, open }) {
      await connect.send(
        new CreateHoursOfOperationOverrideCommand({
          InstanceId: instanceId,
          HoursOfOperationId: hoursOfOperationId,
          Name: name,
          EffectiveFrom: date,
          EffectiveTill: date,
          Config: open.map((window) => windowOn(date, window)),
        }),
      );
    },
    async describeRule(name) {
      let next: string | undefined;
      do {
        const page = await connect.send(new ListRulesCommand({ InstanceId: instanceId, NextToken: next }));
        const found = page.RuleSummaryList?.find((rule) => rule.Name === name);
        if (found) {
          const { Rule: rule } = await connect.send(
            new DescribeRuleCommand({ InstanceId: instanceId, RuleId: found.RuleId }),
          );
          return JSON.parse(JSON.stringify(rule)) as JsonObject;
        }
        next = page.NextToken;
      } while (next !== undefined);
      return undefined;
    },
  };
}

const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

function windowOn(date: string, window: string): HoursOfOperationOverrideConfig {
  const [open, close] = window.split('-').map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return { Hours: hours, Minutes: minutes };
  });
  return { Day: weekdays[new Date(date).getUTCDay()], StartTime: open, EndTime: close };
}
