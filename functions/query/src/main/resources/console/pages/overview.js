// How things are, now and over the last hour, day or week.
import { Chart } from "../components/chart.js";
import { Answer } from "../components/fault.js";
import { Empty, Head, Status, Time } from "../components/shown.js";
import { clock, day, duration, number } from "../format.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { to } from "../router.js";
import { t, word } from "../texts.js";

const WINDOWS = ["hour", "day", "week"];

const Card = ({ name, value, note, href, alarm = false }) =>
  html`<li class="card" data-alarm=${alarm}>
    <span class="name">${href ? html`<a href=${href}>${name}</a>` : name}</span>
    <span class="value">${value}</span>
    ${note && html`<span class="hint">${note}</span>`}
  </li>`;

function Now({ now }) {
  return html`<ul class="grid">
    <${Card}
      name=${word("status", "queued")}
      value=${number(now.queued)}
      note=${now.queued == null ? t("overview.notCounted") : now.oldest_queued_seconds == null ? t("overview.noneWaits") : t("overview.oldest", { time: duration(now.oldest_queued_seconds) })}
      href=${to("/tasks", { status: "queued" })}
    />
    <${Card}
      name=${word("status", "processing")}
      value=${now.worker_max_in_flight == null
        ? number(now.processing)
        : t("overview.of", { n: number(now.processing), most: number(now.worker_max_in_flight) })}
      note=${now.waiting ? t("overview.inLine", { count: now.waiting }) : t(now.worker_max_in_flight == null ? "overview.noLimit" : "overview.noLine")}
      href=${to("/tasks", { status: "processing" })}
    />
    <${Card}
      name=${t("overview.queue")}
      value=${number(now.queue_messages)}
      note=${now.queue_age_seconds == null ? t("overview.messages") : t("overview.age", { time: duration(now.queue_age_seconds) })}
    />
    <${Card}
      name=${t("nav.deadLetters")}
      value=${number(now.dead_letters)}
      note=${t(now.dead_letters ? "overview.lookAtThem" : "overview.noDeadLetters")}
      href=${to("/dead-letters")}
      alarm=${now.dead_letters > 0}
    />
    <${Card}
      name=${t("overview.worker")}
      value=${html`<${Status} of=${now.worker} group="worker" />`}
      note=${t(now.gate === "shut" ? "overview.gateShut" : "overview.gateOpen")}
      alarm=${now.worker === "unreachable" || now.gate === "shut"}
    />
  </ul>`;
}

const totals = (all) =>
  html`<ul class="grid">
    ${["completed", "failed", "cancelled"].map(
      (status) =>
        html`<${Card} key=${status} name=${word("status", status)} value=${number(all[status])} note=${share(all[status], all)} href=${to("/tasks", { status })} />`,
    )}
    <${Card} name=${t("overview.questions")} value=${number(all.questions)} note=${t("overview.questionsMade")} />
  </ul>`;

function share(count, { completed, failed, cancelled }) {
  const all = completed + failed + cancelled;
  return all ? t("overview.share", { percent: number((100 * count) / all) }) : t("overview.none");
}

function Percentiles({ waiting, running }) {
  const row = (name, of) =>
    html`<tr><th scope="row">${name}</th>${["p50", "p90", "p99"].map((p) => html`<td key=${p} class="num">${duration(of[p])}</td>`)}<td class="num">${number(of.count)}</td></tr>`;
  return html`<table class="small">
    <caption>${t("overview.times")}</caption>
    <thead><tr><td></td><th scope="col" class="num">p50</th><th scope="col" class="num">p90</th><th scope="col" class="num">p99</th><th scope="col" class="num">${t("overview.count")}</th></tr></thead>
    <tbody>${row(t("overview.waiting"), waiting)} ${row(t("overview.running"), running)}</tbody>
  </table>`;
}

function Failures({ failures }) {
  if (failures.length === 0) {
    return html`<h3>${t("overview.failures")}</h3><p class="hint">${t("overview.noFailures")}</p>`;
  }
  const most = Math.max(...failures.map(({ count }) => count));
  return html`<table class="small bars">
    <caption>${t("overview.failures")}</caption>
    <thead class="unseen"><tr><th scope="col">${t("reason")}</th><td></td><th scope="col">${t("overview.count")}</th></tr></thead>
    <tbody>
      ${failures.map(
        ({ reason, count }) => html`<tr key=${reason}>
          <th scope="row"><bdi class="foreign">${word("failed", reason)}</bdi></th>
          <td class="bar"><svg aria-hidden="true"><rect data-kind="failed" width=${`${(100 * count) / most}%`} height="100%" rx="3" /></svg></td>
          <td class="num">${number(count)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function Charts({ series, window }) {
  const time = window === "hour" ? clock : day;
  const points = (names) => series.map((each) => ({ at: each.at, values: names.map((name) => each[name]) }));
  const statuses = ["completed", "failed", "cancelled"];
  return html`<div class="charts">
    <${Chart}
      title=${t("overview.ended")}
      points=${points(statuses)}
      names=${statuses.map((status) => word("status", status))}
      kinds=${statuses}
      format=${number}
      time=${time}
      stacked
    />
    <${Chart}
      title=${t("overview.load")}
      points=${points(["queued", "processing"])}
      names=${["queued", "processing"].map((status) => word("status", status))}
      kinds=${["queued", "processing"]}
      format=${number}
      time=${time}
    />
    <${Chart}
      title=${t("overview.waitingTime")}
      points=${points(["waiting_p50"])}
      names=${[t("overview.waiting")]}
      kinds=${["queued"]}
      unit="seconds"
      format=${duration}
      time=${time}
    />
    <${Chart}
      title=${t("overview.runningTime")}
      points=${points(["running_p50"])}
      names=${[t("overview.running")]}
      kinds=${["processing"]}
      unit="seconds"
      format=${duration}
      time=${time}
    />
  </div>`;
}

export function Overview({ query }) {
  const window = WINDOWS.includes(query.get("window")) ? query.get("window") : "hour";
  const overview = useLive("overview/", { window }, window === "hour" ? 5000 : 30000);
  return html`
    <${Head} title=${t("nav.overview")}>
      <nav class="switch" aria-label=${t("overview.window")}>
        ${WINDOWS.map(
          (each) =>
            html`<a key=${each} href=${to("/", { window: each })} aria-current=${each === window ? "true" : undefined}>${t(`overview.${each}`)}</a>`,
        )}
      </nav>
    <//>
    <${Answer} of=${overview}>
      ${(data) => html`
        <section aria-labelledby="now">
          <div class="head">
            <h2 id="now">${t("overview.now")}</h2>
            ${data.now.seen_at && html`<span class="hint">${t("overview.counted")} <${Time} at=${data.now.seen_at} /></span>`}
          </div>
          <${Now} now=${data.now} />
        </section>
        <section aria-labelledby="past">
          <h2 id="past">${t(`overview.${data.window}.last`)}</h2>
          ${totals(data.totals)}
          ${data.totals.completed + data.totals.failed + data.totals.cancelled === 0 &&
          html`<${Empty} title=${t("overview.nothing")}><a href=${to("/try")}>${t("overview.nothing.do")}</a><//>`}
          <${Charts} series=${data.series} window=${data.window} />
          <div class="pair">
            <div class="panel"><${Percentiles} waiting=${data.waiting_seconds} running=${data.running_seconds} /></div>
            <div class="panel"><${Failures} failures=${data.failures} /></div>
          </div>
        </section>
        <p class="hint">${t("overview.asOf")} <${Time} at=${data.as_of} /></p>
      `}
    <//>
  `;
}
