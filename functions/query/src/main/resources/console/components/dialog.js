// Asks for a reason before something is changed.
import { html, useEffect, useId, useRef, useState } from "../html.js";
import { t } from "../texts.js";
import { Fault } from "./fault.js";
import { say } from "./said.js";

/**
 * A button that asks in a dialog and then acts.
 *
 * @param act takes the reason; what it throws is shown in the dialog
 * @param done what is said when it is done
 */
export function Asking({ label, title, text, act, done, confirm = label, kind = "", required = false, children }) {
  const dialog = useRef(null);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const id = useId();

  useEffect(() => {
    if (open) {
      dialog.current.showModal();
    }
  }, [open]);

  const start = () => {
    setReason("");
    setError(null);
    setOpen(true);
  };
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await act(reason.trim());
      dialog.current.close();
      say(done);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return html`
    <button type="button" class=${kind} aria-haspopup="dialog" onClick=${start}>${label}</button>
    ${open &&
    html`<dialog ref=${dialog} aria-labelledby=${`${id}t`} onClose=${() => setOpen(false)}>
      <form onSubmit=${submit}>
        <h2 id=${`${id}t`}>${title}</h2>
        ${text && html`<p>${text}</p>`} ${children}
        <label for=${`${id}r`}>${t(required ? "reason" : "reason.optional")}</label>
        <textarea
          id=${`${id}r`}
          rows="3"
          maxlength="500"
          required=${required}
          value=${reason}
          onInput=${(event) => setReason(event.target.value)}
        ></textarea>
        <p class="hint">${t("reason.hint")}</p>
        ${error && html`<${Fault} error=${error} />`}
        <div class="actions end">
          <button type="button" class="quiet" onClick=${() => dialog.current.close()}>${t("dialog.leave")}</button>
          <button type="submit" class=${kind || "primary"} disabled=${busy}>${busy ? t("dialog.busy") : confirm}</button>
        </div>
      </form>
    </dialog>`}
  `;
}
