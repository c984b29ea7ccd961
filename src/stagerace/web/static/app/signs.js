// Shapes that go with words, the same everywhere: no meaning rests on colour.
export const SIGNS = {
  ok: "✓",
  unread: "✱",
  warning: "!",
  unknown: "?",
  failed: "✗",
  waiting: "…",
  hint: "›",
  in: "▼",
  out: "▲",
  sent: "●",
  unsent: "○",
  good: "●",
  poor: "▲",
  bad: "■",
  blank: "◌",
};
