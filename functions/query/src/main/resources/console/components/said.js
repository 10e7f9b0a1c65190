// Tells of what has just been done, to eyes and to screen readers, and goes away by itself.
import { html, useEffect, useState } from "../html.js";

let tell = () => {};

export const say = (text) => tell(text);

export function Said() {
  const [text, setText] = useState("");
  tell = setText;
  useEffect(() => {
    const timer = setTimeout(() => setText(""), 6000);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<div class="said" role="status" data-on=${text !== ""}>${text}</div>`;
}
