import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TileWords } from '../../ui/Tile';

/** The words of a tile in the language of now; the same object as long as that does not change. */
export function useTileWords(): TileWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      you: t('tile.you'),
      youAlone: t('tile.youAlone'),
      microphoneOff: t('tile.microphoneOff'),
      handRaised: t('tile.handRaised'),
      poorLine: t('tile.poorLine'),
      lostLine: t('tile.lostLine'),
      poor: t('tile.poor'),
      lost: t('tile.lost'),
      paused: t('tile.paused'),
      away: t('tile.away'),
      pin: t('tile.pin'),
      unpin: t('tile.unpin'),
      screenOf: (name: string) => t('tile.screenOf', { name }),
    }),
    [t],
  );
}
