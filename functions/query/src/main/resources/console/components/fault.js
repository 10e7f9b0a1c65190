// Says what went wrong, and what can be done about it.
import { Refused, Unreachable } from "../api.js";
import { Component, html } from "../html.js";
import { signIn, signOut, username } from "../sign-in.js";
import { t } from "../texts.js";

function words(error) {
  if (error instanceof Unreachable) {
    return [t("fault.unreachable"), t("fault.unreachable.do")];
  }
  if (!(error instanceof Refused)) {
    return [t("fault.page"), String(error.message ?? error)];
  }
  if (error.status === 401) {
    return [t("fault.signIn"), t("fault.signIn.do")];
  }
  if (error.status === 403) {
    return [t("fault.forbidden"), t("fault.forbidden.do", { user: username() ?? "" })];
  }
  if (error.status === 404) {
    return [t("fault.missing"), error.message];
  }
  if (error.status === 429) {
    return [t("fault.limited"), error.message];
  }
  if (error.status >= 500) {
    return [t("fault.server"), t("fault.server.do", { id: error.problem.request_id ?? "–" })];
  }
  return [t("fault.refused"), error.message];
}

/** An error in place of, or above, what should be here. `again` asks once more. */
export function Fault({ error, again }) {
  const [title, text] = words(error);
  return html`<div class="fault" role="alert">
    <p><strong>${title}</strong></p>
    <p><bdi class="foreign">${text}</bdi></p>
    ${error.status === 403 && username() != null &&
    html`<p class="actions">
      <button type="button" onClick=${signOut}>${t("signOut")}</button>
      <button type="button" class="quiet" onClick=${signIn}>${t("signIn.again")}</button>
    </p>`}
    ${again && error.status !== 403 &&
    html`<p><button type="button" onClick=${again}>${t("tryAgain")}</button></p>`}
  </div>`;
}

/** Keeps a view that breaks from taking the frame around it along. */
export class Safe extends Component {
  componentDidCatch(error) {
    console.error(error);
    this.setState({ error });
  }

  render({ children }, { error }) {
    return error ? html`<${Fault} error=${error} again=${() => this.setState({ error: null })} />` : children;
  }
}

/** What was asked for: its fault, a sign that it is on its way, or itself. */
export function Answer({ of, children }) {
  const { data, error, stale, refresh } = of;
  return html`
    ${error && html`<${Fault} error=${error} again=${refresh} />`}
    ${data
      ? html`<div class="answer" aria-busy=${stale}>${children(data)}</div>`
      : !error && html`<p class="loading" role="status">${t("loading")}</p>`}
  `;
}
