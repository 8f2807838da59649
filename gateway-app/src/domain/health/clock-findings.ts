import { nearerMedian } from '../shared/clock.js';
import { thresholds } from './checks.js';
import { counted, failing, fine, type Finding, warning } from './health.js';

/**
 * Compares this clock with those of the other organizations. Any of them can report a false time, so only a majority
 * of all organizations can show that this clock is wrong. For that, silent organizations count as if they agreed with
 * this clock; for showing that it is right, they count as missing.
 * @param others seconds that this clock is ahead of those that answer
 * @param total organizations, this one included
 */
export function clockFinding(others: readonly number[], total: number): Finding {
  const silent = Array.from({ length: Math.max(total - others.length, 0) }, () => 0);
  const offset = Math.round(nearerMedian([...others, ...silent]));
  const { warn, fail } = thresholds.clockSeconds;
  if (Math.abs(offset) <= warn) return agreement(others, total, offset);
  const detail = `The clock is ${counted(Math.abs(offset), 'second')} ${offset > 0 ? 'ahead of' : 'behind'} those of a majority of organizations.`;
  const remedy = 'Set this machine’s clock by NTP.';
  const figures = { offset };
  return Math.abs(offset) > fail ? failing(detail, remedy, figures) : warning(detail, remedy, figures);
}

/**
 * The same finding. If nothing is wrong, it warns when this organization's key agent shows another time, because the
 * agent judges readings by its own clock. The agent usually shares this machine's clock, so its time says nothing
 * about that clock.
 * @param offset seconds that this clock is ahead of the agent's
 */
export function withOwnAgent(found: Finding, offset: number | undefined, organization: string): Finding {
  const rounded = Math.round(offset ?? 0);
  if (found.state !== 'ok' || Math.abs(rounded) <= thresholds.clockSeconds.warn) return found;
  return warning(
    `The clock of ${organization}’s key agent is ${counted(Math.abs(rounded), 'second')} ${rounded > 0 ? 'behind' : 'ahead of'} this one.`,
    'Set the clock of the key agent’s machine by NTP.',
    { ...found.figures, agentOffset: rounded },
  );
}

/**
 * No majority shows that this clock is wrong. Says whether a majority that includes this organization shows that it
 * is right.
 */
function agreement(others: readonly number[], total: number, offset: number): Finding {
  const far = others.filter((each) => Math.round(Math.abs(each)) > thresholds.clockSeconds.warn);
  if (2 * (1 + others.length - far.length) > total)
    return fine('The clock agrees with those of a majority of organizations.', { offset });
  if (far.length === 0)
    return warning(
      'Too few other organizations answer to compare the clock.',
      'Check the connections to the other organizations.',
    );
  return warning(
    `Of ${counted(others.length, 'other organization')} that answered, ${far.length} show a time more than ${thresholds.clockSeconds.warn} seconds from this one; too few answer or agree to tell which clock is wrong.`,
    'Compare this machine’s clock with NTP; if it is right, tell the other operators.',
    { offset: Math.round(nearerMedian(far)) },
  );
}
