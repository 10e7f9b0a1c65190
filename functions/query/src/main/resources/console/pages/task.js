// One task: what was asked, what happened, what came back; and what can be done with it.
import { get, post, taskPath } from "../api.js";
import { Asking } from "../components/dialog.js";
import { Export } from "../components/export.js";
import { Answer, Fault } from "../components/fault.js";
import { Json } from "../components/json.js";
import { Quiz } from "../components/quiz.js";
import { say } from "../components/said.js";
import { Copy, Empty, Facts, Foreign, Head, Status, Time, UserLink, isPending } from "../components/shown.js";
import { bytes, clock, duration, exact, number, precise } from "../format.js";
import { html, useEffect, useState } from "../html.js";
import { useLive } from "../live.js";
import { t, word } from "../texts.js";

/** Soon again while something may happen, else now and then. */
export const taskPace = (task) => (task && isPending(task.status) ? 1500 : 15000);

const canRetry = (status) => status === "failed" || status === "cancelled";

function Actions({ task, refresh }) {
  const act = (what) => async (reason) => {
    await post(taskPath(task.task_id, `${what}/`), { reason });
    refresh();
  };
  return html`
    ${canRetry(task.status) &&
    html`<${Asking} label=${t("retry")} title=${t("retry.title")} text=${t("retry.text")} act=${act("retry")} done=${t("retry.done")} />`}
    ${isPending(task.status) &&
    html`<${Asking} label=${t("cancel")} title=${t("cancel.title")} text=${t("cancel.text")} act=${act("cancel")} done=${t("cancel.done")} />
      <${Asking} label=${t("fail")} kind="danger" title=${t("fail.title")} text=${t("fail.text")} act=${act("fail")} done=${t("fail.done")} required />`}
  `;
}

/** What the rules say of the questions that came. */
function quality({ score, received, flagged, rejected, would_reject: wouldReject }) {
  const said = [
    t("quality.score", { score: number(score) }),
    t("quality.received", { count: received }),
    flagged > 0 && t("quality.flagged", { count: flagged }),
    rejected.length > 0 && t("quality.rejected", { count: rejected.length }),
    wouldReject?.length > 0 && t("quality.wouldReject", { count: wouldReject.length }),
  ].filter(Boolean);
  const codes = [...new Set([...rejected, ...(wouldReject ?? [])].flatMap((each) => each.codes))];
  return html`${said.join(" · ")}${codes.length > 0 && html` <span class="hint">${codes.join(", ")}</span>`}`;
}

const Summary = ({ task }) =>
  html`<${Facts}
    of=${[
      [t("fact.user"), html`<${UserLink} id=${task.user_id} name=${task.username} />`],
      [t("fact.created"), html`<${Time} at=${task.created_at} />`],
      [t("fact.started"), html`<${Time} at=${task.started_at} />`],
      [t("fact.completed"), html`<${Time} at=${task.completed_at} />`],
      [t("fact.duration"), duration(task.duration_seconds)],
      [t("fact.questions"), `${number(task.questions_created)} / ${number(task.quiz_size_requested)}`],
      task.quality && [t("fact.quality"), quality(task.quality), true],
      [t("fact.attempt"), number(task.attempt)],
      task.eta && [t("fact.eta"), t("eta", { p50: clock(task.eta.p50_at), p90: clock(task.eta.p90_at) })],
      task.deadline && isPending(task.status) && [t("fact.deadline"), html`<${Time} at=${task.deadline} />`],
      task.worker_task_id && [t("fact.workersId"), html`<span class="mono"><${Foreign}>${task.worker_task_id}<//></span>`],
    ]}
  />`;

function value(of) {
  if (of === null || of === "" || (Array.isArray(of) && of.length === 0)) {
    return html`<span class="hint">–</span>`;
  }
  return Array.isArray(of)
    ? html`<ul class="plain">${of.map((each, index) => html`<li key=${index}><${Foreign}>${each}<//></li>`)}</ul>`
    : html`<${Foreign}>${of}<//>`;
}

const Request = ({ request }) =>
  html`<${Facts} of=${Object.entries(request).map(([name, of]) => [word("field", name), value(of), String(of).length > 60])} />`;

