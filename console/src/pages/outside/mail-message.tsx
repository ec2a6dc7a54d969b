import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Fragment } from 'react';
import type { Answer } from '../../api/call-control.ts';
import { splitAddresses } from '../../format/addresses.ts';
import { useWords } from '../../language/words.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { Instant } from '../../parts/instant.tsx';
import { OutsideLink } from '../../parts/outside-link.tsx';
import { mailWords } from './mail-words.ts';

export type Mail = Answer<'mails'>['mails'][number];

/** A mail as a mail program shows it. Its text stays text; addresses in it become links. */
export function MailMessage({ mail }: { readonly mail: Mail }) {
  const said = useWords(mailWords);
  const { from, to, subject, at, body, caseId } = mail;
  return (
    <Container header={<Header variant="h2">{subject || said.noSubject}</Header>}>
      <SpaceBetween size="l">
        <dl className="cw-mail-head">
          <dt>{said.from}</dt>
          <dd>{from}</dd>
          <dt>{said.to}</dt>
          <dd>{to.join(', ')}</dd>
          <dt>{said.subject}</dt>
          <dd>{subject || said.noSubject}</dd>
          <dt>{said.date}</dt>
          <dd>
            <Instant at={at} withZone />
          </dd>
          {caseId === null ? null : (
            <>
              <dt>{said.about}</dt>
              <dd>
                <CaseLink caseId={caseId} />
              </dd>
            </>
          )}
        </dl>
        <Box>
          <div className="cw-mail-body">
            {splitAddresses(body.trimEnd()).map((piece, index) => (
              <Fragment key={index}>
                {'text' in piece ? (
                  piece.text
                ) : (
                  <OutsideLink address={piece.address} caseId={caseId}>
                    {piece.address}
                  </OutsideLink>
                )}
              </Fragment>
            ))}
          </div>
        </Box>
      </SpaceBetween>
    </Container>
  );
}
