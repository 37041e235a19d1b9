import { useTranslation } from 'react-i18next';
import type { DeviceFault, Input, LocalMediaState } from '../../media/localMedia';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';

interface Props {
  readonly media: Pick<LocalMediaState, Input>;
  /** Leads to the same page by https, for the case of an insecure address. */
  readonly secureAddress: string;
  onRetry(input: Input): void;
}

const inputs: readonly Input[] = ['camera', 'microphone'];

const nouns = { camera: 'check.cameraNoun', microphone: 'check.microphoneNoun' } as const;

/** The device's name may come first in a title or later. */
function title(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What is wrong with the devices and what to do, one sentence each. */
export function DeviceFaults({ media, secureAddress, onRetry }: Props) {
  const { t } = useTranslation();
  const faults = inputs.flatMap((input): { input: Input; fault: DeviceFault }[] => {
    const fault = media[input].fault;
    return fault === null ? [] : [{ input, fault }];
  });
  // The same fault of both is said once.
  const same = faults.length === 2 && faults[0]?.fault === faults[1]?.fault;
  const shown = same ? faults.slice(0, 1) : faults;
  return (
    <>
      {shown.map(({ input, fault }) => (
        <Notice
          key={input}
          look={fault === 'none' ? 'warn' : 'bad'}
          title={title(t(`fault.${fault}Title`, { device: t(same ? 'check.both' : nouns[input]) }))}
          acts={
            fault === 'insecure' || fault === 'unsupported' ? null : (
              <Button onClick={() => (same ? inputs : [input]).forEach(onRetry)}>{t('check.retry')}</Button>
            )
          }
        >
          <p>{t(`fault.${fault}`)}</p>
          {fault === 'insecure' ? <a href={secureAddress}>{t('fault.insecureGo')}</a> : null}
        </Notice>
      ))}
    </>
  );
}
