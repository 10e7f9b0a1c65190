// All tasks, by what they are filtered by; the filter is in the address.
import { get } from "../api.js";
import { Answer, Fault } from "../components/fault.js";
import { Filter, filterOf } from "../components/filter.js";
import { Foreign, Empty, Head } from "../components/shown.js";
import { Pager, TaskTable } from "../components/tasks.js";
import { html, useEffect, useState } from "../html.js";
import { useLive } from "../live.js";
import { go, to } from "../router.js";
import { t } from "../texts.js";

const PAGE = 25;

/** A task id leads to its task; anything else looks for users. */
function Search({ query }) {
  const asked = query.get("q") ?? "";
  const [text, setText] = useState(asked);
  const [found, setFound] = useState(null);
  const [error, setError] = useState(null);

  useEffect(() => {
    setText(asked);
    setError(null);
    setFound(null);
    if (!asked) {
      return undefined;
    }
    const over = new AbortController();
    get("users/", { query: { q: asked, limit: 10 }, signal: over.signal }).then(setFound, (refused) =>
      over.signal.aborted || setError(refused),
    );
    return () => over.abort();
  }, [asked]);

  const submit = (event) => {
    event.preventDefault();
    const wanted = text.trim();
    const parameters = { ...Object.fromEntries(query), q: wanted };
    go(/^task-\d+-\d+$/.test(wanted) ? to(`/tasks/${wanted}`) : to("/tasks", parameters));
  };
  const { q, cursor, ...others } = Object.fromEntries(query);
  return html`
    <form role="search" class="search" onSubmit=${submit}>
      <label class="unseen" for="q">${t("tasks.search")}</label>
      <input id="q" type="search" placeholder=${t("tasks.search")} autocomplete="off" spellcheck="false" value=${text} onInput=${(event) => setText(event.target.value)} />
      <button type="submit">${t("search")}</button>
    </form>
    ${error && html`<${Fault} error=${error} />`}
    ${found &&
    html`<div class="panel found" role="status">
      <p>${t("tasks.found", { count: found.users.length })} <a href=${to("/tasks", others)}>${t("close")}</a></p>
      <ul class="plain">
        ${found.users.map(
          (user) =>
            html`<li key=${user.id}><a href=${to("/tasks", { ...others, user_id: user.id })}><${Foreign}>${user.username}<//></a> <span class="hint">#${user.id} <${Foreign}>${user.email}<//></span></li>`,
        )}
      </ul>
    </div>`}
  `;
}

export function Tasks({ query }) {
  const filter = filterOf(query);
  const tasks = useLive("tasks/", { ...filter, ...(query.get("cursor") && { cursor: query.get("cursor") }), limit: PAGE }, 4000);
  const change = (values) => go(to("/tasks", { ...values, q: query.get("q") }));
  return html`
    <${Head} title=${t("nav.tasks")}>
      <a class="button" href=${to("/bulk", filter)}>${t("tasks.bulk")}</a>
    <//>
    <${Search} query=${query} />
    <${Filter} filter=${filter} change=${change} />
    <${Answer} of=${tasks}>
      ${(data) =>
        data.tasks.length
          ? html`<${TaskTable} tasks=${data.tasks} caption=${t("nav.tasks")} />
              <${Pager} path="/tasks" query=${query} next=${data.next_cursor} />`
          : html`<${Empty} title=${t(query.size ? "tasks.noneSuch" : "tasks.none")}>
              ${query.size ? html`<a href=${to("/tasks")}>${t("tasks.all")}</a>` : html`<a href=${to("/try")}>${t("overview.nothing.do")}</a>`}
            <//>`}
    <//>
  `;
}
