// Asking the camp node: each request proved with this phone's key where it has one, each refusal in the node's words.

import { utf8 } from "./bytes.js";
import { AppError } from "./errors.js";
import { CHALLENGE, PROOF, proofFor, PROTOCOL, PROTOCOL_HEADER } from "./proofs.js";

const PATIENCE = 20_000;
const UNPROVED = 401;

export class Server {
  #signer;
  #challenge = "";

  /** `signer` gives {device, log_id, keys} of an enrolled phone, or null. */
  constructor(signer = () => null) {
    this.#signer = signer;
  }

  get = (target, headers) => this.#ask("GET", target, new Uint8Array(0), headers);

  post = (target, told, headers) =>
    this.#ask("POST", target, utf8(JSON.stringify(told)), { "Content-Type": "application/json", ...headers });

  /** What anybody may ask, without a proof. */
  plain = (target) => sent("GET", target, undefined, {}).then(readAnswer);

  async #ask(method, target, body, headers = {}) {
    const payload = method === "GET" ? undefined : body;
    const signer = this.#signer();
    if (!signer) return readAnswer(await sent(method, target, payload, headers));
    for (let attempt = 0; ; attempt += 1) {
      this.#challenge ||= await this.#askChallenge(signer);
      const proof = await proofFor(signer, method, target, body, this.#challenge);
      const answer = await sent(method, target, payload, { ...headers, [PROOF]: proof });
      this.#challenge = answer.headers.get(CHALLENGE) ?? (answer.status === UNPROVED ? "" : this.#challenge);
      if (answer.status !== UNPROVED || attempt) return readAnswer(answer);
    }
  }

  async #askChallenge(signer) {
    const told = await this.plain("/api/challenge");
    if (told.log_id !== signer.log_id)
      throw new AppError("other_race", "the camp node holds another race than this phone is in", "Join the network of its own race");
    return told.challenge;
  }
}

async function sent(method, target, body, headers) {
  try {
    return await fetch(target, {
      method,
      body,
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL), Accept: "application/json", ...headers },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new AppError("no_connection", "the camp node does not answer", "Check the network; what is recorded here is kept");
  }
}

/** What an answer holds, null where it has nothing new; a refusal becomes an error with its words. */
async function readAnswer(answer) {
  mustSpeakAlike(answer);
  if (answer.status === 204) return null;
  let told;
  try {
    told = JSON.parse(await answer.text());
  } catch {
    throw new AppError("no_connection", "the answer of the camp node was cut short", "Try again");
  }
  if (answer.ok) return told;
  throw new AppError("refused", told.what ?? `the camp node answers ${answer.status}`, told.do ?? "", answer.status);
}

function mustSpeakAlike(answer) {
  const theirs = answer.headers.get(PROTOCOL_HEADER);
  if (theirs === null)
    throw new AppError("no_connection", "something else than the camp node answers here", "Join the network of the camp");
  if (Number(theirs) > PROTOCOL)
    throw new AppError("old_app", `the camp node speaks protocol ${theirs}, this app ${PROTOCOL}`, "Update this app");
  if (Number(theirs) < PROTOCOL)
    throw new AppError("old_server", `the camp node speaks protocol ${theirs}, this app ${PROTOCOL}`, "Install the newer StageRace on the camp node");
}

/** The token of a code that was typed, or of the whole address that a QR code holds. */
export const tokenIn = (code) => new URLSearchParams(code.split("#")[1] ?? "").get("code") ?? code.trim();
