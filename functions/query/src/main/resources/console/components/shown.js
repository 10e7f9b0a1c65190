// Small things that every page shows: states, times, foreign text, buttons that copy.
import { exact, relative } from "../format.js";
import { html, useEffect, useRef, useState } from "../html.js";
import { useNow } from "../live.js";
import { to } from "../router.js";
import { t, word } from "../texts.js";

export const STATUSES = ["queued", "processing", "completed", "failed", "cancelled"];
export const LEVELS = [
  "Beginner",
  "Elementary",
  "Pre-intermediate",
  "Intermediate",
  "Upper-intermediate",
  "University",
  "Advanced",
];

/** Whether something may still happen to a task. */
export const isPending = (status) => status === "queued" || status === "processing";

/** A state in colour and in words. */
export const Status = ({ of, group = "status" }) =>
  html`<span class="badge" data-kind=${of}>${word(group, of)}</span>`;

/** A text in which nothing is hidden: what would turn its direction around is spelt out. */
export const plain = (text) =>
  typeof text === "string"
    ? text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (mark) => `[U+${mark.codePointAt(0).toString(16).toUpperCase()}]`)
    : text;

/** Text from somebody else: as it is, and without reaching out of its place. */
export const Foreign = ({ children, block = false }) =>
  block ? html`<p class="foreign" dir="auto">${plain(children)}</p>` : html`<bdi class="foreign">${plain(children)}</bdi>`;

/** How long ago, and exactly when for who asks. */
export function Time({ at }) {
  const now = useNow();
  return at ? html`<time datetime=${at} title=${exact(at)}>${relative(at, now)}</time>` : "–";
}

export const TaskLink = ({ id }) =>
  html`<a class="mono" href=${to(`/tasks/${encodeURIComponent(id)}`)}><bdi>${id}</bdi></a>`;

export const UserLink = ({ id, name }) =>
  html`<a href=${to(`/users/${encodeURIComponent(id)}`)}><bdi class="foreign">${plain(name) || `#${id}`}</bdi></a>`;

/** Copies a text, and says that it did. */
export function Copy({ text, label = t("copy") }) {
  const [done, setDone] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setDone(true);
    timer.current = setTimeout(() => setDone(false), 2000);
  };
  return html`<button type="button" class="quiet" onClick=${copy}>
    <span aria-live="polite">${done ? t("copied") : label}</span>
  </button>`;
}

/** What one is told where there is nothing else to show. */
export const Empty = ({ title, children }) =>
  html`<div class="empty"><p><strong>${title}</strong></p>${children && html`<p>${children}</p>`}</div>`;

/** Names and values; one that may be long is told so by a third. */
export const Facts = ({ of }) =>
  html`<dl class="facts">
    ${of.filter(Boolean).map(([name, value, wide]) => html`<div key=${name} class=${wide ? "wide" : ""}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;

export const Head = ({ title, children }) =>
  html`<div class="head"><h1 tabindex="-1">${title}</h1>${children && html`<div class="actions">${children}</div>`}</div>`;
