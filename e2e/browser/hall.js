// Runs in a page of ours before anything else: gives it a hall with a colour and a tone of its own instead of the browser's one
// fake camera, and a vocabulary (`window.hall`) for what came out of the decoders.
(() => {
  if (window !== window.top) return;
  /** @type {{color: number[], hz: number, deaf?: boolean}} */
  const own = window.__hall ?? { color: [90, 90, 90], hz: 0 };
  /** @type {Set<RTCPeerConnection>} */
  const connections = new Set();
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    /** @param {any[]} args */
    constructor(...args) {
      super(...args);
      connections.add(this);
    }
  };

  /** Connections to the signalling, the newest last. */
  /** @type {WebSocket[]} */
  const sockets = [];
  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    /** @param {[string | URL, (string | string[])?]} args */
    constructor(...args) {
      super(...args);
      sockets.push(this);
    }
  };

  /** @type {AudioContext | null} */
  let audio = null;
  const sound = () => {
    audio ??= new AudioContext({ sampleRate: 48000 });
    if (audio.state === 'suspended') void audio.resume();
    return audio;
  };

  /** @param {any} wish */
  const picture = (wish) => {
    const canvas = document.createElement('canvas');
    const size = (/** @type {any} */ value, /** @type {number} */ absent) =>
      typeof value === 'number' ? value : (value?.exact ?? value?.ideal ?? absent);
    canvas.width = size(wish?.width, 640);
    canvas.height = size(wish?.height, 360);
    const rate = Math.min(30, size(wish?.frameRate, 15));
    const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    let frame = 0;
    setInterval(() => {
      paint.fillStyle = `rgb(${own.color.join(',')})`;
      paint.fillRect(0, 0, canvas.width, canvas.height);
      paint.fillStyle = 'rgba(255,255,255,0.5)';
      const side = canvas.height / 8;
      paint.fillRect((frame++ * 4) % (canvas.width - side), canvas.height - side, side, side);
    }, 1000 / rate);
    return canvas.captureStream(rate).getVideoTracks()[0];
  };

  /** What goes into each microphone of this hall, and how loud its own tone is there. */
  /** @type {Array<{out: MediaStreamAudioDestinationNode, volume: GainNode | null}>} */
  const microphones = [];
  const tone = () => {
    const context = sound();
    const out = context.createMediaStreamDestination();
    /** @type {GainNode | null} */
    let volume = null;
    if (own.hz) {
      const oscillator = new OscillatorNode(context, { frequency: own.hz });
      volume = new GainNode(context, { gain: 0.4 });
      oscillator.connect(volume).connect(out);
      oscillator.start();
    }
    microphones.push({ out, volume });
    return out.stream.getAudioTracks()[0];
  };

  const devices = navigator.mediaDevices;
  if (devices) {
    devices.getUserMedia = async (wish) => {
      const stream = new MediaStream();
      if (wish?.video) stream.addTrack(picture(wish.video === true ? {} : wish.video));
      if (wish?.audio) stream.addTrack(tone());
      return stream;
    };
  }

  /** @type {Map<string, {track: MediaStreamTrack, analyser: AnalyserNode}>} */
  const listening = new Map();
  const incoming = () =>
    [...connections]
      .filter((each) => each.connectionState !== 'closed')
      .flatMap((each) => each.getReceivers().map((receiver) => receiver.track))
      .filter((track) => track.readyState === 'live');

  window.hall = {
    own,
    connections,

    /** From now on this hall speaks in words and pauses instead of one long tone. */
    speak() {
      const word = () => {
        const gain = Math.random() < 0.6 ? 0.4 : 0;
        for (const { volume } of microphones) volume?.gain.setTargetAtTime(gain, sound().currentTime, 0.02);
        setTimeout(word, 300 + Math.random() * 900);
      };
      word();
    },

    /** From now on its loudspeakers come into its microphone, as in a hall whose amplifier is turned too far. */
    giveBack() {
      const context = sound();
      const room = new DelayNode(context, { delayTime: 0.25 });
      const loss = new GainNode(context, { gain: 0.7 });
      room.connect(loss);
      for (const { out, volume } of microphones) {
        volume?.gain.setTargetAtTime(0, context.currentTime, 0.02);
        loss.connect(out);
      }
      for (const track of incoming().filter((each) => each.kind === 'audio')) {
        context.createMediaStreamSource(new MediaStream([track])).connect(room);
      }
    },

    /** Mean colour and size of each picture on the page inside `within`. @param {string} within */
    seen(within) {
      const canvas = document.createElement('canvas');
      canvas.width = 16;
      canvas.height = 9;
      const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
      return [...document.querySelectorAll(`${within} video`)].map((element) => {
        const video = /** @type {HTMLVideoElement} */ (element);
        if (!video.videoWidth || video.readyState < 2) return { width: 0, height: 0, color: [0, 0, 0], time: 0 };
        paint.drawImage(video, 0, 0, 16, 9);
        const { data } = paint.getImageData(0, 0, 16, 6);
        const color = [0, 1, 2].map((at) => {
          let sum = 0;
          for (let i = at; i < data.length; i += 4) sum += data[i];
          return Math.round(sum / (data.length / 4));
        });
        return { width: video.videoWidth, height: video.videoHeight, color, time: video.currentTime };
      });
    },

    /** Tones that arrive now, loudest first, over all sound that comes in. @param {number[]} expected Hz to look for */
    async heard(expected) {
      const context = sound();
      for (const track of incoming().filter((each) => each.kind === 'audio')) {
        if (listening.has(track.id)) continue;
        const analyser = new AnalyserNode(context, { fftSize: 16384, smoothingTimeConstant: 0 });
        context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        listening.set(track.id, { track, analyser });
      }
      await new Promise((resolve) => setTimeout(resolve, 420));
      /** @type {Array<{hz: number, db: number}>} */
      const found = [];
      for (const { track, analyser } of listening.values()) {
        if (track.readyState !== 'live') continue;
        const spectrum = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(spectrum);
        const step = context.sampleRate / analyser.fftSize;
        for (const hz of expected) {
          const at = Math.round(hz / step);
          const db = Math.max(...spectrum.slice(at - 2, at + 3));
          if (db > -55) found.push({ hz, db: Math.round(db) });
        }
      }
      return found.sort((a, b) => b.db - a.db);
    },

    /** Frames of pictures decoded until now, over all connections. */
    async decoded() {
      let frames = 0;
      for (const connection of connections) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'inbound-rtp' && report.kind === 'video') frames += report.framesDecoded ?? 0;
        }
      }
      return frames;
    },

    /** How many pictures come in now: streams of which frames arrive within the next while. @param {number} millis */
    async flowing(millis) {
      const frames = async () => {
        /** @type {Map<string, number>} */
        const all = new Map();
        for (const [index, connection] of [...connections].entries()) {
          for (const report of (await connection.getStats()).values()) {
            if (report.type === 'inbound-rtp' && report.kind === 'video')
              all.set(`${index} ${report.id}`, report.framesReceived ?? 0);
          }
        }
        return all;
      };
      const before = await frames();
      await new Promise((resolve) => setTimeout(resolve, millis));
      return [...(await frames())].filter(([id, count]) => count > (before.get(id) ?? 0)).length;
    },

    /** Says something to the server that the client library would not. @param {number[]} bytes of a SignalRequest */
    say(bytes) {
      const socket = sockets
        .filter((each) => each.readyState === NativeSocket.OPEN && each.url.includes('/rtc'))
        .at(-1);
      if (!socket) throw new Error('no signalling');
      socket.send(Uint8Array.from(bytes));
    },

    /** Bytes of sound sent until now. */
    async soundSent() {
      let bytes = 0;
      for (const connection of connections) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'outbound-rtp' && report.kind === 'audio') bytes += report.bytesSent ?? 0;
        }
      }
      return bytes;
    },

    /** A patched client: sends its sound whatever anybody asked. */
    async defy() {
      for (const connection of connections) {
        for (const sender of connection.getSenders()) {
          if (sender.track?.kind === 'audio' || sender.track === null) {
            const track = tone();
            await sender.replaceTrack(track).catch(() => {});
          }
        }
      }
    },
  };
})();
