// Asks for a quiz as a client would, and follows what becomes of it.
import { post, taskPath } from "../api.js";
import { Answer, Fault } from "../components/fault.js";
import { Head, LEVELS, Status, TaskLink, isPending } from "../components/shown.js";
import { duration } from "../format.js";
import { html, useState } from "../html.js";
import { useLive, useNow } from "../live.js";
import { go, to } from "../router.js";
import { t } from "../texts.js";
import { QuizOf, Timeline, taskPace } from "./task.js";

const GOALS = ["study_abroad", "job", "exam", "communication"];
const FREQUENCIES = ["daily", "weekly", "monthly"];
const START = {
  user_id: "1",
  quiz_size: "10",
  declared_level: "",
  profession: "",
  goals: "",
  preferred_topics: "",
  weak_skills: "",
  extra_instructions: "",
  study_frequency: "",
  motivation_level: "",
};

const lines = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** The request that the form spells; what is left empty is left out. */
function request(form) {
  const body = {
    ...form,
    user_id: /^\d+$/.test(form.user_id) ? Number(form.user_id) : form.user_id,
    preferred_topics: lines(form.preferred_topics),
    weak_skills: lines(form.weak_skills),
    motivation_level: form.motivation_level === "" ? "" : Number(form.motivation_level),
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== "" && value.length !== 0));
}

function Field({ name, form, set, errors, rows, options, wide, ...more }) {
  const wrong = errors[name];
  const given = {
    id: name,
    value: form[name],
    onInput: (event) => set({ ...form, [name]: event.target.value }),
    "aria-invalid": wrong ? "true" : undefined,
    "aria-describedby": `${name}-hint`,
    ...more,
  };
  return html`<div class=${wide ? "field wide" : "field"} data-wrong=${Boolean(wrong)}>
    <label for=${name}>${t(`field.${name}`)}</label>
    ${rows
      ? html`<textarea rows=${rows} ...${given}></textarea>`
      : html`<input autocomplete="off" list=${options && `${name}-list`} ...${given} />`}
    ${options && html`<datalist id=${`${name}-list`}>${options.map((each) => html`<option key=${each} value=${each}></option>`)}</datalist>`}
    <p class="hint" id=${`${name}-hint`}>${wrong ? html`<span class="wrong">${wrong}</span>` : t(`hint.${name}`)}</p>
  </div>`;
}

function Form() {
  const [form, set] = useState(START);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { task_id: id } = await post("generate/", request(form));
      go(to("/try", { task: id }));
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const common = { form, set, errors: error?.fields ?? {} };
  return html`<form class="panel form" onSubmit=${submit} noValidate>
    ${error && html`<${Fault} error=${error} />`}
    <div class="fields">
      <${Field} name="user_id" ...${common} required />
      <${Field} name="quiz_size" ...${common} type="number" min="1" max="100" />
      <${Field} name="declared_level" ...${common} options=${LEVELS} />
      <${Field} name="goals" ...${common} options=${GOALS} />
      <${Field} name="profession" ...${common} />
      <${Field} name="study_frequency" ...${common} options=${FREQUENCIES} />
      <${Field} name="motivation_level" ...${common} type="number" min="1" max="10" />
    </div>
    <div class="fields">
      <${Field} name="preferred_topics" ...${common} rows="3" />
      <${Field} name="weak_skills" ...${common} rows="3" />
      <${Field} name="extra_instructions" ...${common} rows="2" wide />
    </div>
    <div class="actions"><button type="submit" class="primary" disabled=${busy}>${t(busy ? "try.busy" : "try.submit")}</button></div>
  </form>`;
}

function Elapsed({ task }) {
  const now = useNow(1000);
  const seconds = isPending(task.status) ? Math.max(0, Math.round((now - new Date(task.created_at)) / 1000)) : task.duration_seconds;
  return html`<span class="hint">${duration(seconds)}</span>`;
}

function Followed({ id }) {
  const task = useLive(taskPath(id, ""), {}, taskPace);
  const events = useLive(taskPath(id, "events/"), {}, () => taskPace(task.data));
  return html`<div class="panel" role="region" aria-label=${t("try.follows")}>
    <p><${TaskLink} id=${id} /></p>
    <${Answer} of=${task}>
      ${(data) => html`<p class="standing"><span aria-live="polite"><${Status} of=${data.status} /></span> <${Elapsed} task=${data} /></p>
        ${data.error_message && html`<p class="foreign">${data.error_message}</p>`}
        ${events.data && html`<${Timeline} events=${events.data.events} />`}
        ${data.status === "completed" && html`<h2>${t("task.quiz")}</h2><${QuizOf} task=${data} />`}`}
    <//>
  </div>`;
}

export function TryIt({ query }) {
  const id = query.get("task");
  return html`
    <${Head} title=${t("nav.try")} />
    <p class="lead">${t("try.text")}</p>
    <div class=${id ? "pair" : ""}>
      <${Form} />
      ${id && html`<${Followed} key=${id} id=${id} />`}
    </div>
  `;
}
