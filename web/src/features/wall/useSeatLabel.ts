import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../api/wire';
import { groupName, isPoor, type MeetingView, type Sign, signOf } from '../../model/meeting';
import { poorWords, stateWord } from '../../words';

/** "H. Krông Pa, X. Ia RSai, có mặt, chất lượng kém: mất gói 4,2 %, micro mở". */
export function useSeatLabel(): (view: MeetingView, seat: Seat) => string {
  const { t, i18n } = useTranslation();
  return (view, seat) =>
    [
      groupName(view, seat),
      seat.shortName,
      stateWord(t, seat),
      isPoor(seat) ? `${t('state.POOR')}: ${poorWords(t, i18n.language, seat)}` : '',
      micSays(t, seat),
    ]
      .filter((part) => part !== '')
      .join(', ');
}

const micSays = (t: TFunction, seat: Seat): string =>
  seat.microphone === 'OPEN' || seat.microphone === 'MUTED_THERE' ? t(`microphone.${seat.microphone}`) : '';

/** A returned site the operator has looked at is quiet again. */
export const shownSign = (seat: Seat, seen: boolean): Sign => {
  const sign = signOf(seat);
  return sign === 'RETURNED' && seen && seat.present ? 'PRESENT' : sign;
};
