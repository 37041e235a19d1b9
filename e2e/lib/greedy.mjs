// Asks for tracks as a patched client does: by the signalling protocol, for names it was never told. Written by hand, since the
// client library asks for nothing that it does not know.

/** @param {number} field @param {Uint8Array} bytes a field of length-delimited type @returns {number[]} */
const framed = (field, bytes) => [(field << 3) | 2, ...varint(bytes.length), ...bytes];

/** @param {number} value @returns {number[]} */
function varint(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

const utf8 = new TextEncoder();

/**
 * `SignalRequest.subscription` (6) with an `UpdateSubscription`: track_sids (1), subscribe (2), participant_tracks (3).
 *
 * @param {string[]} tracks sids
 * @param {Array<{participant: string, tracks: string[]}>} [participants] the same by participant
 * @returns {number[]} the message's bytes
 */
export function subscribeTo(tracks, participants = []) {
  const update = [
    ...tracks.flatMap((sid) => framed(1, utf8.encode(sid))),
    ...[(2 << 3) | 0, 1],
    ...participants.flatMap(({ participant, tracks: own }) =>
      framed(
        3,
        Uint8Array.from([...framed(1, utf8.encode(participant)), ...own.flatMap((sid) => framed(2, utf8.encode(sid)))]),
      ),
    ),
  ];
  return framed(6, Uint8Array.from(update));
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const random = (/** @type {string} */ prefix) =>
  prefix + Array.from({ length: 12 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('');

/** Sids as they look, of tracks and participants that may or may not be. @param {number} sites */
export const guesses = (sites) =>
  Array.from({ length: sites }, () => ({ participant: random('PA_'), tracks: [random('TR_VC'), random('TR_AM')] }));
