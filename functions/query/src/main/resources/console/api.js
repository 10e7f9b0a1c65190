// Speaks with the API beside which the console lies, with the token of whoever is signed in.
import { signIn, token } from "./sign-in.js";

const BASE = new URL("../api/ai/", document.baseURI);

/** What the API refused, in its own words. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.error || problem.message || problem.title || `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
    this.fields = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]));
  }
}

/** No answer came. */
export class Unreachable extends Error {}

const asText = (response) => response.text();

/** The answer's text, or what `read` makes of it. `query` and `body` are left out where they are not given. */
export async function ask(method, path, { query, body, signal, read = asText } = {}) {
  const address = new URL(path, BASE);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== "" && value != null) {
      address.searchParams.set(name, value);
    }
  }
  const headers = {};
  if (token()) {
    headers.Authorization = `Bearer ${token()}`;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  let response, answer;
  try {
    response = await fetch(address, { method, headers, signal, body: body && JSON.stringify(body) });
    answer = await (response.ok ? read : asText)(response);
  } catch (broken) {
    throw broken.name === "AbortError" ? broken : new Unreachable();
  }
  if (response.ok) {
    return answer;
  }
  if (response.status === 401 && (await signIn())) {
    return new Promise(() => {}); // the browser is on its way to the sign-in page
  }
  throw new Refused(response.status, problem(answer));
}

function problem(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export const get = async (path, options) => JSON.parse(await ask("GET", path, options));
export const post = async (path, body) => JSON.parse(await ask("POST", path, { body }));

/** The path of a task, or of something of it. */
export const taskPath = (id, more = "") => `tasks/${encodeURIComponent(id)}/${more}`;
