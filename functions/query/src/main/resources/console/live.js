// Keeps what is shown up to date, and touches the page only where an answer is another one.
import { ask } from "./api.js";
import { useEffect, useRef, useState } from "./html.js";

/**
 * What the API answers at that path, asked again and again while the page can be seen.
 * `stale` says that the data are still those of the path before.
 */
export function useLive(path, query = {}, every = 5000) {
  const address = path && `${path}?${new URLSearchParams(query)}`;
  const [state, setState] = useState({ address: null, data: null, error: null });
  const again = useRef(() => {});
  const pace = useRef(every);
  pace.current = every;

  useEffect(() => {
    if (!address) {
      return undefined;
    }
    let last = null;
    let timer = 0;
    let current = new AbortController();
    const over = new AbortController();

    const once = async () => {
      clearTimeout(timer);
      current.abort();
      current = new AbortController();
      const { signal } = current;
      let data = null;
      try {
        const text = await ask("GET", path, { query, signal });
        if (over.signal.aborted || signal.aborted) {
          return;
        }
        data = JSON.parse(text);
        if (text !== last) {
          last = text;
          setState({ address, data, error: null });
        } else {
          setState((old) => (old.error ? { ...old, error: null } : old));
        }
      } catch (error) {
        if (over.signal.aborted || signal.aborted) {
          return;
        }
        setState((old) => ({ address, data: old.address === address ? old.data : null, error }));
      }
      const wait = typeof pace.current === "function" ? pace.current(data) : pace.current;
      if (wait && !document.hidden) {
        timer = setTimeout(once, wait);
      }
    };

    again.current = once;
    const seen = () => document.hidden || once();
    document.addEventListener("visibilitychange", seen);
    once();
    return () => {
      over.abort();
      current.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [address]);

  return {
    data: state.data,
    error: state.address === address ? state.error : null,
    stale: state.data !== null && state.address !== address,
    refresh: () => again.current(),
  };
}

/** The time, often enough for what is shown of it. */
export function useNow(every = 5000) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => document.hidden || setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
