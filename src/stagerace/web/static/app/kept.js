// What a browser keeps for a phone without a log of its own: its passes, and what the camp node wrote for it.

const [PASSES, WRITTEN] = ["stagerace pass", "stagerace written"];

export const readPasses = () => read(PASSES) ?? { place: "", grants: [] };
export const readWritten = () => read(WRITTEN) ?? [];
export const keepPasses = (passes) => save(PASSES, passes);
export const keepWritten = (records) => save(WRITTEN, records);

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps something; whether that could be done. */
function save(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
