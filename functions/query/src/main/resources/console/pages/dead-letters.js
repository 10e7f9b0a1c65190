// What could not be handed over, and callbacks that belong to no task.
import { post } from "../api.js";
import { Asking } from "../components/dialog.js";
import { Answer } from "../components/fault.js";
import { Empty, Foreign, Head, Status, TaskLink, Time, plain } from "../components/shown.js";
import { Pager } from "../components/tasks.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { to } from "../router.js";
import { t, word } from "../texts.js";
import { CallbackItem } from "./task.js";

const STATES = ["open", "all"];

function Letter({ letter, refresh }) {
  const act = (what) => async (reason) => {
    await post(`dead-letters/${encodeURIComponent(letter.id)}/${what}/`, { reason });
    refresh();
  };
  return html`<li class="panel">
    <div class="head">
      <p class="standing">
        <${Status} of=${letter.state} group="letterState" />
        ${letter.task_id ? html`<${TaskLink} id=${letter.task_id} />` : html`<span>${t("letter.noTask")}</span>`}
        ${letter.task_status && html`<${Status} of=${letter.task_status} />`}
      </p>
      ${letter.state === "open" &&
      html`<div class="actions">
        ${letter.task_id &&
        html`<${Asking} label=${t("redrive")} title=${t("redrive.title")} text=${t("redrive.text")} act=${act("redrive")} done=${t("redrive.done")} required />`}
        <${Asking} label=${t("discard")} kind="danger" title=${t("discard.title")} text=${t("discard.text")} act=${act("discard")} done=${t("discard.done")} required />
      </div>`}
    </div>
    <p class="hint">
      ${t("letter.found")} <${Time} at=${letter.found_at} /> · ${t("letter.sent")} <${Time} at=${letter.sent_at} />${" · "}
      <${Foreign}>${word("found", letter.found)}<//>
    </p>
    ${letter.reason && html`<p class="hint">${t("reason")}: <${Foreign}>${letter.reason}<//></p>`}
    ${letter.body && letter.body !== letter.task_id && html`<pre class="foreign" dir="auto">${plain(letter.body)}</pre>`}
  </li>`;
}

function Unknown() {
  const unknown = useLive("callbacks/unknown/", { limit: 20 }, 30000);
  return html`<section aria-labelledby="unknown">
    <h2 id="unknown">${t("unknown.title")}</h2>
    <p class="hint">${t("unknown.text")}</p>
    <${Answer} of=${unknown}>
      ${(data) =>
        data.callbacks.length
          ? data.callbacks.map(
              (callback) =>
                html`<${CallbackItem} key=${callback.id} callback=${callback} path=${`callbacks/unknown/${encodeURIComponent(callback.id)}/`} />`,
            )
          : html`<${Empty} title=${t("unknown.none")} />`}
    <//>
  </section>`;
}

export function DeadLetters({ query }) {
  const state = STATES.includes(query.get("state")) ? query.get("state") : "open";
  const letters = useLive("dead-letters/", { state, limit: 20, ...(query.get("cursor") && { cursor: query.get("cursor") }) }, 10000);
  return html`
    <${Head} title=${t("nav.deadLetters")}>
      <nav class="switch" aria-label=${t("letter.which")}>
        ${STATES.map(
          (each) =>
            html`<a key=${each} href=${to("/dead-letters", { state: each })} aria-current=${each === state ? "true" : undefined}>${t(`letter.${each}`)}</a>`,
        )}
      </nav>
    <//>
    <p class="lead">${t("letter.text")}</p>
    <${Answer} of=${letters}>
      ${(data) =>
        data.dead_letters.length
          ? html`<ul class="plain letters">
                ${data.dead_letters.map((letter) => html`<${Letter} key=${letter.id} letter=${letter} refresh=${letters.refresh} />`)}
              </ul>
              <${Pager} path="/dead-letters" query=${query} next=${data.next_cursor} />`
          : html`<${Empty} title=${t(state === "open" ? "letter.none" : "letter.never")} />`}
    <//>
    <${Unknown} />
  `;
}
