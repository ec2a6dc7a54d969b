import Button from '@cloudscape-design/components/button';
import DatePicker from '@cloudscape-design/components/date-picker';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import { useState, type FormEvent } from 'react';
import { zoneName } from '../format/instants.ts';
import { instantIn } from '../format/zoned-instants.ts';
import { useWords } from '../language/words.ts';
import { clock, useClockMode } from '../live/clock.ts';
import { usePlace } from '../live/place.ts';
import { useLanguage } from '../preferences/preferences.ts';
import { clockWords } from './clock-words.ts';

/** A date and a time of the instance's zone to jump to, such as the next morning at which the desk opens. */
export function JumpToMoment({ jump }: { readonly jump: (to: string) => void }) {
  const said = useWords(clockWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { jumping } = useClockMode();
  const [date, setDate] = useState('');
  const [time, setTime] = useState('');
  const [fault, setFault] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const to = instantIn(timeZone, date, time);
    if (Number.isNaN(to)) return setFault(said.incomplete);
    if (to <= clock.get().now) return setFault(said.past);
    setFault('');
    jump(new Date(to).toISOString());
  };
  return (
    <ExpandableSection headerText={said.by} headingTagOverride="h3">
      <form onSubmit={submit}>
        <SpaceBetween size="s">
          <FormField label={said.date} errorText={fault}>
            <DatePicker
              value={date}
              onChange={({ detail }) => setDate(detail.value)}
              placeholder="YYYY/MM/DD"
              openCalendarAriaLabel={(chosen) => (chosen === null ? said.date : `${said.date}: ${chosen}`)}
            />
          </FormField>
          <FormField label={`${said.time} (${zoneName(clock.get().now, language, timeZone)})`}>
            <TimeInput
              value={time}
              onChange={({ detail }) => setTime(detail.value)}
              format="hh:mm"
              placeholder="hh:mm"
            />
          </FormField>
          <Button formAction="submit" disabled={jumping}>
            {said.jump}
          </Button>
        </SpaceBetween>
      </form>
    </ExpandableSection>
  );
}
