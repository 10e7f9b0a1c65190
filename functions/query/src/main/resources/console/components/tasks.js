// Lists of tasks, and the way from page to page of a list.
import { duration, number } from "../format.js";
import { html } from "../html.js";
import { to } from "../router.js";
import { t } from "../texts.js";
import { Foreign, Status, TaskLink, Time, UserLink } from "./shown.js";

const COLUMNS = ["status", "task", "user", "level", "questions", "created", "duration"];

/** Rows of what the list of tasks answers; narrow screens get one card a task. */
export function TaskTable({ tasks, caption }) {
  return html`<table class="cards" role="table">
    <caption class="unseen">${caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${COLUMNS.map(
          (name) =>
            html`<th key=${name} role="columnheader" scope="col" class=${name === "questions" || name === "duration" ? "num" : ""}>${t(`column.${name}`)}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${tasks.map(
        (task) => html`<tr role="row" key=${task.task_id}>
          <td role="cell"><${Status} of=${task.status} /></td>
          <td role="cell"><${TaskLink} id=${task.task_id} /></td>
          <td role="cell" data-label=${t("column.user")}><${UserLink} id=${task.user_id} name=${task.username} /></td>
          <td role="cell" data-label=${t("column.level")}><${Foreign}>${task.declared_level || "–"}<//></td>
          <td role="cell" data-label=${t("column.questions")} class="num">${number(task.questions_created)} / ${number(task.quiz_size)}</td>
          <td role="cell" data-label=${t("column.created")}><${Time} at=${task.created_at} /></td>
          <td role="cell" data-label=${t("column.duration")} class="num">${duration(task.duration_seconds)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

const BEFORE = "quizsmith.before.";

/** Goes on by the cursor that the API gave, and back by those that it gave before. */
export function Pager({ path, query, next }) {
  const here = query.get("cursor") ?? "";
  const parameters = Object.fromEntries(query);
  const link = (cursor) => to(path, { ...parameters, cursor });
  const before = sessionStorage.getItem(BEFORE + here);
  if (!here && !next) {
    return null;
  }
  return html`<nav class="pager" aria-label=${t("pages")}>
    ${here && html`<a class="button quiet" href=${link("")}>${t("pages.first")}</a>`}
    ${here && before !== null && html`<a class="button quiet" rel="prev" href=${link(before)}>${t("pages.back")}</a>`}
    ${next && html`<a class="button" rel="next" href=${link(next)} onClick=${() => sessionStorage.setItem(BEFORE + next, here)}>${t("pages.next")}</a>`}
  </nav>`;
}
