// Bibs by their codes: the camera where the page may use it, a picture where not.
import { make } from "./dom.js";
import { bibIn, readImage, scanCamera, whyNot } from "./scan.js";
import { openSheet } from "./sheet.js";
import { signal } from "./sounds.js";
import { nextWay } from "./verdict.js";
import { say } from "./words.js";

/** Open the scanner: each code that is read is recorded like a number that was typed. */
export function openScan(app, typing) {
  const stop = new AbortController();
  const told = make("p", { role: "status", text: say("scan.wait") });
  const video = make("video", { muted: true, playsinline: true, hidden: true });
  const picture = make("input", {
    type: "file",
    accept: "image/*",
    capture: "environment",
    "aria-label": say("scan.picture"),
  });
  const field = make("label", { className: "file" }, say("scan.picture"), picture);
  openSheet(say("scan.title"), make("div", { className: "scan" }, video, told, field));
  const sheet = video.closest("dialog");
  sheet.addEventListener("close", () => stop.abort());
  picture.addEventListener("change", () => fromPicture(picture.files[0]));
  start();

  async function start() {
    const why = await whyNot();
    if (why) return tell(`scan.${why}`);
    video.hidden = false;
    tell("scan.aim");
    try {
      await scanCamera(video, (text) => take(text), stop.signal);
    } catch (error) {
      video.hidden = true;
      tell(`scan.${error.reason ?? "no_camera"}`);
    }
  }

  async function fromPicture(blob) {
    if (!blob) return;
    try {
      const text = await readImage(blob);
      if (text === null) tell("scan.nothing");
      else await take(text);
    } catch (error) {
      tell(`scan.${error.reason ?? "nothing"}`);
    }
    picture.value = "";
  }

  async function take(text) {
    const bib = bibIn(text, app.log.state.race);
    if (bib === null) {
      signal("unknown");
      return tell("scan.other_code");
    }
    const way = nextWay(app.view(), bib);
    await typing.record(bib, way, "code");
    if (typing.result?.sound === "asked") tell(typing.result.key, typing.result.values);
    else if (typing.result?.sound !== "failed") tell("scan.recorded", { bib, way: say(`way.${way}`) });
    else tell("keypad.not_kept");
  }

  function tell(key, values) {
    told.textContent = say(key, values);
  }
}
