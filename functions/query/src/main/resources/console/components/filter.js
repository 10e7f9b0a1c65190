// The filter of a list, which lives in the address.
import { html, useId } from "../html.js";
import { t, word } from "../texts.js";
import { LEVELS, STATUSES } from "./shown.js";

export const FILTERS = ["status", "user_id", "declared_level", "created_from", "created_to"];

/** What of the address is a filter. */
export const filterOf = (query) =>
  Object.fromEntries(FILTERS.map((name) => [name, query.get(name)]).filter(([, value]) => value));

/** @param change takes the filter with one value changed; @param user whether to ask for the user too */
export function Filter({ filter, change, user = true }) {
  const id = useId();
  const set = (name) => (event) => change({ ...filter, [name]: event.target.value });
  const field = (name, control) =>
    html`<div class="field"><label for=${id + name}>${t(`filter.${name}`)}</label>${control}</div>`;
  return html`<div class="filter">
    ${field(
      "status",
      html`<select id=${`${id}status`} value=${filter.status ?? ""} onChange=${set("status")}>
        <option value="">${t("filter.any")}</option>
        ${STATUSES.map((each) => html`<option key=${each} value=${each}>${word("status", each)}</option>`)}
      </select>`,
    )}
    ${field(
      "declared_level",
      html`<select id=${`${id}declared_level`} value=${filter.declared_level ?? ""} onChange=${set("declared_level")}>
        <option value="">${t("filter.any")}</option>
        ${LEVELS.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}
      </select>`,
    )}
    ${user &&
    field(
      "user_id",
      html`<input id=${`${id}user_id`} type="text" size="12" autocomplete="off" spellcheck="false" value=${filter.user_id ?? ""} onChange=${set("user_id")} />`,
    )}
    ${field("created_from", html`<input id=${`${id}created_from`} type="date" value=${filter.created_from ?? ""} onChange=${set("created_from")} />`)}
    ${field("created_to", html`<input id=${`${id}created_to`} type="date" value=${filter.created_to ?? ""} onChange=${set("created_to")} />`)}
    ${Object.keys(filter).length > 0 &&
    html`<button type="button" class="quiet" onClick=${() => change({})}>${t("filter.clear")}</button>`}
  </div>`;
}
