// The house itself: headers, our own page, the process.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '../lib/cases.mjs';
import { enters } from '../lib/page.mjs';
import { logs } from '../lib/paths.mjs';
import { freePort, java, javaArguments } from '../lib/server.mjs';

test(
  'house-page-headers',
  async (t) => {
    const answer = await fetch(`${t.server.url}/`);
    assert.equal(answer.status, 200);
    const csp = answer.headers.get('content-security-policy') ?? '';
    assert.match(csp, /default-src 'self'/);
    assert.match(csp, /frame-ancestors 'none'/);
    assert.doesNotMatch(csp, /unsafe-inline|unsafe-eval/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.match(answer.headers.get('permissions-policy') ?? '', /camera=\(self\)/);
    const page = await t.people.browser.newPage();
    t.after(() => page.close());
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${t.server.url}/`);
    await page.getByRole('textbox').first().waitFor();
    assert.deepEqual(complaints, []);
  },
  { people: 1 },
);

test('house-page-meeting', async (t) => {
  const [an, binh] = await Promise.all([enters(t, 'An'), enters(t, 'Bình')]);
  for (const page of [an, binh]) {
    await page.waitForFunction(
      () => {
        const room = /** @type {any} */ (window).__nharong?.room;
        return [...(room?.remoteParticipants.values() ?? [])].some((p) =>
          [...p.trackPublications.values()].some((each) => each.kind === 'video' && each.track),
        );
      },
      undefined,
      { timeout: 15_000 },
    );
    await page.waitForFunction(
      () => [...document.querySelectorAll('video')].filter((v) => v.videoWidth > 0 && !v.paused).length >= 2,
      undefined,
      { timeout: 15_000 },
    );
    const frames = () =>
      page.evaluate(async () => {
        const room = /** @type {any} */ (window).__nharong.room;
        let sum = 0;
        for (const p of room.remoteParticipants.values()) {
          for (const each of p.trackPublications.values()) {
            if (each.kind !== 'video' || !each.track) continue;
            for (const s of (await each.track.getRTCStatsReport()).values()) sum += s.framesDecoded ?? 0;
          }
        }
        return sum;
      });
    const before = await frames();
    const end = performance.now() + 10_000;
    while ((await frames()) < before + 20) {
      assert.ok(performance.now() < end, 'no frames are decoded in our page');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});

/**
 * Runs the server with these arguments until it ends, or until it is ready.
 * @param {string[]} args
 * @param {{before?: string[], data?: string}} [how] `before` is a command that runs the rest of its arguments
 * @returns {Promise<{code: number | null, said: string, ready: boolean}>}
 */
function runs(args, { before = [], data } = {}) {
  const own = data ?? mkdtempSync(join(tmpdir(), 'nharong-e2e-'));
  const [command, ...rest] = [...before, java, ...javaArguments(['--data', own, ...args])];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let ready = false;
    /** @param {Buffer} chunk */
    const hear = (chunk) => {
      said += chunk;
      if (!ready && said.includes('Nhà Rông ready')) {
        ready = true;
        child.kill('SIGTERM');
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server did not end: ${said}`));
    }, 45_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (!data) rmSync(own, { recursive: true, force: true });
      resolve({ code, said, ready });
    });
  });
}

/** @returns {Promise<string[]>} options for three free ports */
async function ports() {
  const [port, tls, media] = [await freePort(), await freePort(), await freePort()];
  return ['--port', `${port}`, '--tls-port', `${tls}`, '--media-port', `${media}`];
}

test(
  'house-unknown-option',
  async () => {
    const { code, said } = await runs(['--prot', '1234']);
    assert.notEqual(code, 0);
    assert.match(said, /--port/);
    assert.ok(said.trim().split('\n').length <= 2, said);
  },
  { people: 1 },
);

test(
  'house-busy-port',
  async (t) => {
    const { code, said } = await runs([...(await ports()), '--port', `${t.server.port}`]);
    assert.notEqual(code, 0);
    assert.match(said, new RegExp(`${t.server.port}`));
    assert.doesNotMatch(said, /\bat [a-z]+\.[a-z]/i, 'a stack trace is not a clear line');
  },
  { people: 1 },
);

test(
  'house-unwritable-data',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'nharong-e2e-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'file'), 'not a folder');
    const data = join(folder, 'file', 'data');
    const { code, said } = await runs(await ports(), { data });
    assert.equal(code, 1, said);
    assert.ok(said.includes(data), said);
    assert.equal(said.trim().split('\n').length, 1, said);
  },
  { people: 1 },
);

/** A disk of its own for the command that follows: BYTES of it, of which all but FREE are taken. Keys are kept there already. */
const OWN_DISK = [
  'mount -t tmpfs -o size="$2" none "$1" || exit 77',
  'printf "APIkept\\n0123456789abcdef0123456789abcdef\\n" >"$1/api-key"',
  'head -c "$3" /dev/zero >"$1/ballast" 2>/dev/null',
  'shift 3',
  'exec "$@"',
].join('\n');

