// Starts the console: who is there, what the address asks for, and the frame around it.
import { html, render, useEffect, useRef, useState } from "./html.js";
import { get } from "./api.js";
import { Fault, Safe } from "./components/fault.js";
import { Said } from "./components/said.js";
import { Empty, Head } from "./components/shown.js";
import { Bulk, BulkRun } from "./pages/bulk.js";
import { DeadLetters } from "./pages/dead-letters.js";
import { Overview } from "./pages/overview.js";
import { Task } from "./pages/task.js";
import { Tasks } from "./pages/tasks.js";
import { TryIt } from "./pages/try.js";
import { User, Users } from "./pages/users.js";
import { to, useRoute } from "./router.js";
import { comeBack, configure, mustSignIn, signIn, signOut, username } from "./sign-in.js";
import { language, t } from "./texts.js";

const VIEWS = [
  { path: /^\/$/, view: Overview, nav: "/" },
  { path: /^\/tasks$/, view: Tasks, nav: "/tasks" },
  { path: /^\/tasks\/(.+)$/, view: Task, nav: "/tasks" },
  { path: /^\/bulk$/, view: Bulk, nav: "/bulk" },
  { path: /^\/bulk\/(.+)$/, view: BulkRun, nav: "/bulk" },
  { path: /^\/dead-letters$/, view: DeadLetters, nav: "/dead-letters" },
  { path: /^\/users$/, view: Users, nav: "/users" },
  { path: /^\/users\/(.+)$/, view: User, nav: "/users" },
  { path: /^\/try$/, view: TryIt, nav: "/try" },
];

const NAVIGATION = [
  ["/", "nav.overview"],
  ["/tasks", "nav.tasks"],
  ["/bulk", "nav.bulk"],
  ["/dead-letters", "nav.deadLetters"],
  ["/users", "nav.users"],
  ["/try", "nav.try"],
];

/** Where nobody needs to sign in, and nobody else can come. */
const LOCAL = ["127.0.0.1", "localhost"].includes(location.hostname);

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % stands for itself
  }
}

function find(path) {
  for (const { path: pattern, view, nav } of VIEWS) {
    const found = path.match(pattern);
    if (found) {
      return { view, nav, id: found[1] && decoded(found[1]) };
    }
  }
  return { view: Nothing, nav: null };
}

const Nothing = () =>
  html`<${Head} title=${t("nothing.title")} /><${Empty} title=${t("nothing.text")}><a href=${to("/")}>${t("nav.overview")}</a><//>`;

/** A learner who has signed in is told so at once, and not page by page. */
function useRefusal(signedOut) {
  const [refusal, setRefusal] = useState(null);
  useEffect(() => {
    if (!signedOut && username() != null) {
      get("users/", { query: { limit: 1 } }).catch((error) => error.status === 403 && setRefusal(error));
    }
  }, []);
  return refusal;
}

function App({ fault, signedOut }) {
  const refusal = useRefusal(signedOut);
  const { path, query } = useRoute();
  const { view: View, nav, id } = find(path);
  const main = useRef(null);
  const first = useRef(true);

  // A new view is announced by its heading; the first one leaves the focus where the browser has it.
  useEffect(() => {
    const heading = main.current.querySelector("h1");
    document.title = heading ? `${heading.textContent} · Quizsmith` : "Quizsmith";
    if (!first.current) {
      scrollTo(0, 0);
      heading?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [path, refusal]);

  const skip = (event) => {
    event.preventDefault();
    main.current.focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>${t("skip")}</a>
    <header>
      <a class="brand" href=${to("/")}><span class="logo" aria-hidden="true">✓</span>${t("brand")}</a>
      <nav aria-label=${t("nav")}>
        <ul>
          ${NAVIGATION.map(
            ([target, name]) =>
              html`<li key=${target}><a href=${to(target)} aria-current=${nav === target ? "page" : undefined}>${t(name)}</a></li>`,
          )}
        </ul>
      </nav>
      <div class="who">
        ${username() !== null && username() !== undefined
          ? html`<bdi class="foreign">${username() || t("operator")}</bdi><button type="button" class="quiet" onClick=${signOut}>${t("signOut")}</button>`
          : LOCAL && !signedOut && html`<span class="hint">${t("open")}</span>`}
      </div>
    </header>
    <main id="main" ref=${main} tabindex="-1">
      ${fault || signedOut
        ? html`<${SignIn} fault=${fault} />`
        : refusal
        ? html`<${Head} title=${t("refused.title")} /><${Fault} error=${refusal} />`
        : html`<${Safe} key=${path}><${View} id=${id} path=${path} query=${query} /><//>`}
    </main>
    <${Said} />
  `;
}

function SignIn({ fault }) {
  return html`
    <${Head} title=${t("signIn.title")} />
    ${fault && html`<${Fault} error=${fault} />`}
    <p>${t("signIn.text")}</p>
    <p><button type="button" class="primary" onClick=${signIn}>${t("signIn")}</button></p>
  `;
}

async function start() {
  document.documentElement.lang = language;
  let fault = null;
  try {
    await configure();
    await comeBack();
  } catch (broken) {
    fault = broken;
  }
  render(html`<${App} fault=${fault} signedOut=${mustSignIn()} />`, document.getElementById("app"));
}

start();
