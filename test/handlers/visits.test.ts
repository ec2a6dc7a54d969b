import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { createVisits } from '../../lambda/handlers/shared/visits.ts';
import { createdAt } from '../support/desk-policy.ts';

test('a case may be visited three times within a minute of its first visit, whatever else is visited', () => {
  const visit = fc.record({ caseId: fc.constantFrom('a', 'b', 'c', 'd'), after: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 40 }), (story) => {
      const visits = createVisits();
      /** The same told plainly: of each case its first visit and how many there were, forgotten after a minute. */
      let plain: { caseId: string; since: string; times: number }[] = [];
      let now = createdAt;
      for (const { caseId, after } of story) {
        now = addSeconds(now, after);
        plain = plain.filter(({ since }) => addSeconds(since, 60) > now);
        expect(visits.exhausted(now)).toBe(plain.filter(({ times }) => times >= 3).length);
        const known = plain.find((one) => one.caseId === caseId);
        expect(visits.mayVisit(caseId)).toBe((known?.times ?? 0) < 3);
        visits.count(caseId, now);
        if (known === undefined) plain.push({ caseId, since: now, times: 1 });
        else known.times += 1;
      }
    }),
  );
});
