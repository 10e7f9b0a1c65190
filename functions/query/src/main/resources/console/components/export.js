// A quiz as other programs take it in.
import { ask, taskPath } from "../api.js";
import { html, useId, useState } from "../html.js";
import { t, word } from "../texts.js";
import { Fault } from "./fault.js";
import { keep } from "./keep.js";
import { Foreign } from "./shown.js";

const FORMATS = ["csv", "gift", "moodle-xml", "qti", "aiken", "anki", "quizizz", "blooket", "kahoot", "opentdb", "markdown", "html"];

async function read(response) {
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  return {
    blob: await response.blob(),
    file: named && named[1],
    loss: response.headers.get("Export-Loss"),
    leftOut: response.headers.get("Export-Left-Out"),
  };
}

export function Export({ task }) {
  const id = useId();
  const [format, setFormat] = useState(FORMATS[0]);
  const [said, setSaid] = useState(null);
  const [error, setError] = useState(null);
  const download = async () => {
    setError(null);
    setSaid(null);
    try {
      const exported = await ask("GET", taskPath(task, "questions/"), { query: { format }, read });
      keep(exported.blob, exported.file ?? `${task}.${format}`);
      setSaid(exported);
    } catch (broken) {
      setError(broken);
    }
  };
  return html`<div class="actions">
      <label for=${id}>${t("export")}</label>
      <select id=${id} value=${format} onChange=${(event) => setFormat(event.target.value)}>
        ${FORMATS.map((each) => html`<option key=${each} value=${each}>${word("export", each)}</option>`)}
      </select>
      <button type="button" class="quiet" onClick=${download}>${t("export.download")}</button>
    </div>
    ${error && html`<${Fault} error=${error} />`}
    ${said && html`<p class="hint" role="status">${t("export.loss", { loss: said.loss })}</p>`}
    ${said?.leftOut && html`<div class="note"><span>${t("export.leftOut")}</span><${Foreign} block>${said.leftOut}<//></div>`}`;
}
