// A province-wide meeting in session as a busy morning has it, for whoever looks at pages: calls, a roll call, a queue, a preview,
// a guest in the lobby. All of it made by acts of its people; which sites are connected is what the synthetic sites of the demo are.

const TOPICS = [
  ['Chủ tịch UBND xã', 'Phòng, chống bệnh bạch hầu'],
  ['Phó Chủ tịch UBND huyện', 'Tiến độ giải ngân vốn đầu tư công'],
  ['Trưởng phòng Nông nghiệp', 'Hạn hán vụ Đông Xuân'],
  ['Bí thư Đảng ủy', 'Cải cách thủ tục hành chính'],
  ['Chủ tịch UBND thị xã', 'Giao thông nông thôn'],
];

/** @typedef {import('./house.mjs').House} House */
/** @typedef {import('./house.mjs').Caller} Caller */
/** @typedef {import('./house.mjs').Follower} Follower */
/** @typedef {{operator: Caller, id: string, m: string, follower: Follower, seats: any[], there: any[], link: string, pin: string}} Province */

/**
 * @param {House} house
 * @param {number} sites synthetic sites it was started with
 * @param {(phase: 'PUBLISHED' | 'LOBBY' | 'ROLL_CALL', so: {id: string}) => Promise<unknown>} [when] is waited for in each phase
 * @returns {Promise<Province>}
 */
export async function inSession(house, sites, when) {
  const operator = await house.signIn('OPERATOR');
  const secretary = await house.signIn('SECRETARY');
  await operator.post('/api/meetings', {
    title: 'Giao ban công tác phòng, chống thiên tai',
    subject: 'Ứng phó mưa lũ',
    convener: 'Ban Chỉ huy phòng, chống thiên tai tỉnh',
    chairName: 'Phó Chủ tịch UBND tỉnh',
    startsAt: new Date(Date.now() + 26 * 3_600_000).toISOString(),
    sites: 'all',
  });
  const { id } = await operator.post('/api/meetings', {
    title: 'Hội nghị trực tuyến toàn tỉnh',
    subject: 'Sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm',
    convener: 'UBND tỉnh',
    chairName: 'Chủ tịch UBND tỉnh',
    startsAt: null,
    sites: 'all',
  });
  const m = `/api/meetings/${id}`;
  const follower = operator.follow(id);
  await follower.until('a snapshot', (state) => state.seats.length === 240);
  const { seats } = follower.state;
  await operator.post(`${m}/deputy`, { seat: seats[1].id });
  await operator.post(`${m}/duty`, { duty: 'PICTURES' });
  const at = async (/** @type {'PUBLISHED' | 'LOBBY' | 'ROLL_CALL'} */ phase) => {
    await when?.(phase, { id });
    // A connection that rested so long may be gone by now: found out by a question, which may be asked again, not by an act.
    for (const caller of [operator, secretary]) await caller.get('/api/me').catch(() => caller.get('/api/me'));
  };
  await at('PUBLISHED');
  await operator.post(`${m}/open-lines`, { waveSize: 240, waveMillis: 100 });
  /** @type {() => any[]} */
  const connected = () => follower.state.seats.filter((/** @type {any} */ seat) => seat.connected);
  await follower.until('the synthetic sites are there', () => connected().length >= sites, 90_000);
  await at('LOBBY');
  await secretary.post(`${m}/roll-call/start`);
  const there = connected();
  // The last has still to be marked.
  for (const [place, seat] of there.slice(0, -1).entries()) {
    await secretary.post(`${m}/roll-call/mark`, { seat: seat.id, as: 'PRESENT', headcount: 18 + ((place * 7) % 40) });
  }
  const away = seats.filter((/** @type {any} */ seat) => !there.some(({ id }) => id === seat.id));
  for (const [place, as, note] of /** @type {const} */ ([
    [20, 'EXCUSED', 'Mưa lũ, mất điện'],
    [61, 'BY_TELEPHONE', ''],
    [95, 'ABSENT', ''],
    [140, 'EXCUSED', 'Đang sửa hội trường'],
    [170, 'BY_TELEPHONE', ''],
  ])) {
    await secretary.post(`${m}/roll-call/mark`, { seat: away[place].id, as, note });
  }
  await at('ROLL_CALL');
  await secretary.post(`${m}/roll-call/close`);
  await operator.post(`${m}/begin`);
  const speakers = there.filter(({ id }) => id !== seats[0].id).slice(0, TOPICS.length);
  for (const [place, seat] of speakers.entries()) {
    const [speaker, topic] = TOPICS[place];
    await secretary.post(`${m}/floor/request`, { seat: seat.id, speaker, topic });
  }
  await operator.post(`${m}/floor/next`);
  await operator.post(`${m}/preview`, {
    layout: 'ONE_THREE',
    fill: 'FIXED',
    cells: there.slice(0, 4).map((seat) => ({ seat: seat.id, slides: false })),
  });
  const { link, pin } = await operator.post(`${m}/guests/open`);
  return {
    operator,
    id,
    m,
    follower,
    seats: follower.state.seats,
    there,
    link: `${link}`.split('/').at(-1) ?? '',
    pin,
  };
}
