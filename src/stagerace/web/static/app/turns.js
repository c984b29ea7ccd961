// Something that is done by turns: one at a time, and for all who ask meanwhile once more after it.

/** What does `work` by turns: whoever asks gets a turn that began after they asked. */
export function byTurns(work) {
  let running = null;
  let next = null;
  const begin = () => (running = work().finally(() => (running = null)));
  const follow = () => {
    next = null;
    return begin();
  };
  return () => (running ? (next ??= running.then(follow, follow)) : begin());
}
