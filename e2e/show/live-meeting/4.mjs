// Line 4: kill -9 at random instants while people act, on H2 and on PostgreSQL. Every act that was answered with 200 is kept
// in a file outside the server before the next one begins; after each restart all of them must be there, none by half.
//
//   --kills=N  on each database (default 30)      --loose=1  H2 without WRITE_DELAY=0: the feature switched off
import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { House, text } from '../../lib/house.mjs';
import { cache, root } from '../../lib/paths.mjs';
import { startPostgres } from '../../lib/postgres.mjs';
import { java } from '../../lib/server.mjs';
import { finish, numbers, round } from '../../lib/show.mjs';
import { until } from '../../lib/wait.mjs';

const { kills = 30, loose = 0, sites = 12 } = numbers();
/** A site that was cut has so long to be back, from the ready line on. */
const BACK_S = 15;
const folder = join(cache, 'show-live-meeting-4');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** What the server said it has done, each on the disk before it counts. */
class Acknowledged {
  /** @type {Array<{kind: string, key: string}>} */
  all = [];

  /** @param {string} name */
  constructor(name) {
    this.file = openSync(join(folder, `${name}.acknowledged`), 'a');
  }

  /** @param {string} kind @param {string} key */
  add(kind, key) {
    writeSync(this.file, `${JSON.stringify({ kind, key })}\n`);
    fsyncSync(this.file);
    this.all.push({ kind, key });
  }

  end() {
    closeSync(this.file);
  }
}

/** The official list with one name that tells which import it was. @param {number} turn */
function list(turn) {
  const csv = readFileSync(join(root, 'control/src/main/resources/demo/gia-lai-2020.csv'), 'utf8');
  return csv.replace('Tỉnh Gia Lai', `Tỉnh Gia Lai ${turn}`);
}

/** @param {number} days after the sample's own */
const day = (days) => new Date(Date.UTC(2020, 1, 1) + days * 86_400_000).toISOString().slice(0, 10);

