import { expect, test } from 'vitest';
import type { ProvidedResource } from '../../../sandbox/assembly/resource-provider.ts';
import { resourceRequest } from '../../support/sandbox-kernel.ts';
import { openDesk, type Desk } from './desk.ts';

const make = (desk: Desk, type: string, properties: object): ProvidedResource =>
  desk.cases.resources[`AWS::Cases::${type}`]!.create(
    resourceRequest(`AWS::Cases::${type}`, { ...properties }),
  ) as ProvidedResource;
const change = (
  desk: Desk,
  type: string,
  before: ProvidedResource,
  old: object,
  properties: object,
): ProvidedResource =>
  desk.cases.resources[`AWS::Cases::${type}`]!.update(resourceRequest(`AWS::Cases::${type}`, { ...properties }), {
    physicalId: before.physicalId,
    properties: { ...old },
  }) as ProvidedResource;

test('a stack of domain, field, layout and template is active at once, Ref is the ARN, GetAtt gives the ids', () => {
  const desk = openDesk();
  const domain = make(desk, 'Domain', { Name: 'desk' });
  expect(domain.attributes).toMatchObject({ DomainStatus: 'Active', DomainArn: domain.physicalId });
  const DomainId = domain.attributes['DomainId'];
  const field = make(desk, 'Field', {
    DomainId,
    Name: 'Slot',
    Type: 'Text',
    Attributes: { Text: { IsMultiline: 'true' } },
    Tags: [{ Key: 'stage', Value: 'dev' }],
  });
  const fieldId = field.attributes['FieldId'];
  expect(field).toMatchObject({
    physicalId: `${domain.physicalId}/field/${String(fieldId)}`,
    attributes: { Namespace: 'Custom', CreatedTime: '2026-10-05T12:00:00.000Z' },
  });
  expect(desk.call('ListTagsForResource', { arn: field.physicalId })).toEqual({ tags: { stage: 'dev' } });
  const section = { FieldGroup: { Name: 'All', Fields: [{ Id: fieldId }] } };
  const layout = make(desk, 'Layout', {
    DomainId,
    Name: 'Main',
    Content: { Basic: { TopPanel: { Sections: [section] } } },
  });
  const template = make(desk, 'Template', {
    DomainId,
    Name: 'Consultation',
    LayoutConfiguration: { DefaultLayout: layout.attributes['LayoutId'] },
    RequiredFields: [{ FieldId: fieldId }],
  });
  expect(desk.call('GetTemplate', { domainId: DomainId, templateId: template.attributes['TemplateId'] })).toMatchObject(
    {
      status: 'Active',
      layoutConfiguration: { defaultLayout: layout.attributes['LayoutId'] },
      requiredFields: [{ fieldId }],
    },
  );
});

test('a name changes in place; a type, and the name of a domain, make a new resource', () => {
  const desk = openDesk();
  const domain = make(desk, 'Domain', { Name: 'desk' });
  const DomainId = domain.attributes['DomainId'];
  const old = { DomainId, Name: 'Slot', Type: 'Text' };
  const field = make(desk, 'Field', old);
  expect(change(desk, 'Field', field, old, { ...old, Name: 'Wish' }).physicalId).toBe(field.physicalId);
  const replaced = change(desk, 'Field', field, old, { ...old, Name: 'When', Type: 'DateTime' });
  expect(replaced.physicalId).not.toBe(field.physicalId);
  expect(change(desk, 'Domain', domain, { Name: 'desk' }, { Name: 'other' }).physicalId).not.toBe(domain.physicalId);
});

test('a property that the sandbox would not honour is refused with its place', () => {
  const desk = openDesk();
  const DomainId = make(desk, 'Domain', { Name: 'desk' }).attributes['DomainId'];
  expect(() => make(desk, 'Field', { DomainId, Name: 'Slot', Type: 'Text', Options: [] })).toThrow(
    /AWS::Cases::Field Casewarden-dev-State\/Resource: .*"Options"/,
  );
  expect(() => make(desk, 'Field', { DomainId, Name: 'Slot', Type: 'Colour' })).toThrow(/Type: /);
  expect(() => make(desk, 'Field', { Name: 'Slot', Type: 'Text' })).toThrow(/DomainId: /);
});

test('deleting is soft for a field, and a success for what is gone already', async () => {
  const desk = openDesk();
  const domain = make(desk, 'Domain', { Name: 'desk' });
  const domainId = domain.attributes['DomainId'];
  const properties = { DomainId: domainId, Name: 'Slot', Type: 'Text' };
  const field = make(desk, 'Field', properties);
  const drop = (type: string, arn: string) =>
    desk.cases.resources[`AWS::Cases::${type}`]!.delete(resourceRequest(type, properties), arn);
  await drop('Field', field.physicalId);
  await drop('Field', field.physicalId);
  expect(
    desk.call('BatchGetField', { domainId, fields: [{ id: field.attributes['FieldId'] }] })['fields'][0],
  ).toMatchObject({ deleted: true });
  await drop('Domain', domain.physicalId);
  await drop('Domain', domain.physicalId);
  await drop('Field', field.physicalId);
  expect(desk.cases.snapshot()).toEqual({ domains: [] });
});
