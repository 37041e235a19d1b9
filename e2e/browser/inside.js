// Runs in the page, after the unmodified UMD build of livekit-client and before anything else. Gives the cases a short
// vocabulary in `window.nr`: join, publish, and above all *what came out of the decoder*.
(() => {
  if (window !== window.top) return;

  // Elements and nodes of the present case, undone by reset().
  /** @type {Array<() => void>} */
  let undo = [];

  /** The room of the page, the events it had, and the data that arrived. @type {any} */
  const state = { room: null, events: [], inbox: [] };

  /** A short, serialisable picture of an event's argument. @param {any} value @returns {any} */
  const brief = (value) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Uint8Array) return new TextDecoder().decode(value);
    if (Array.isArray(value)) return value.map(brief);
    if (typeof value !== 'object') return value;
    if (typeof value.identity === 'string') return value.identity;
    if (typeof value.trackSid === 'string') return value.trackSid;
    if (typeof value.sid === 'string') return value.sid;
    try {
      return JSON.parse(JSON.stringify(value));
    } catch {
      return String(value);
    }
  };

  const audio = () => {
    if (!state.audioContext) state.audioContext = new AudioContext({ sampleRate: 48000 });
    return state.audioContext;
  };

  /** @param {string} identity */
  const participant = (identity) =>
    state.room.localParticipant.identity === identity
      ? state.room.localParticipant
      : state.room.remoteParticipants.get(identity);

  /** By its source, or, where one has several of a source, by its name. @param {string} identity @param {string} source @returns {any} */
  const publication = (identity, source) =>
    [...(participant(identity)?.trackPublications.values() ?? [])].find(
      (each) => each.source === source || each.trackName === source,
    );

  /**
   * Speech-like sound, 12 s: syllables of a vowel with its formants and a gliding pitch, a hiss before some, pauses between
   * words. Made by arithmetic alone, so that it is the same on every machine.
   * @param {number} rate
   */
  const spoken = (rate) => {
    const wave = new Float32Array(rate * 12);
    let state32 = 20;
    const random = () => {
      state32 = (Math.imul(state32, 1664525) + 1013904223) >>> 0;
      return state32 / 2 ** 32;
    };
    // First three formants of a, e, i, o, u in Hz.
    const vowels = [
      [800, 1200, 2500],
      [500, 1900, 2600],
      [300, 2300, 3000],
      [500, 900, 2500],
      [320, 800, 2400],
    ];
    let at = 0;
    let phase = 0;
    while (at < wave.length) {
      if (random() < 0.15) at += Math.round(rate * (0.15 + 0.3 * random()));
      const formants = vowels[Math.floor(random() * vowels.length)];
      const length = Math.round(rate * (0.12 + 0.12 * random()));
      const glide = 0.7 + 0.6 * random();
      const hiss = random() < 0.5 ? Math.round(rate * 0.05) : 0;
      const memory = formants.map(() => [0, 0]);
      for (let i = 0; i < length && at < wave.length; i++, at++) {
        const share = i / length;
        const pitch = 120 * (1 + (glide - 1) * share);
        phase += pitch / rate;
        let pulse = i < hiss ? 0.3 * (random() - 0.5) : 0;
        if (phase >= 1) {
          phase -= 1;
          pulse += 1;
        }
        let sum = 0;
        formants.forEach((hz, n) => {
          // A two-pole resonator, 90 Hz wide.
          const r = Math.exp((-Math.PI * 90) / rate);
          const [one, two] = memory[n];
          const next = pulse + 2 * r * Math.cos((2 * Math.PI * hz) / rate) * one - r * r * two;
          memory[n] = [next, one];
          sum += (next * (1 - r)) / (n + 1);
        });
        wave[at] = Math.sin(Math.PI * share) * sum * 6;
      }
    }
    const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let i = 0; i < wave.length; i++) wave[i] *= 0.6 / loudest;
    return wave;
  };

  /** A third of the rate, as 16-bit numbers in base64: small enough to be handed out. @param {Float32Array} wave at 48 kHz */
  const narrowed = (wave) => {
    const small = new Int16Array(Math.floor(wave.length / 3));
    for (let i = 0; i < small.length; i++) {
      const mean = (wave[3 * i] + wave[3 * i + 1] + wave[3 * i + 2]) / 3;
      small[i] = Math.round(32767 * Math.max(-1, Math.min(1, mean)));
    }
    const bytes = new Uint8Array(small.buffer);
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };

  const nr = {
    state,

    /** @param {{url: string, token: string, options?: any, connect?: any}} how */
    async join({ url, token, options, connect }) {
      const room = new LivekitClient.Room(options ?? {});
      state.room = room;
      state.events = [];
      state.inbox = [];
      for (const event of Object.values(LivekitClient.RoomEvent)) {
        room.on(event, (/** @type {any[]} */ ...args) =>
          state.events.push({ event, at: performance.now(), args: args.map(brief) }),
        );
      }
      room.on(LivekitClient.RoomEvent.DataReceived, (/** @type {any[]} */ ...[payload, from, kind, topic]) => {
        state.inbox.push({ text: new TextDecoder().decode(payload), from: from?.identity ?? '', kind, topic });
      });
      const begun = performance.now();
      await room.connect(url, token, connect ?? {});
      return { ms: performance.now() - begun, begun, sid: room.localParticipant.sid };
    },

    /** How often an event came. @param {string} name */
    count: (name) => state.events.filter((/** @type {any} */ each) => each.event === name).length,
    /** @param {string} name */
    last: (name) => state.events.filter((/** @type {any} */ each) => each.event === name).at(-1) ?? null,

    /**
     * The fake camera of the browser, or, with a colour, a moving picture of that colour drawn here. 720p is always drawn:
     * there is one fake camera for all pages, and who opens it first decides its size.
     * @param {{width?: number, height?: number, colour?: string, busy?: boolean, options?: any, source?: string}} [what]
     */
    async camera({ width = 640, height = 360, colour, busy, options, source = 'camera' } = {}) {
      /** @type {any} */
      let track;
      if (colour || width >= 1280) {
        track = nr.drawing({ width, height, colour: colour ?? '#507090', busy });
      } else {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { width, height, frameRate: 30 } });
        track = stream.getVideoTracks()[0];
        undo.push(() => track.stop());
      }
      const published = await state.room.localParticipant.publishTrack(track, { source, ...options });
      return published.trackSid;
    },

    /**
     * A track that shows one colour with a moving bar. A busy one has tiles that change all over, so that an encoder fills
     * whatever rate it has; one colour alone fits through any line.
     * @param {{width: number, height: number, colour: string, busy?: boolean}} what
     */
    drawing({ width, height, colour, busy }) {
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      const paint = canvas.getContext('2d');
      if (!paint) throw new Error('no canvas');
      let step = 0;
      const draw = () => {
        paint.fillStyle = colour;
        paint.fillRect(0, 0, width, height);
        paint.fillStyle = '#fff';
        paint.fillRect((step++ * 8) % width, height - 8, 16, 8);
        for (let i = 0; busy && i < 150; i++) {
          // Knuth's multiplier scatters them without chance.
          const place = Math.imul(step * 150 + i, 2654435761) >>> 0;
          paint.fillStyle = `hsl(${place % 360} 60% ${30 + (i % 40)}%)`;
          paint.fillRect(place % width, (place >>> 12) % height, 24, 24);
        }
      };
      draw();
      const timer = setInterval(draw, 1000 / 25);
      const track = canvas.captureStream(25).getVideoTracks()[0];
      undo.push(() => {
        clearInterval(timer);
        track.stop();
      });
      return track;
    },

    /** Publishes a tone as microphone. @param {{hz?: number, options?: any}} [what] */
    async tone({ hz = 440, options } = {}) {
      const context = audio();
      await context.resume();
      const oscillator = new OscillatorNode(context, { frequency: hz });
      const gain = new GainNode(context, { gain: 0.4 });
      const sink = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      oscillator.connect(gain).connect(sink);
      oscillator.start();
      const track = sink.stream.getAudioTracks()[0];
      undo.push(() => {
        oscillator.stop();
        track.stop();
      });
      state.gain = gain;
      const published = await state.room.localParticipant.publishTrack(track, { source: 'microphone', ...options });
      return published.trackSid;
    },

    /**
     * Publishes the spoken sample as microphone, over and over.
     * @param {{options?: any}} [what]
     */
    async speech({ options } = {}) {
      const context = audio();
      await context.resume();
      const wave = spoken(context.sampleRate);
      const buffer = new AudioBuffer({ length: wave.length, sampleRate: context.sampleRate });
      buffer.copyToChannel(wave, 0);
      const player = new AudioBufferSourceNode(context, { buffer, loop: true });
      const sink = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      player.connect(sink);
      player.start();
      const track = sink.stream.getAudioTracks()[0];
      undo.push(() => {
        player.stop();
        track.stop();
      });
      const published = await state.room.localParticipant.publishTrack(track, { source: 'microphone', ...options });
      return published.trackSid;
    },

    /** The sample of speech() at 16 kHz, for comparing. */
    sample: () => narrowed(spoken(48000)),

    /** Begins to keep what the receiver of a remote microphone plays; see recorded(). @param {string} identity */
    record(identity) {
      const track = publication(identity, 'microphone').track.mediaStreamTrack.clone();
      // Frames of 10 ms; a minute of them may wait while the page is busy.
      const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 6000 }).readable.getReader();
      const kept = { frames: /** @type {Float32Array[]} */ ([]), rate: 0 };
      state.recording = kept;
      (async () => {
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          const frame = next.value;
          const samples = new Float32Array(frame.numberOfFrames);
          frame.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
          kept.rate = frame.sampleRate;
          kept.frames.push(samples);
          frame.close();
        }
      })();
      undo.push(() => track.stop());
      state.stopRecording = () => track.stop();
    },

    /** Ends record(). @returns {string} what was played, at 16 kHz, as sample() gives it */
    recorded() {
      const { frames, rate } = state.recording;
      state.stopRecording();
      if (frames.length > 0 && rate !== 48000) throw new Error(`the receiver plays at ${rate} Hz`);
      const wave = new Float32Array(
        frames.reduce((/** @type {number} */ sum, /** @type {any} */ e) => sum + e.length, 0),
      );
      let at = 0;
      for (const each of frames) {
        wave.set(each, at);
        at += each.length;
      }
      return narrowed(wave);
    },

    /** Loudness of the tone, 0 to 1. @param {number} value */
    loudness(value) {
      state.gain.gain.value = value;
    },

    publication,
    participant,

    /**
     * What the decoder of a remote track has given so far; null while there is no such subscribed track.
     * @param {string} identity @param {string} [source]
     */
    async decoded(identity, source = 'camera') {
      const track = publication(identity, source)?.track;
      const report = await track?.getRTCStatsReport?.();
      if (!report) return null;
      const all = [...report.values()];
      const inbound = all.find((each) => each.type === 'inbound-rtp' && each.kind === track.kind);
      if (!inbound) return null;
      const codec = report.get(inbound.codecId);
      return {
        frames: inbound.framesDecoded ?? 0,
        width: inbound.frameWidth ?? 0,
        height: inbound.frameHeight ?? 0,
        energy: inbound.totalAudioEnergy ?? 0,
        samples: inbound.totalSamplesReceived ?? 0,
        concealed: inbound.concealedSamples ?? 0,
        concealedSilent: inbound.silentConcealedSamples ?? 0,
        concealments: inbound.concealmentEvents ?? 0,
        bufferedSeconds: inbound.jitterBufferDelay ?? 0,
        emitted: inbound.jitterBufferEmittedCount ?? 0,
        late: inbound.packetsDiscarded ?? 0,
        repaired: inbound.retransmittedPacketsReceived ?? 0,
        repairedBytes: inbound.retransmittedBytesReceived ?? 0,
        keyframes: inbound.keyFramesDecoded ?? 0,
        lost: inbound.packetsLost ?? 0,
        packets: inbound.packetsReceived ?? 0,
        nacks: inbound.nackCount ?? 0,
        plis: inbound.pliCount ?? 0,
        freezes: inbound.freezeCount ?? 0,
        frozenSeconds: inbound.totalFreezesDuration ?? 0,
        bytes: inbound.bytesReceived ?? 0,
        codec: codec?.mimeType ?? '',
      };
    },

    /** Everything the senders of our published track say, one entry per encoding. @param {string} [source] */
    async sent(source = 'camera') {
      const track = publication(state.room.localParticipant.identity, source)?.track;
      const report = await track?.sender?.getStats();
      if (!report) return [];
      return [...report.values()]
        .filter((each) => each.type === 'outbound-rtp')
        .map((each) => ({
          rid: each.rid ?? '',
          active: each.active ?? true,
          frames: each.framesEncoded ?? 0,
          width: each.frameWidth ?? 0,
          height: each.frameHeight ?? 0,
          limited: each.qualityLimitationReason ?? '',
          bytes: each.bytesSent ?? 0,
          target: each.targetBitrate ?? 0,
          packets: each.packetsSent ?? 0,
          repeated: each.retransmittedPacketsSent ?? 0,
          nacks: each.nackCount ?? 0,
        }));
    },

    /**
     * Attaches a remote picture to an element of our own and counts the frames it really shows.
     * @param {string} identity @param {{source?: string, width?: number, height?: number}} [how]
     */
    show(identity, { source = 'camera', width = 320, height = 180 } = {}) {
      const track = publication(identity, source)?.track;
      if (!track) return false;
      const video = document.createElement('video');
      video.muted = true;
      video.playsInline = true;
      video.autoplay = true;
      video.style.cssText = `position:fixed;left:0;top:0;width:${width}px;height:${height}px`;
      video.dataset.of = `${identity} ${source}`;
      document.body.append(video);
      track.attach(video);
      const seen = { frames: 0, at: 0, first: 0, longestGap: 0, video };
      const each = (/** @type {number} */ now) => {
        if (seen.frames === 0) seen.first = now;
        else seen.longestGap = Math.max(seen.longestGap, now - seen.at);
        seen.at = now;
        seen.frames++;
        video.requestVideoFrameCallback(each);
      };
      video.requestVideoFrameCallback(each);
      state[`show ${identity} ${source}`] = seen;
      undo.push(() => {
        track.detach(video);
        video.remove();
      });
      return true;
    },

    /** @param {string} identity @param {string} [source] */
    shown(identity, source = 'camera') {
      const seen = state[`show ${identity} ${source}`];
      if (!seen) return null;
      const { frames, first, longestGap, video } = seen;
      return { frames, first, longestGap, width: video.videoWidth, height: video.videoHeight };
    },

    /** Forgets the longest gap seen so far. @param {string} identity @param {string} [source] */
    forgetGaps(identity, source = 'camera') {
      const seen = state[`show ${identity} ${source}`];
      seen.longestGap = 0;
      seen.at = performance.now();
    },

    /** The mean colour of the shown picture. @param {string} identity @param {string} [source] */
    colour(identity, source = 'camera') {
      const video = state[`show ${identity} ${source}`]?.video;
      if (!video?.videoWidth) return null;
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 8;
      const paint = canvas.getContext('2d');
      if (!paint) return null;
      paint.drawImage(video, 0, 0, 8, 8);
      const pixels = paint.getImageData(0, 0, 8, 6).data;
      const sum = [0, 0, 0];
      for (let i = 0; i < pixels.length; i++) if (i % 4 < 3) sum[i % 4] += pixels[i];
      return sum.map((value) => Math.round(value / (pixels.length / 4)));
    },

    /**
     * Listens for a while. Energy is the root mean square of what the receiver plays, hz its strongest frequency.
     * @param {string} identity @param {number} [ms] @param {string} [of]
     */
    async heard(identity, ms = 400, of = 'microphone') {
      const track = publication(identity, of)?.track;
      if (!track) return null;
      const key = `ear ${track.sid}`;
      if (!state[key]) {
        // Chromium only pulls remote sound while an element plays it.
        const element = track.attach();
        element.muted = false;
        element.volume = 1;
        document.body.append(element);
        const context = audio();
        await context.resume();
        const source = new MediaStreamAudioSourceNode(context, {
          mediaStream: new MediaStream([track.mediaStreamTrack]),
        });
        const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
        source.connect(analyser);
        state[key] = analyser;
        undo.push(() => {
          source.disconnect();
          track.detach(element);
          element.remove();
          delete state[key];
        });
      }
      await new Promise((resolve) => setTimeout(resolve, ms));
      const analyser = state[key];
      const wave = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(wave);
      const spectrum = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(spectrum);
      let loudest = 0;
      for (let i = 1; i < spectrum.length; i++) if (spectrum[i] > spectrum[loudest]) loudest = i;
      const rms = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
      return { rms, hz: (loudest * analyser.context.sampleRate) / analyser.fftSize };
    },

    /** The pair of candidates in use and the ciphers of the transport. */
    async transport() {
      const manager = state.room.engine.pcManager;
      const report = await (manager.publisher ?? manager.subscriber).getStats();
      const all = [...report.values()];
      const transport = all.find((each) => each.type === 'transport');
      const pair = report.get(transport?.selectedCandidatePairId);
      const local = report.get(pair?.localCandidateId);
      const remote = report.get(pair?.remoteCandidateId);
      return {
        srtpCipher: transport?.srtpCipher ?? '',
        tlsVersion: transport?.tlsVersion ?? '',
        dtlsState: transport?.dtlsState ?? '',
        local: local ? { protocol: local.protocol, address: local.address, port: local.port } : null,
        remote: remote ? { protocol: remote.protocol, address: remote.address, port: remote.port } : null,
      };
    },

    /** Leaves and forgets everything of the case. */
    async reset() {
      for (const each of undo.reverse()) {
        try {
          each();
        } catch {
          // A node that is already gone is what we want.
        }
      }
      undo = [];
      const room = state.room;
      if (room) await room.disconnect().catch(() => {});
      for (const key of Object.keys(state)) {
        if (key.startsWith('show ') || key.startsWith('ear ')) delete state[key];
      }
      state.room = null;
      state.events = [];
      state.inbox = [];
    },
  };
  Object.defineProperty(window, 'nr', { value: nr });
})();
