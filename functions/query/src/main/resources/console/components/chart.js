// Charts drawn as SVG, each with its numbers in a table for who cannot see them.
import { html, useEffect, useRef, useState } from "../html.js";
import { t } from "../texts.js";

const HEIGHT = 168;
const LEFT = 64;
const BOTTOM = 22;
const TOP = 8;

function useWidth() {
  const place = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

/** Steps between the lines that people find round: of counts, and of seconds. */
const ROUND = {
  count: [1, 2, 5, 10].flatMap((step) => [step, 10 * step, 100 * step, 1000 * step, 1e4 * step]),
  seconds: [0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000, 86400],
};

/** Round numbers from 0 to at least the largest value, three or four of them. */
function ticks(largest, unit) {
  const steps = ROUND[unit].toSorted((one, other) => one - other);
  const step = steps.find((each) => each >= largest / 3) ?? steps.at(-1);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

const sum = (values) => values.reduce((one, other) => one + (other ?? 0), 0);

/**
 * @param points [{at, values: [number|null, ...]}], the oldest first
 * @param names of the values; kinds give them their colours
 * @param unit count or seconds
 * @param stacked whether the values are parts of a whole, drawn as bars; lines otherwise
 */
export function Chart({ title, points, names, kinds, stacked = false, unit = "count", format, time }) {
  const [place, width] = useWidth();
  const [at, setAt] = useState(null);
  const heights = points.map(({ values }) => (stacked ? sum(values) : Math.max(0, ...values.map((v) => v ?? 0))));
  const nothing = heights.every((height) => height === 0);
  const scale = ticks(Math.max(0, ...heights), unit);
  const inner = Math.max(0, width - LEFT - 4);
  const step = inner / Math.max(1, points.length);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / scale.at(-1));
  const x = (index) => LEFT + step * (index + 0.5);
  const shown = at === null ? null : points[at];
  const everyLabel = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor(inner / 90))));

  const move = (event) => {
    const index = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / step);
    setAt(index >= 0 && index < points.length ? index : null);
  };

  return html`<figure class="chart">
    <figcaption>
      <h3>${title}</h3>
      <ul class="legend">
        ${names.map(
          (name, i) =>
            html`<li key=${name} data-kind=${kinds[i]}>${name}${shown && html`<b>${format(shown.values[i])}</b>`}</li>`,
        )}
        ${shown && html`<li class="when">${time(shown.at)}</li>`}
      </ul>
    </figcaption>
    <div ref=${place} class="plot">
      ${width > 0 &&
      html`<svg
        width=${width}
        height=${HEIGHT}
        role="img"
        aria-label=${t("chart.label", { title })}
        onPointerMove=${move}
        onPointerLeave=${() => setAt(null)}
      >
        ${scale.map(
          (value) => html`<g key=${value}>
            <line class="grid" x1=${LEFT} x2=${width} y1=${y(value)} y2=${y(value)} />
            <text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${format(value)}</text>
          </g>`,
        )}
        ${at !== null && html`<rect class="at" x=${x(at) - step / 2} y=${TOP} width=${step} height=${HEIGHT - TOP - BOTTOM} />`}
        ${stacked
          ? points.map((point, index) => {
              let below = 0;
              const bar = Math.max(1, Math.min(step - 1.5, 26));
              return point.values.map((value, i) => {
                if (!value) {
                  return null;
                }
                const top = y(below + value);
                const height = y(below) - top;
                below += value;
                return html`<rect key=${`${index}-${i}`} data-kind=${kinds[i]} x=${x(index) - bar / 2} y=${top} width=${bar} height=${height} />`;
              });
            })
          : names.map((name, i) => lines(points, i).map((line, part) =>
              line.length === 1
                ? html`<circle key=${`${i}-${part}`} data-kind=${kinds[i]} cx=${x(line[0].index)} cy=${y(line[0].value)} r="2.5" />`
                : html`<polyline key=${`${i}-${part}`} data-kind=${kinds[i]} points=${line.map(({ index, value }) => `${x(index)},${y(value)}`).join(" ")} />`,
            ))}
        ${points.map(
          (point, index) =>
            index % everyLabel === 0 && index + everyLabel / 2 < points.length &&
            html`<text key=${point.at} x=${x(index)} y=${HEIGHT - 5} text-anchor=${index === 0 ? "start" : "middle"}>${time(point.at)}</text>`,
        )}
        ${nothing && html`<text class="none" x=${LEFT + inner / 2} y=${HEIGHT / 2} text-anchor="middle">${t("chart.none")}</text>`}
      </svg>`}
    </div>
    <details class="numbers">
      <summary>${t("chart.table")}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead><tr><th scope="col">${t("chart.time")}</th>${names.map((name) => html`<th key=${name} scope="col" class="num">${name}</th>`)}</tr></thead>
          <tbody>
            ${points.toReversed().map(
              (point) => html`<tr key=${point.at}><th scope="row">${time(point.at)}</th>${point.values.map((value, i) => html`<td key=${i} class="num">${format(value)}</td>`)}</tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

/** The runs of known values of one line. */
function lines(points, i) {
  const found = [[]];
  points.forEach(({ values }, index) => {
    if (values[i] == null) {
      found.push([]);
    } else {
      found.at(-1).push({ index, value: values[i] });
    }
  });
  return found.filter((line) => line.length > 0);
}
