import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import { actionName } from './action-words.ts';
import { branchWords } from './branch-words.ts';
import { lastResult } from './flow-block.tsx';
import type { FlowBlock } from './flow-graph.ts';
import { flowWords } from './flow-words.ts';

/** What a block is set up to do, and what it did. */
export function BlockDetails({ block }: { readonly block: FlowBlock | undefined }) {
  const said = useWords(flowWords);
  const language = useLanguage();
  if (!block) return <Box color="text-body-secondary">{said.choose}</Box>;
  const result = lastResult(block, language);
  const parameters = Object.entries(block.parameters);
  return (
    <section aria-label={said.details} className="cw-details">
      <KeyValuePairs
        columns={2}
        items={[
          { label: said.block, value: `${actionName(block.type, language)} (${block.type})` },
          { label: said.identifier, value: block.identifier },
          {
            label: said.when,
            value:
              block.steps.length === 0
                ? said.notRun
                : block.steps.map(({ number, at }) => (
                    <div key={number}>
                      {said.step(String(number))} · <Instant at={at} withZone />
                    </div>
                  )),
          },
          ...(result === undefined ? [] : [{ label: said.result('').replace(/[:：]\s*$/, ''), value: result }]),
          {
            label: said.ways,
            value:
              block.branches.length === 0
                ? '–'
                : block.branches.map((way, index) => (
                    <div key={index}>
                      {branchWords(way, block.type, language)} → {way.to}
                    </div>
                  )),
          },
          {
            label: said.parameters,
            value:
              parameters.length === 0
                ? said.noParameters
                : parameters.map(([name, value]) => (
                    <div key={name} className="cw-details-parameter">
                      <strong>{name}</strong> {typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}
                    </div>
                  )),
          },
        ]}
      />
    </section>
  );
}
