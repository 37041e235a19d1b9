/**
 * Watches how loud a track is.
 *
 * @param onLevel called about 20 times a second with 0 (silent) to 1 (very loud)
 * @returns ends the watch
 */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    const decibels = 20 * Math.log10(Math.sqrt(sum / samples.length) + 1e-6);
    // -60 dBFS is a quiet room, -10 dBFS a voice close by.
    onLevel(Math.min(1, Math.max(0, (decibels + 60) / 50)));
  }, 50);
  return () => {
    window.clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}

/** Plays two notes on a loudspeaker; resolves when they have ended. */
export async function playTestSound(speakerId: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = output.stream;
  try {
    if (speakerId !== '' && 'setSinkId' in element) await element.setSinkId(speakerId);
    await context.resume();
    await element.play();
    const start = context.currentTime + 0.05;
    const notes = [523.25, 659.25, 783.99];
    notes.forEach((frequency, index) => {
      const at = start + index * 0.28;
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.frequency.value = frequency;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.25, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
      tone.connect(gain).connect(output);
      tone.start(at);
      tone.stop(at + 0.5);
    });
    await new Promise((resolve) => window.setTimeout(resolve, 1_300));
  } finally {
    element.pause();
    element.srcObject = null;
    await context.close();
  }
}
