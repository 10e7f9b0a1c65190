// Users: find one; and one with profile, limits and tasks.
import { Answer } from "../components/fault.js";
import { Empty, Facts, Foreign, Head, UserLink, plain } from "../components/shown.js";
import { Pager, TaskTable } from "../components/tasks.js";
import { number } from "../format.js";
import { html, useEffect, useState } from "../html.js";
import { useLive } from "../live.js";
import { go, to } from "../router.js";
import { t, word } from "../texts.js";

const PAGE = 25;

export function Users({ query }) {
  const asked = query.get("q") ?? "";
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const users = useLive("users/", { ...(asked && { q: asked }), limit: PAGE, ...(query.get("cursor") && { cursor: query.get("cursor") }) }, 0);
  const submit = (event) => {
    event.preventDefault();
    go(to("/users", { q: text.trim() }));
  };
  return html`
    <${Head} title=${t("nav.users")} />
    <form role="search" class="search" onSubmit=${submit}>
      <label class="unseen" for="q">${t("users.search")}</label>
      <input id="q" type="search" placeholder=${t("users.search")} autocomplete="off" spellcheck="false" value=${text} onInput=${(event) => setText(event.target.value)} />
      <button type="submit">${t("search")}</button>
      ${asked && html`<a class="button quiet" href=${to("/users")}>${t("users.all")}</a>`}
    </form>
    <${Answer} of=${users}>
      ${(data) =>
        data.users.length
          ? html`<table class="cards" role="table">
                <caption class="unseen">${t("nav.users")}</caption>
                <thead role="rowgroup"><tr role="row">${["user", "id", "email", "level", "goals", "profession"].map((name) => html`<th key=${name} role="columnheader" scope="col">${t(`column.${name}`)}</th>`)}</tr></thead>
                <tbody role="rowgroup">
                  ${data.users.map(
                    (user) => html`<tr role="row" key=${user.id}>
                      <td role="cell"><${UserLink} id=${user.id} name=${user.username} /></td>
                      <td role="cell" data-label=${t("column.id")}>${user.id}</td>
                      <td role="cell" data-label=${t("column.email")}><${Foreign}>${user.email || "–"}<//></td>
                      <td role="cell" data-label=${t("column.level")}><${Foreign}>${user.declared_level || "–"}<//></td>
                      <td role="cell" data-label=${t("column.goals")}><${Foreign}>${user.goals ? word("goal", user.goals) : "–"}<//></td>
                      <td role="cell" data-label=${t("column.profession")}><${Foreign}>${user.profession || "–"}<//></td>
                    </tr>`,
                  )}
                </tbody>
              </table>
              <${Pager} path="/users" query=${query} next=${data.next_cursor} />`
          : html`<${Empty} title=${t("users.none")}>${t("users.none.do")}<//>`}
    <//>
  `;
}

function Limit({ name, used, most }) {
  return html`<div class="limit">
    <span>${name}</span>
    <span class="num">${most == null ? t("limit.free", { n: number(used) }) : t("limit.of", { n: number(used), most: number(most) })}</span>
    ${most != null && html`<meter min="0" max=${most} high=${most * 0.8} value=${used} aria-label=${name}></meter>`}
  </div>`;
}

function TasksOf({ id, path, query }) {
  const tasks = useLive("tasks/", { user_id: id, limit: PAGE, ...(query.get("cursor") && { cursor: query.get("cursor") }) }, 5000);
  return html`<section aria-labelledby="tasks">
    <div class="head"><h2 id="tasks">${t("nav.tasks")}</h2><a href=${to("/tasks", { user_id: id })}>${t("user.filter")}</a></div>
    <${Answer} of=${tasks}>
      ${(data) =>
        data.tasks.length
          ? html`<${TaskTable} tasks=${data.tasks} caption=${t("nav.tasks")} /><${Pager} path=${path} query=${query} next=${data.next_cursor} />`
          : html`<${Empty} title=${t("user.noTasks")} />`}
    <//>
  </section>`;
}

export function User({ id, path, query }) {
  const live = useLive(`users/${encodeURIComponent(id)}/`, {}, 10000);
  const fields = ["email", "first_name", "declared_level", "goals", "profession", "referred_frequency", "motivation_level"];
  return html`
    <${Head} title=${html`<bdi class="foreign">${plain(live.data?.username) ?? `#${id}`}</bdi>`}><a class="button quiet" href=${to("/users")}>${t("nav.users")}</a><//>
    <${Answer} of=${live}>
      ${(user) => html`
        <div class="pair">
          <section class="panel" aria-labelledby="profile">
            <h2 id="profile">${t("user.profile")}</h2>
            <${Facts}
              of=${[[t("column.id"), user.id], ...fields.map((name) => [word("field", name), user[name] ? html`<${Foreign}>${name === "goals" ? word("goal", user[name]) : user[name]}<//>` : html`<span class="hint">–</span>`])]}
            />
          </section>
          ${user.limits &&
          html`<section class="panel" aria-labelledby="limits">
            <h2 id="limits">${t("user.limits")}</h2>
            <${Limit} name=${t("limit.pending")} used=${user.limits.pending} most=${user.limits.max_pending} />
            <${Limit} name=${t("limit.today")} used=${user.limits.today} most=${user.limits.max_per_day} />
          </section>`}
        </div>
        <${TasksOf} id=${id} path=${path} query=${query} />
      `}
    <//>
  `;
}
