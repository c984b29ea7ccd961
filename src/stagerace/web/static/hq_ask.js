// What the pages of headquarters ask the camp node, and what they say when it refuses or does not answer.

/** Asks the camp node; throws what it refuses with, or what to do when it does not answer. */
export async function ask(path, body, more = {}) {
  const headers = { ...(body && { "content-type": "application/json" }), ...more };
  let answered;
  let told = null;
  try {
    answered = await fetch(path, { headers, ...(body && { method: "POST", body: JSON.stringify(body) }) });
    if (answered.status === 304) return { told: null, mark: answered.headers.get("etag") };
    told = await answered.json();
  } catch {
    throw { what: "The camp node does not answer", do: "Send it again; it counts once" };
  }
  if (!answered.ok) throw told;
  return { told, mark: answered.headers.get("etag") };
}

/** A name for something new: the same thing sent twice is one thing. */
export function newName(kind) {
  const digits = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0"));
  return `${kind}-${digits.join("")}`;
}

/** Shows what went wrong; nothing takes it away. */
export function complain(refused) {
  const wrong = document.getElementById("wrong");
  wrong.hidden = !refused;
  wrong.textContent = refused ? `${refused.what}. ${refused.do}.` : "";
  if (refused) wrong.scrollIntoView({ block: "nearest" });
}
