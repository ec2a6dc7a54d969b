import type { Assembly } from '../../../sandbox/assembly/load-assembly.ts';
import type { ResourceProvider } from '../../../sandbox/assembly/resource-provider.ts';
import { parseTemplate } from '../../../sandbox/assembly/template.ts';

/** An assembly of templates in memory, in the order given. */
export function assemblyOf(stacks: Readonly<Record<string, unknown>>): Assembly {
  return {
    directory: '/nowhere',
    assets: new Map([['code.zip', { bucketName: 'assets-${AWS::AccountId}-${AWS::Region}', path: '/assets/code' }]]),
    stacks: Object.entries(stacks).map(([name, template]) => ({
      name,
      template: parseTemplate(name, JSON.stringify(template)),
      dependencies: [],
      bootstrap: undefined,
    })),
  };
}

/** A provider that writes down what it is asked; `Fail: true` fails, `Name` is the physical id (so a new one replaces). */
export function recordingProvider(log: string[]): ResourceProvider {
  const provide = (doing: string, properties: Readonly<Record<string, unknown>>, logicalId: string) => {
    log.push(`${doing} ${logicalId}`);
    if (properties['Fail'] === true) throw new Error('told to fail');
    const physicalId = (properties['Name'] as string | undefined) ?? `physical-${logicalId}`;
    return { physicalId, attributes: { Arn: `arn:${physicalId}`, Value: properties['Value'] } };
  };
  return {
    create: ({ properties, logicalId }) => provide('create', properties, logicalId),
    update: ({ properties, logicalId }) => provide('update', properties, logicalId),
    delete: ({ logicalId }, physicalId) => void log.push(`delete ${logicalId} ${physicalId}`),
  };
}
