import type { DragEvent } from 'react';

const KIND = 'application/x-nharong-seat';

/** A site taken by the pointer, from the wall, the table or the queue. Enter does the same by keyboard. */
export function dragSeat(event: DragEvent, seat: string): void {
  event.dataTransfer.setData(KIND, seat);
  event.dataTransfer.effectAllowed = 'copy';
}

export const carriesSeat = (event: DragEvent): boolean => event.dataTransfer.types.includes(KIND);

export const droppedSeat = (event: DragEvent): string | null => event.dataTransfer.getData(KIND) || null;
