// A JSON value as a tree that opens and closes, and can be copied and kept.
import { html } from "../html.js";
import { number } from "../format.js";
import { t } from "../texts.js";
import { keep } from "./keep.js";
import { Copy, plain } from "./shown.js";

const OPEN_DEPTH = 2;
const FIRST = 100;

const kind = (value) => (value === null ? "null" : typeof value);

function Leaf({ value }) {
  return html`<bdi class="foreign" data-kind=${kind(value)}>${plain(JSON.stringify(value))}</bdi>`;
}

function Node({ name, value, depth }) {
  const label = name !== null && html`<bdi class="key foreign">${plain(name)}</bdi>`;
  if (value === null || typeof value !== "object") {
    return html`<li>${label}<${Leaf} value=${value} /></li>`;
  }
  const entries = Array.isArray(value) ? value.map((each, index) => [index, each]) : Object.entries(value);
  const size = t(Array.isArray(value) ? "json.items" : "json.fields", { count: entries.length });
  return html`<li>
    <details open=${depth < OPEN_DEPTH}>
      <summary>${label}<span class="size">${size}</span></summary>
      <ul>
        ${entries
          .slice(0, FIRST)
          .map(([key, each]) => html`<${Node} key=${key} name=${key} value=${each} depth=${depth + 1} />`)}
        ${entries.length > FIRST && html`<li class="size">${t("json.more", { n: number(entries.length - FIRST) })}</li>`}
      </ul>
    </details>
  </li>`;
}

/** @param file the name under which it is kept */
export function Json({ value, file }) {
  const text = () => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
  const download = () => keep(new Blob([text()], { type: "application/json" }), file);
  return html`<div class="json">
    <div class="actions">
      <${Copy} text=${text} label=${t("json.copy")} />
      <button type="button" class="quiet" onClick=${download}>${t("json.download")}</button>
    </div>
    ${typeof value === "string"
      ? html`<pre class="foreign" dir="auto">${plain(value)}</pre>`
      : html`<ul class="tree"><${Node} name=${null} value=${value} depth=${0} /></ul>`}
  </div>`;
}
