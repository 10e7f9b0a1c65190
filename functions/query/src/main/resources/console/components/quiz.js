// A quiz as its learner sees it; key and explanation come when they are asked for.
import { html, useId, useState } from "../html.js";
import { t, word } from "../texts.js";
import { Foreign } from "./shown.js";

function Question({ question, index, solved }) {
  const id = useId();
  const [chosen, setChosen] = useState(null);
  const [own, setOwn] = useState(false);
  const open = solved || own;
  const mark = (letter) => {
    if (!open) {
      return "";
    }
    return letter === question.correct ? "right" : letter === chosen ? "wrong" : "";
  };
  return html`<li class="question">
    <fieldset>
      <legend>
        <span class="nr">${index + 1}.</span>
        <${Foreign}>${question.text}<//>
      </legend>
      ${question.directive && question.directive !== question.text && html`<${Foreign} block>${question.directive}<//>`}
      ${Object.entries(question.options).map(
        ([letter, text]) => html`<label key=${letter} class="option" data-mark=${mark(letter)}>
          <input type="radio" name=${id} checked=${chosen === letter} onChange=${() => setChosen(letter)} />
          <b>${letter}</b>
          <${Foreign}>${text}<//>
          ${open && letter === question.correct && html`<span class="mark">${t("quiz.key")}</span>`}
          ${open && letter === chosen && letter !== question.correct && html`<span class="mark">${t("quiz.yours")}</span>`}
        </label>`,
      )}
    </fieldset>
    ${open
      ? html`<div class="explanation"><strong>${t("quiz.explanation")}</strong><${Foreign} block>${question.explanation || t("quiz.noExplanation")}<//></div>`
      : html`<button type="button" class="quiet" onClick=${() => setOwn(true)}>${t("quiz.show")}</button>`}
    <p class="hint tags">
      ${[question.question_type, question.difficulty, question.category, question.context]
        .filter(Boolean)
        .map((tag) => html`<span key=${tag} class="tag"><bdi class="foreign">${word("tag", tag)}</bdi></span>`)}
      ${(question.flags ?? []).map((flag) => html`<span key=${flag} class="tag" data-kind="flag">${t("quiz.flag", { flag })}</span>`)}
    </p>
  </li>`;
}

export function Quiz({ questions }) {
  const [solved, setSolved] = useState(false);
  return html`
    <label class="check">
      <input type="checkbox" checked=${solved} onChange=${(event) => setSolved(event.target.checked)} />
      ${t("quiz.showAll")}
    </label>
    <ol class="quiz">
      ${questions.map((question, index) => html`<${Question} key=${question.id} question=${question} index=${index} solved=${solved} />`)}
    </ol>
  `;
}