const BEGINS_ATTEMPT = ["tried again", "retried", "asked for more"];

function Timeline({ events }) {
  let attempt = 1;
  return html`<ol class="timeline">
    ${events.map(
      (event, index) => html`<li key=${index} data-kind=${event.event}>
        ${BEGINS_ATTEMPT.includes(event.event) && html`<span class="tag">${t("attempt", { n: number(++attempt) })}</span>`}
        <span class="what">${word("event", event.event)}</span>
        <span class="hint"><time datetime=${event.at} title=${exact(event.at)}>${precise(event.at)}</time> · ${word("actor", event.actor)}</span>
        ${event.reason && html`<${Foreign} block>${event.reason}<//>`}
      </li>`,
    )}
  </ol>`;
}

function CallbackItem({ path, callback }) {
  const [open, setOpen] = useState(false);
  const [full, setFull] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    if (open && !full) {
      get(path).then(setFull, setError);
    }
  }, [open]);
  return html`<details class="panel" onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary>
      <${Time} at=${callback.received_at} /> · ${t("callback.answered", { status: callback.status })} · ${bytes(callback.bytes)}
      ${callback.quoted_id && html` · <span class="mono"><${Foreign}>${callback.quoted_id}<//></span>`}
    </summary>
    ${error && html`<${Fault} error=${error} />`}
    ${open && !full && !error && html`<p class="loading" role="status">${t("loading")}</p>`}
    ${full &&
    html`${full.truncated && html`<p class="hint">${t("callback.truncated")}</p>`}
      <${Json} value=${full.payload} file=${`callback-${callback.id}.json`} />`}
  </details>`;
}

function Callbacks({ task }) {
  return task.callbacks.length
    ? task.callbacks.map(
        (callback) =>
          html`<${CallbackItem} key=${callback.id} callback=${callback} path=${taskPath(task.task_id, `callbacks/${encodeURIComponent(callback.id)}/`)} />`,
      )
    : html`<p class="hint">${t("callback.none")}</p>`;
}

/** The quiz of a completed task. */
export function QuizOf({ task }) {
  const quiz = useLive(task.status === "completed" ? taskPath(task.task_id, "questions/") : null, {}, 0);
  return task.status === "completed"
    ? html`<${Answer} of=${quiz}>${(data) => html`<${Export} task=${task.task_id} /><${Quiz} questions=${data.questions} />`}<//>`
    : html`<${Empty} title=${t(isPending(task.status) ? "quiz.notYet" : "quiz.none")} />`;
}

const Section = ({ id, title, panel = false, children }) =>
  html`<section class=${panel ? "panel" : ""} aria-labelledby=${id}><h2 id=${id}>${title}</h2>${children}</section>`;

export function Task({ id }) {
  const live = useLive(taskPath(id, "details/"), {}, taskPace);
  const status = live.data?.status;
  const [before, setBefore] = useState(status);
  useEffect(() => {
    if (before && status && before !== status) {
      say(t("task.now", { status: word("status", status) }));
    }
    setBefore(status);
  }, [status]);
  return html`
    <${Head} title=${html`<bdi class="foreign">${id}</bdi>`}>
      <${Copy} text=${() => id} label=${t("task.copy")} />
      ${live.data && html`<${Actions} task=${live.data} refresh=${live.refresh} />`}
    <//>
    <${Answer} of=${live}>
      ${(task) => html`
        <p class="standing"><${Status} of=${task.status} /></p>
        ${task.error_message && html`<div class=${task.status === "failed" ? "fault" : "note"}><${Foreign} block>${task.error_message}<//></div>`}
        <${Summary} task=${task} />
        <div class="pair">
          <${Section} panel id="timeline" title=${t("task.timeline")}><${Timeline} events=${task.events} /><//>
          <${Section} panel id="request" title=${t("task.request")}><${Request} request=${task.request} /><//>
        </div>
        <${Section} id="callbacks" title=${t("task.callbacks")}><${Callbacks} task=${task} /><//>
        <${Section} id="quiz" title=${t("task.quiz")}><${QuizOf} task=${task} /><//>
      `}
    <//>
  `;
}

export { CallbackItem, Timeline };
