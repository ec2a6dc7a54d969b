import * as z from 'zod';
import { tagsByKey, truth } from '../shared/read-properties.ts';

/*
 * Properties of the CloudFormation types. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cases.html
 */

const id = z.string().min(1);

/** Optional in CloudFormation's schema, but the API has no default for it. */
const domainId = id;

export const domainProperties = z.strictObject({ Name: id, Tags: tagsByKey.optional() });

export const fieldProperties = z.strictObject({
  DomainId: domainId,
  Name: id,
  Type: z.enum(['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User']),
  Description: z.string().optional(),
  Attributes: z.strictObject({ Text: z.strictObject({ IsMultiline: truth }).optional() }).optional(),
  Tags: tagsByKey.optional(),
});

const sections = z.strictObject({
  Sections: z
    .array(
      z.strictObject({
        FieldGroup: z.strictObject({ Name: z.string().optional(), Fields: z.array(z.strictObject({ Id: id })) }),
      }),
    )
    .optional(),
});

export const layoutProperties = z.strictObject({
  DomainId: domainId,
  Name: id,
  Content: z.strictObject({ Basic: z.strictObject({ TopPanel: sections.optional(), MoreInfo: sections.optional() }) }),
  Tags: tagsByKey.optional(),
});

export const templateProperties = z.strictObject({
  DomainId: domainId,
  Name: id,
  Description: z.string().optional(),
  LayoutConfiguration: z.strictObject({ DefaultLayout: id.optional() }).optional(),
  RequiredFields: z.array(z.strictObject({ FieldId: id })).optional(),
  Rules: z.array(z.strictObject({ CaseRuleId: id, FieldId: id.optional() })).optional(),
  Status: z.enum(['Active', 'Inactive']).optional(),
  Tags: tagsByKey.optional(),
});
