// The address behind the # says what is shown, so that every view can be shared and gone back to.
import { useEffect, useState } from "./html.js";

export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#/, "").split("?", 2);
  return { path: path.startsWith("/") ? path : "/", query: new URLSearchParams(query) };
}

/** A link to a view; parameters without a value are left out. */
export function to(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== "" && value != null) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return `#${path}${text && `?${text}`}`;
}

export function go(href) {
  location.hash = href;
}

export function useRoute() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parse(hash);
}
