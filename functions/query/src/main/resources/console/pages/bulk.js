// The same for many tasks: first what it would touch, then with a reason, then step by step.
import { post } from "../api.js";
import { Answer, Fault } from "../components/fault.js";
import { Filter, filterOf } from "../components/filter.js";
import { Empty, Facts, Foreign, Head, Status, Time } from "../components/shown.js";
import { TaskTable } from "../components/tasks.js";
import { number } from "../format.js";
import { html, useEffect, useId, useRef, useState } from "../html.js";
import { useLive } from "../live.js";
import { go, to } from "../router.js";
import { t, word } from "../texts.js";

const ACTIONS = ["retry", "cancel", "fail"];
/** What an action can take, so that the filter need not say it. */
const FOR = { retry: ["failed", "cancelled"], cancel: ["queued", "processing"], fail: ["queued", "processing"] };

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const path = (id, more = "") => `bulk/${encodeURIComponent(id)}/${more}`;

function FilterText({ filter }) {
  const set = Object.entries(filter ?? {}).filter(([, value]) => value !== "" && value != null);
  return set.length
    ? html`${set.map(
        ([name, value], index) =>
          html`${index > 0 && ", "}<span>${t(`filter.${name}`)}: <${Foreign}>${name === "status" ? word("status", value) : value}<//></span>`,
      )}`
    : t("bulk.everything");
}

function Prepare({ query }) {
  const filter = filterOf(query);
  const chosen = query.get("action");
  const action = chosen ?? (Object.entries(FOR).find(([, statuses]) => statuses.includes(filter.status))?.[0] ?? "retry");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const id = useId();
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const bulk = await post("bulk/", { action, filter });
      go(to(`/bulk/${bulk.id}`));
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const set = (more) => go(to("/bulk", { ...filter, action, ...more }));
  return html`<form class="panel" onSubmit=${submit} aria-labelledby=${id}>
    <h2 id=${id}>${t("bulk.new")}</h2>
    <fieldset class="choice">
      <legend>${t("bulk.action")}</legend>
      ${ACTIONS.map(
        (each) =>
          html`<label key=${each} class="check"><input type="radio" name="action" value=${each} checked=${each === action} onChange=${() => set({ action: each })} />${t(`bulk.${each}`)}</label>`,
      )}
    </fieldset>
    <${Filter} filter=${filter} change=${(values) => go(to("/bulk", { ...values, action }))} />
    <p class="hint">${t("bulk.takes", { statuses: FOR[action].map((each) => word("status", each)).join(", ") })}</p>
    ${error && html`<${Fault} error=${error} />`}
    <div class="actions"><button type="submit" class="primary" disabled=${busy}>${t("bulk.prepare")}</button></div>
  </form>`;
}

function Recent() {
  const recent = useLive("bulk/", {}, 10000);
  return html`<section aria-labelledby="recent">
    <h2 id="recent">${t("bulk.recent")}</h2>
    <${Answer} of=${recent}>
      ${(data) =>
        data.bulk.length
          ? html`<table class="cards" role="table">
              <thead role="rowgroup"><tr role="row">${["state", "bulk", "tasks", "reason", "created"].map((name) => html`<th key=${name} role="columnheader" scope="col">${t(`column.${name}`)}</th>`)}</tr></thead>
              <tbody role="rowgroup">
                ${data.bulk.map(
                  (bulk) => html`<tr role="row" key=${bulk.id}>
                    <td role="cell"><${Status} of=${bulk.state} group="bulkState" /></td>
                    <td role="cell"><a href=${to(`/bulk/${bulk.id}`)}>${t(`bulk.${bulk.action}`)}</a> <span class="hint"><${FilterText} filter=${bulk.filter} /></span></td>
                    <td role="cell" data-label=${t("column.tasks")}>${number(bulk.done ?? 0)} / ${number(bulk.total ?? bulk.count)}</td>
                    <td role="cell" data-label=${t("column.reason")}><${Foreign}>${bulk.reason || "–"}<//></td>
                    <td role="cell" data-label=${t("column.created")}><${Time} at=${bulk.created_at} /></td>
                  </tr>`,
                )}
              </tbody>
            </table>`
          : html`<${Empty} title=${t("bulk.noneYet")} />`}
    <//>
  </section>`;
}

export function Bulk({ query }) {
  return html`
    <${Head} title=${t("nav.bulk")} />
    <p class="lead">${t("bulk.text")}</p>
    <${Prepare} query=${query} />
    <${Recent} />
  `;
}

function Progress({ bulk }) {
  const total = bulk.total ?? bulk.count;
  return html`<div class="panel">
    <label for="progress">${t("bulk.progress", { done: number(bulk.done), total: number(total) })}</label>
    <progress id="progress" max=${Math.max(1, total)} value=${bulk.done}></progress>
    <${Facts}
      of=${["succeeded", "skipped", "failed"].map((name) => [t(`bulk.${name}`), number(bulk[name])])}
    />
  </div>`;
}

export function BulkRun({ id }) {
  const live = useLive(path(id), {}, (bulk) => (bulk?.state === "running" ? 3000 : 0));
  const [now, setNow] = useState(null);
  const [reason, setReason] = useState("");
  const [running, setRunning] = useState(false);
  const [error, setError] = useState(null);
  const over = useRef(false);
  useEffect(() => () => void (over.current = true), []);

  const run = async (event) => {
    event?.preventDefault();
    setRunning(true);
    setError(null);
    try {
      let progress = null;
      do {
        const before = progress?.done;
        progress = await post(path(id, "run/"), reason ? { reason: reason.trim() } : {});
        setNow(progress);
        if (progress.done === before) {
          await pause(1000); // somebody else is at what is left
        }
      } while (progress.state !== "done" && !over.current);
    } catch (refused) {
      setError(refused);
    }
    setRunning(false);
    live.refresh();
  };

  return html`
    <${Head} title=${t("bulk.one")}><a class="button quiet" href=${to("/bulk")}>${t("nav.bulk")}</a><//>
    <${Answer} of=${live}>
      ${(kept) => {
        const bulk = { ...kept, ...(now && running ? now : {}) };
        const total = bulk.total ?? bulk.count;
        const doing = t(`bulk.${bulk.action}.n`, { count: total });
        return html`
          <p class="standing"><${Status} of=${running ? "running" : bulk.state} group="bulkState" /></p>
          <${Facts}
            of=${[
              [t("bulk.action"), t(`bulk.${bulk.action}`)],
              [t("bulk.filter"), html`<${FilterText} filter=${bulk.filter} />`],
              [t("column.tasks"), t(bulk.more ? "bulk.countMore" : "bulk.count", { count: total, n: number(total) })],
              [t("fact.created"), html`<${Time} at=${bulk.created_at} />`],
              bulk.reason && [t("reason"), html`<${Foreign}>${bulk.reason}<//>`],
            ]}
          />
          ${(running || bulk.state !== "prepared") && html`<${Progress} bulk=${{ done: 0, succeeded: 0, skipped: 0, failed: 0, ...bulk }} />`}
          ${error && html`<${Fault} error=${error} />`}
          ${!running && bulk.state === "prepared" && total === 0 && html`<${Empty} title=${t("bulk.nothingToDo")}><a href=${to("/bulk", { ...bulk.filter, action: bulk.action })}>${t("bulk.other")}</a><//>`}
          ${!running && bulk.state === "prepared" && total > 0 &&
          html`<form class="panel" onSubmit=${run}>
            <label for="reason">${t("reason")}</label>
            <textarea id="reason" rows="3" maxlength="500" required value=${reason} onInput=${(event) => setReason(event.target.value)}></textarea>
            <p class="hint">${t("bulk.reason")}</p>
            <div class="actions"><button type="submit" class=${bulk.action === "fail" ? "danger" : "primary"}>${doing}</button></div>
          </form>`}
          ${!running && bulk.state === "running" &&
          html`<div class="note"><p>${t("bulk.stopped")}</p><p><button type="button" class="primary" onClick=${run}>${t("bulk.resume")}</button></p></div>`}
          ${running && html`<p class="loading" role="status">${t("bulk.running")}</p>`}
          ${bulk.sample?.length > 0 &&
          html`<section aria-labelledby="sample"><h2 id="sample">${t("bulk.sample", { count: bulk.sample.length, n: number(bulk.sample.length) })}</h2>
            <${TaskTable} tasks=${bulk.sample} caption=${t("bulk.sample", { count: bulk.sample.length, n: number(bulk.sample.length) })} /></section>`}
        `;
      }}
    <//>
  `;
}
