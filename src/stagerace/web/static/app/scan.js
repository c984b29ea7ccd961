// Reads a bib's code from a picture or a camera: by the browser where it can, else by zxing-wasm where that is installed.
const VENDOR = "/app/vendor/";
const PAUSE = 120; // between two looks at the camera [ms]
const AGAIN = 3000; // how long the same code in view is one reading [ms]
const WIDEST = 1600; // no code of a bib needs more pixels than this across
const CODES = ["qr_code"];

/** Why nothing can be scanned; `reason` is a key of the catalogues: no_reader, no_camera, camera_refused. */
export class ScanError extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** Whether codes can be read here at all: "" if so, else why not. */
export const whyNot = () => readers().then(() => "", (error) => error.reason);

/** Whether codes can be read here at all. */
export const canScan = async () => (await whyNot()) === "";

/** The bib that a code names in this race: `stagerace:RACE:BIB` or the bare bib; null for any other code. */
export function bibIn(text, race) {
  const said = text.trim();
  const whole = /^stagerace:([^:]+):([^:]+)$/i.exec(said);
  if (whole && whole[1] !== race) return null;
  const bib = (whole ? whole[2] : said).toUpperCase();
  return /^[0-9A-Z]{1,8}$/.test(bib) ? bib : null;
}

/** The text of the code in a picture, or null where none is found. */
export async function readImage(blob) {
  const bitmap = await createImageBitmap(blob);
  try {
    return await read(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** Shows the camera in a video element and tells every code that comes into view, until the signal is aborted. */
export async function scanCamera(video, onText, signal) {
  await readers();
  const stream = await openCamera();
  const seen = new Map();
  try {
    video.srcObject = stream;
    video.muted = video.playsInline = true;
    await video.play();
    while (!signal.aborted) {
      const text = video.videoWidth ? await read(video, video.videoWidth, video.videoHeight) : null;
      if (text !== null && !signal.aborted && isNew(seen, text)) onText(text);
      await pause(signal);
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

function isNew(seen, text) {
  const now = performance.now();
  const before = seen.get(text);
  seen.set(text, now);
  return before === undefined || now - before > AGAIN;
}

const pause = (signal) => new Promise((done) => {
  if (signal.aborted) return done();
  const timer = setTimeout(done, PAUSE);
  signal.addEventListener("abort", () => { clearTimeout(timer); done(); }, { once: true });
});

async function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) throw new ScanError("no_camera");
  try {
    const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw new ScanError(error.name === "NotAllowedError" ? "camera_refused" : "no_camera", error);
  }
}

async function read(source, width, height) {
  const image = pixels(source, width, height);
  for (const reader of await readers()) {
    const text = await reader(image);
    if (text) return text;
  }
  return null;
}

function pixels(source, width, height) {
  const scale = Math.min(1, WIDEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  paper.drawImage(source, 0, 0, canvas.width, canvas.height);
  return paper.getImageData(0, 0, canvas.width, canvas.height);
}

let found;

/** The ways to read a code here, loaded once. */
function readers() {
  found ??= findReaders().catch((error) => { found = undefined; throw error; });
  return found;
}

async function findReaders() {
  const own = await ownReader();
  if (own) return [own];
  try {
    return [await wasmReader()];
  } catch (error) {
    throw new ScanError("no_reader", error);
  }
}

async function ownReader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: CODES });
  return async (image) => (await detector.detect(image))[0]?.rawValue ?? null;
}

async function wasmReader() {
  const zxing = await import(`${VENDOR}zxing-reader.js`);
  await zxing.prepareZXingModule({ overrides: { locateFile: (name) => VENDOR + name }, fireImmediately: true });
  const options = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };
  return async (image) => (await zxing.readBarcodes(image, options))[0]?.text ?? null;
}
