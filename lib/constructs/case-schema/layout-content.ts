import type { CfnLayout } from 'aws-cdk-lib/aws-cases';

/** Refused by CreateLayout. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CreateLayout.html */
const notInLayouts = ['title', 'status'];
/** Quota that cannot be raised. Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const maximumFields = 100;
/** An owner can only be set on a case whose template has these fields. */
const ownerFields = ['assigned_user', 'assigned_queue'];
const moreFields = ['customer_id', 'created_datetime', 'last_updated_datetime'];

/**
 * A layout with the template's fields and the owner on top, and what the service and Casewarden itself keep about the case
 * below: a field can only be set on a case whose layout has it.
 */
export function layoutContent(
  templateFieldIds: readonly string[],
  ownFieldIds: readonly string[],
): CfnLayout.LayoutContentProperty {
  const wanted = [...ownerFields, ...templateFieldIds].filter((id) => !notInLayouts.includes(id));
  const top = [...new Set(wanted)];
  const more = [...moreFields, ...ownFieldIds].filter((id) => !top.includes(id));
  if (top.length + more.length > maximumFields) {
    throw new Error(
      `a layout holds at most ${maximumFields} fields, got ${top.length + more.length} (${more.length} of them are added by Casewarden)`,
    );
  }
  const section = (ids: readonly string[]): CfnLayout.LayoutSectionsProperty => ({
    sections: [{ fieldGroup: { fields: ids.map((id) => ({ id })) } }],
  });
  return { basic: { topPanel: section(top), moreInfo: section(more) } };
}
