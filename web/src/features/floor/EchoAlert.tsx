import { useTranslation } from 'react-i18next';
import { spokenName } from '../../model/meeting';
import { Sign } from '../../ui/Sign';
import { useConsole, useView } from '../../useConsole';

/**
 * A hall that gives back what it hears while its microphone is open. A howl grows by the second and may come while the operator
 * looks elsewhere: this stands on every view of the console, with the one act that ends it, and goes with it.
 */
export function EchoAlert() {
  const { t } = useTranslation();
  const { acts, select } = useConsole();
  const seat = useView((view) =>
    view.seats.find(({ poor, microphone }) => poor === 'ECHO' && microphone === 'OPEN'),
  );
  const name = useView((view) => (seat ? spokenName(view, seat) : ''));
  if (!seat) return null;
  return (
    <div className="refusal echo-alert" role="alert">
      <Sign sign="POOR" size={16} />
      <button type="button" className="log-seat" onClick={() => select(seat.id)}>
        {t('logLine.seat.echo', { seat: name })}
      </button>
      <button type="button" className="log-act" onClick={() => void acts.microphones([seat.id], false)}>
        {t('log.close')}
      </button>
    </div>
  );
}
