// What each outcome sounds and feels like, so that it is known without looking.

/** Tones as [frequency in Hz, from in ms, length in ms], and the pattern of the vibration [ms]. */
const OUTCOMES = {
  ok: { tones: [[880, 0, 90]], shakes: [40] },
  unread: {
    tones: [
      [660, 0, 70],
      [880, 100, 70],
    ],
    shakes: [40, 60, 40],
  },
  warning: {
    tones: [
      [520, 0, 120],
      [700, 140, 180],
    ],
    shakes: [140],
  },
  unknown: {
    tones: [
      [330, 0, 140],
      [330, 200, 140],
    ],
    shakes: [80, 80, 80],
  },
  medic: {
    tones: [
      [740, 0, 110],
      [740, 160, 110],
      [740, 320, 110],
    ],
    shakes: [60, 60, 60, 60, 60],
  },
  asked: {
    tones: [
      [620, 0, 160],
      [440, 200, 240],
    ],
    shakes: [200, 80, 80],
  },
  incident: {
    tones: [
      [880, 0, 90],
      [880, 130, 90],
      [1175, 260, 220],
    ],
    shakes: [60, 60, 240],
  },
  order: {
    tones: [
      [500, 0, 300],
      [800, 320, 300],
      [500, 640, 300],
      [800, 960, 300],
    ],
    shakes: [300, 100, 300, 100, 300],
  },
  failed: {
    tones: [
      [180, 0, 260],
      [140, 300, 260],
      [180, 600, 360],
    ],
    shakes: [400, 120, 400],
  },
};
export const SOUNDS = Object.keys(OUTCOMES);

let context = null;

/** Make sound possible: browsers allow it only once somebody has touched the page. */
export function wake() {
  context ??= window.AudioContext ? new AudioContext({ latencyHint: "interactive" }) : null;
  if (context?.state === "suspended") context.resume().catch(() => {});
}

/** Whether a sound would be heard, as far as the browser says. */
export const canSound = () => context?.state === "running";

/** Whether this device can vibrate, as far as the browser says. */
export const canShake = () => typeof navigator.vibrate === "function";

/** Sound and vibration of an outcome. */
export function signal(outcome) {
  const { tones, shakes } = OUTCOMES[outcome];
  if (canShake()) navigator.vibrate(shakes);
  if (canSound()) for (const tone of tones) play(...tone);
}

function play(frequency, from, length) {
  const start = context.currentTime + from / 1000;
  const end = start + length / 1000;
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.type = "square";
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.25, start + 0.01);
  volume.gain.setValueAtTime(0.25, end - 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, end);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(end);
}