test(
  'house-full-disk',
  async (t) => {
    const data = mkdtempSync(join(tmpdir(), 'nharong-e2e-'));
    t.after(() => rmSync(data, { recursive: true, force: true }));
    /** @param {string} size @param {string} taken */
    const onDisk = async (size, taken) =>
      runs(await ports(), { data, before: ['unshare', '-Urm', 'sh', '-c', OWN_DISK, 'sh', data, size, taken] });
    const possible = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', data]).status === 0;
    t.facts.ownDisk = possible;
    // Where no disk of one's own can be had, a limit on the size of files stands for it: other words, the same refusal.
    const full = possible
      ? await onDisk('512k', '10m')
      : await runs(await ports(), { before: ['sh', '-c', 'ulimit -f 0; exec "$@"', 'sh'] });
    assert.equal(full.code, 1, full.said);
    assert.equal(full.said.trim().split('\n').length, 1, full.said);
    assert.match(full.said, possible ? /đĩa đầy \(the disk is full\)/ : /cannot write into the data folder/);
    const roomy = possible ? await onDisk('16m', '0') : await runs(await ports());
    assert.ok(roomy.ready, roomy.said);
  },
  { people: 1, limitMs: 100_000 },
);

test(
  'house-bad-options',
  async () => {
    for (const bad of [
      ['--webhook', 'httpx://127.0.0.1/'],
      ['--trusted-proxy', '10.0.0.0/33'],
    ]) {
      const { code, said } = await runs([...(await ports()), ...bad]);
      assert.equal(code, 2, said);
      assert.ok(said.includes(bad[1]), said);
      assert.equal(said.trim().split('\n').length, 1, said);
    }
  },
  { people: 1 },
);

test(
  'house-no-jdk-warnings',
  async () => {
    const files = readdirSync(logs).filter((name) => name.startsWith('server-'));
    assert.ok(files.length > 0);
    for (const name of files) {
      const text = readFileSync(join(logs, name), 'utf8');
      assert.ok(text.length > 0, `${name} is empty: nothing would be found in it`);
      assert.doesNotMatch(
        text,
        /WARNING:.*(native access|restricted method|Unsafe|sun\.misc|terminally deprecated)/i,
        name,
      );
    }
  },
  { people: 1, alone: true },
);

test('house-page-full-room', async (t) => {
  await t.api.createRoom({ name: t.room, maxParticipants: 1 });
  const an = await enters(t, 'An');
  await an.locator('.meeting').waitFor();
  const binh = await enters(t, 'Bình');
  await binh.getByText('Phòng đã đủ người.').waitFor();
  await an.locator('[data-act=leave]').click();
  await an.getByText('Bạn đã rời phòng').waitFor();
  await binh.locator('[data-act=join]').click();
  await binh.locator('.meeting').waitFor();
});

test('house-page-right-taken', async (t) => {
  const far = await t.joined('far');
  const page = await enters(t, 'An');
  await page.locator('.meeting').waitFor();
  const own = () => /** @type {any} */ (window).__nharong.room.localParticipant.identity;
  const identity = /** @type {string} */ (await page.evaluate(own));
  await far.subscribed(identity, 'camera', 20_000);
  await far.sees(identity);
  await far.subscribed(identity, 'microphone');
  const rights = { canSubscribe: true, canPublishData: true, canUpdateMetadata: true };
  await t.api.updateParticipant(t.room, identity, { permission: { ...rights, canPublish: false } });
  const microphone = page.locator('[data-act=microphone]');
  await microphone.getByText('Bị khóa').waitFor();
  await far.until('no track is left', (i) => nr.publication(i, 'microphone') === undefined, identity);
  // Pressing the locked key opens nothing, and says what to do.
  await microphone.click();
  await page.getByText('Micro đang bị khóa. Giơ tay, chờ cán bộ vận hành mở.').waitFor();
  await t.api.updateParticipant(t.room, identity, { permission: { ...rights, canPublish: true } });
  await microphone.getByText('Micro tắt').waitFor();
  await page.locator('[data-act=camera]').click();
  await far.subscribed(identity, 'camera', 20_000);
  await far.sees(identity);
});

test('house-page-wrong-address', async (t) => {
  const page = await t.people.browser.newPage();
  t.after(() => page.close());
  const answer = await page.goto(`${t.server.url}/khong-co`);
  assert.equal(answer?.status(), 404);
  await page.getByText('Địa chỉ này không có').waitFor();
  await page.goto(`${t.server.url}/r/giao-ban`);
  assert.equal(await page.locator('[name=room]').inputValue(), 'giao-ban');
  assert.equal(await page.getByText('Địa chỉ này không có').count(), 0);
});