/** One database: load, kill, look, again. @param {string} name @param {string[]} args */
async function run(name, args) {
  const house = await House.start({ args: [...args, '--demo-sites', String(sites)] });
  const acknowledged = new Acknowledged(name);
  const seen = { acknowledged: 0, missing: 0, half_done: 0, recovery_s_max: 0, kills: 0, verified: 0, attempts: 0 };
  /** @type {string[]} */
  const faults = [];
  let turn = 0;
  let imports = 0;
  let importing = false;
  /** @type {Set<string>} said, but the server died before it answered */
  const unsure = new Set();
  try {
    const operator = await house.signIn('OPERATOR');
    const administrator = await house.signIn('ADMINISTRATOR');
    const { id } = await operator.post('/api/meetings', {
      title: 'Hội nghị thử mất điện',
      startsAt: null,
      sites: 'all',
    });
    const m = `/api/meetings/${id}`;
    await operator.post(`${m}/open-lines`, { waveSize: 240, waveMillis: 100 });
    const follower = operator.follow(id);
    const connected = () => follower.state?.seats.filter((/** @type {any} */ seat) => seat.connected).length ?? 0;
    await until(`${sites} sites connected`, () => connected() >= sites, 120_000);
    await operator.post(`${m}/roll-call/start`);
    await operator.post(`${m}/begin`);
    const seats = follower.state.seats.map((/** @type {any} */ seat) => seat.id);

    /** @param {string} kind @param {string} key @param {() => Promise<{status: number}>} call */
    const act = async (kind, key, call) => {
      seen.attempts++;
      unsure.add(`${kind} ${key}`);
      const { status } = await call();
      unsure.delete(`${kind} ${key}`);
      if (status === 200) acknowledged.add(kind, key);
      else if (status >= 500) throw new Error(`${kind}: ${status}`);
    };
    const loads = [
      async () => {
        const key = `Chủ đề ${++turn}`;
        const seat = seats[turn % seats.length];
        await act('floor.requested', key, () =>
          operator.tries(`${m}/floor/request`, { seat, topic: key, speaker: '' }),
        );
        const request = follower.state.floor.queue.find((/** @type {any} */ each) => each.topic === key);
        if (request) await operator.tries(`${m}/floor/grant`, { id: request.id });
      },
      async () => {
        const seat = seats[++turn % seats.length];
        const headcount = turn % 5000;
        await act('rollcall.marked', `${seat} ${headcount}`, () =>
          operator.tries(`${m}/roll-call/mark`, { seat, as: 'PRESENT', headcount }),
        );
      },
      async () => {
        const first = turn++ % seats.length;
        const second = (first + 1 + (Math.floor(turn / seats.length) % (seats.length - 1))) % seats.length;
        const key = `${seats[first]} ${seats[second]}`;
        const cells = [seats[first], seats[second]].map((seat) => ({ seat, slides: false }));
        await act('programme.taken', key, () =>
          operator.tries(`${m}/take`, { composition: { layout: 'ONE_ONE', fill: 'FIXED', cells } }),
        );
      },
      async () => {
        const key = `Thông báo ${++turn}`;
        await act('message.sent', key, () => operator.tries(`${m}/messages`, { seats: 'all', text: key }));
      },
    ];
    const imported = async () => {
      const mine = ++imports;
      const form = new FormData();
      form.append('file', new Blob([list(mine)], { type: 'text/csv' }), 'list.csv');
      form.append('validFrom', day(mine));
      unsure.add(`import ${mine}`);
      const answer = await fetch(`${house.url}/api/units/import`, {
        method: 'POST',
        headers: { Cookie: administrator.cookie, 'X-CSRF-Token': administrator.csrf },
        body: form,
      });
      const said = await answer.json();
      unsure.delete(`import ${mine}`);
      if (answer.status === 200 && said.refusal === null) acknowledged.add('import', String(mine));
      else throw new Error(`import: ${answer.status} ${JSON.stringify(said).slice(0, 200)}`);
    };

    for (let kill = 1; kill <= kills; kill++) {
      let going = true;
      const loop = async (/** @type {() => Promise<void>} */ work) => {
        while (going) {
          try {
            await work();
          } catch (error) {
            if (!going) return;
            if (String(error).includes('fetch failed') || String(error).includes('other side')) return;
            faults.push(String(error));
            return;
          }
        }
      };
      importing = kill % 3 === 1;
      const workers = loads.map(loop);
      if (importing) workers.push(loop(imported));
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 2500));
      going = false;
      await house.kill();
      await Promise.all(workers);
      seen.kills = kill;
      const before = performance.now();
      await house.up();
      const ready = before + house.readyMs;
      follower.state = null;
      await until(`${sites} sites back after kill ${kill}`, () => connected() >= sites, 60_000, 50).catch((error) =>
        faults.push(String(error)),
      );
      seen.recovery_s_max = Math.max(seen.recovery_s_max, (performance.now() - ready) / 1000);
      await look(kill);
    }

    async function look(/** @type {number} */ kill) {
      /** @type {Map<string, number>} */
      const kept = new Map();
      let after = 0;
      for (;;) {
        const lines = await operator.get(`${m}/log?after=${after}`);
        for (const line of lines) {
          const key =
            line.act === 'floor.requested'
              ? line.values.topic
              : line.act === 'rollcall.marked'
                ? `${line.seat} ${line.values.headcount}`
                : line.act === 'message.sent'
                  ? line.values.text
                  : line.act === 'programme.taken'
                    ? line.values.seats
                    : '';
          kept.set(`${line.act} ${key}`, (kept.get(`${line.act} ${key}`) ?? 0) + 1);
          after = line.seq;
        }
        if (lines.length === 0) break;
      }
      let missing = 0;
      for (const { kind, key } of acknowledged.all) {
        if (kind !== 'import' && !kept.has(`${kind} ${key}`)) {
          missing++;
          if (missing < 4) faults.push(`after kill ${kill}: ${kind} ${key} is not there`);
        }
      }
      for (let i = 1; i <= imports; i++) {
        const units = await administrator.get(`/api/units?on=${day(i)}`);
        const named = units.some((/** @type {any} */ unit) => unit.name === `Tỉnh Gia Lai ${i}`);
        if (units.length !== 238) {
          seen.half_done++;
          faults.push(`after kill ${kill}: import ${i} left ${units.length} units`);
        }
        const acked = acknowledged.all.some(({ kind, key }) => kind === 'import' && key === String(i));
        if (acked && !named) {
          missing++;
          faults.push(`after kill ${kill}: import ${i} is not there`);
        }
        if (!acked && !named) imports = i - 1; // its day is free again
      }
      seen.missing = Math.max(seen.missing, missing);
      seen.acknowledged = acknowledged.all.length;
      const state = follower.state;
      if (
        state.seats.length !== 240 ||
        (state.floor.speaking && !state.floor.open.includes(state.floor.speaking.seat))
      ) {
        seen.half_done++;
        faults.push(`after kill ${kill}: a speaker whose microphone is not open`);
      }
    }
    follower.end();
    await house.end();
    const verify = spawnSync(
      java,
      [
        ...house.command(['--data', house.data]).slice(0, 3),
        'vn.nharong.control.Main',
        'audit',
        'verify',
        '--data',
        house.data,
      ].concat(args[0] === '--database' ? args : []),
      { encoding: 'utf8', env: { ...process.env, NHARONG_LOG_LEVEL: 'ERROR' } },
    );
    seen.verified = verify.status === 0 ? 1 : 0;
    if (verify.status !== 0) faults.push(`audit verify: ${verify.stdout}${verify.stderr}`.slice(0, 400));
  } catch (error) {
    faults.push(String(error), text(house.log).slice(-800));
  } finally {
    acknowledged.end();
    await house.stop();
  }
  return { ...seen, recovery_s_max: round(seen.recovery_s_max), faults };
}

const h2 = await run(
  'h2',
  loose
    ? ['--database', `jdbc:h2:file:${join(folder, 'loose')};MODE=PostgreSQL;WRITE_DELAY=500;USER=sa;PASSWORD=`]
    : [],
);
const server = loose ? null : await startPostgres();
const postgresql = server ? await run('postgresql', ['--database', server.url]) : h2;
await server?.stop();
const both = [h2, postgresql];
finish(
  {
    kills: h2.kills + postgresql.kills,
    acknowledged: h2.acknowledged + postgresql.acknowledged,
    missing: h2.missing + postgresql.missing,
    half_done: h2.half_done + postgresql.half_done,
    recovery_s_max: Math.max(h2.recovery_s_max, postgresql.recovery_s_max),
    h2,
    postgresql,
  },
  {
    'every kill was made': both.every((each) => each.kills === kills),
    'acts were acknowledged under load': both.every((each) => each.acknowledged > kills * 5),
    'nothing acknowledged is missing': both.every((each) => each.missing === 0),
    'nothing is half done': both.every((each) => each.half_done === 0),
    [`seats are back within ${BACK_S} s of the ready line`]: both.every((each) => each.recovery_s_max <= BACK_S),
    'the audit chain verifies': both.every((each) => each.verified === 1),
    'nothing else went wrong': both.every((each) => each.faults.length === 0),
  },
);
