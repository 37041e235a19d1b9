/** What the server lets this person do in the room now; an operator may change it at any moment. */
export interface Rights {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly share: boolean;
  readonly write: boolean;
  readonly hand: boolean;
}

export const allRights: Rights = { microphone: true, camera: true, share: true, write: true, hand: true };

export function sameRights(a: Rights, b: Rights): boolean {
  return (Object.keys(a) as (keyof Rights)[]).every((right) => a[right] === b[right]);
}
