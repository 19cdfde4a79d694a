// The day from left to right, a row per agent: travel, waiting, visits, breaks. A stop is moved by
// dragging it (drag.js) or by the keyboard (keyboard.js).
import { takeUp } from "./drag.js";
import { Keyboard } from "./keyboard.js";
import { clock, make, say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const HOUR = 3600, TALL = 40, PAD = 8;
const draw = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

export class Timeline {
  constructor(board, element) {
    Object.assign(this, { board, element, rows: new Map(), expected: {} });
    this.ruler = make("div", { class: "ruler" });
    this.list = make("div", { class: "rows" });
    element.append(this.ruler, this.list);
    for (const shift of board.kept.shifts) this.#addRow(shift);
    this.#measure();
    this.draw();
    new ResizeObserver(() => { if (this.#measure()) this.draw(); }).observe(element);
    board.addEventListener("plan", () => this.draw(board.touched));
    board.addEventListener("chosen", () => this.light());
    board.addEventListener("only", () => this.#filter());
    this.keyboard = new Keyboard(board, this);
  }

  #addRow(shift) {
    const badge = make("span", { class: `badge shape-${shift.number % 3} hue-${shift.hue}` }, String(shift.number));
    const name = make("span", { class: "name" }, shift.people);
    const says = make("span", { class: "says" });
    const head = make("button", { type: "button", class: "row-head", onclick: () => this.board.choose(null, shift.id) }, badge, name, says);
    const svg = draw("svg", { role: "group", "aria-label": shift.people, class: `hue-${shift.hue}`, height: TALL });
    const row = make("div", { class: "row", "data-shift": shift.id }, head, svg);
    this.rows.set(shift.id, { row, head, svg, says, shift });
    this.list.append(row);
  }

  #measure() {
    const routes = Object.values(this.board.routes).filter(Boolean);
    const moments = [...this.board.kept.shifts.flatMap((s) => s.hours), ...routes.flatMap((r) => [r.leaves, r.ends])];
    const start = Math.floor(Math.min(...moments) / HOUR) * HOUR, end = Math.ceil(Math.max(...moments) / HOUR) * HOUR;
    const width = Math.max(320, (this.rows.values().next().value?.row.clientWidth ?? 900) - this.#headWidth());
    const same = this.start === start && this.end === end && this.width === width;
    Object.assign(this, { start, end, width });
    return !same;
  }

  #headWidth() { return this.rows.values().next().value?.head.offsetWidth ?? 180; }
  x(second) { return PAD + ((second - this.start) / (this.end - this.start)) * (this.width - 2 * PAD); }
  second(x) { return this.start + ((x - PAD) / (this.width - 2 * PAD)) * (this.end - this.start); }

  draw(shifts = null) {
    if (this.#measure() || !shifts) { this.#drawRuler(); shifts = [...this.rows.keys()]; }
    for (const shift of shifts) if (this.rows.has(shift)) this.#drawRow(this.rows.get(shift));
    this.light();
  }

  #drawRuler() {
    const svg = draw("svg", { width: this.width, height: 24, "aria-hidden": "true" });
    const step = Math.ceil(((this.end - this.start) / HOUR) * 46 / this.width) * HOUR;
    for (let at = this.start; at <= this.end; at += step) {
      const text = draw("text", { x: this.x(at), y: 16, "text-anchor": at === this.start ? "start" : at === this.end ? "end" : "middle" });
      text.textContent = clock(at);
      svg.append(text);
    }
    this.ruler.replaceChildren(svg);
  }

  #box(kind, from, to, y, height, more = {}) {
    return draw("rect", { class: kind, x: this.x(from), y, width: Math.max(1, this.x(to) - this.x(from)), height, ...more });
  }

  #drawRow({ svg, shift, head, says }) {
    const route = this.board.routes[shift.id];
    svg.setAttribute("width", this.width);
    const shapes = [this.#box("duty", ...shift.hours, 2, TALL - 4, { rx: 4 })];
    for (let at = this.start + HOUR; at < this.end; at += HOUR) {
      shapes.push(draw("line", { class: "hour", x1: this.x(at), x2: this.x(at), y1: 2, y2: TALL - 2 }));
    }
    for (const [kind, from, to, stop] of route?.stretches ?? []) {
      if (kind === "travel") shapes.push(this.#box("travel", from, to, TALL / 2 - 2, 4));
      else if (kind === "service") shapes.push(this.#stay(shift, route.stops[stop - 1], stop, from, to));
      else shapes.push(this.#box(kind, from, to, TALL / 2 - 6, 12));
    }
    if (this.now > this.start && this.now < this.end) shapes.push(draw("line", { class: "now", x1: this.x(this.now), x2: this.x(this.now), y1: 0, y2: TALL }));
    for (const stop of this.behind?.get(shift.id) ?? []) shapes.push(this.#box("behind", stop.planned, stop.arrival, TALL - 5, 3));
    svg.replaceChildren(...shapes);
    const first = svg.querySelector(".stay");
    if (first) first.setAttribute("tabindex", "0");
    const text = shift.barred.length ? say("barred") : route ? String(route.stops.length) : say("unused");
    says.textContent = this.expected[shift.id] ?? text;
    head.setAttribute("aria-label", `${shift.people}, ${says.textContent}`);
  }

  #stay(shift, stop, number, from, to) {
    const left = this.x(from), wide = Math.max(9, this.x(to) - left);
    const known = this.board.caseOf(stop.case), pin = known?.pin;
    const broken = this.board.edit?.broken.some((each) => each.case === stop.case) || this.late?.has(stop.case);
    const says = say("stopLabel", { number, case: stop.case, from: clock(stop.arrival), to: clock(stop.departure), agent: shift.people });
    const code = this.codes?.get(stop.case);
    const classes = ["stay", pin && "is-pinned", broken && "is-broken", code && "is-done"].filter(Boolean).join(" ");
    const group = draw("g", { class: classes, role: "button", tabindex: "-1", "data-case": stop.case, "aria-label": code ? `${says}, ${code}` : says });
    group.append(draw("rect", { x: left, y: 5, width: wide, height: TALL - 10, rx: 4 }));
    const text = draw("text", { x: left + wide / 2, y: TALL / 2 + 4.5, "text-anchor": "middle" });
    text.textContent = wide > 4 + 8 * String(number).length ? number : "";
    const title = draw("title", {});
    title.textContent = says;
    group.append(text, title);
    if (pin) group.append(draw("circle", { class: "pin-dot", cx: left + wide - 3, cy: 7, r: 4 }));
    group.addEventListener("click", () => this.board.choose(stop.case));
    group.addEventListener("pointerdown", (event) => takeUp(event, this, stop.case, group));
    return group;
  }

  // Its lawful hours are shown in every row while a stop is chosen: where it might go.
  light() {
    const chosen = this.board.chosen;
    for (const old of this.list.querySelectorAll(".window")) old.remove();
    for (const [id, { row, svg }] of this.rows) {
      row.classList.toggle("is-chosen", chosen?.shift === id);
      for (const stay of svg.querySelectorAll(".stay")) stay.classList.toggle("is-chosen", stay.dataset.case === chosen?.case);
      for (const window of (chosen?.case && this.board.caseOf(chosen.case)?.windows) || []) {
        const [from, to] = [Math.max(window[0], this.start), Math.min(window[1], this.end)];
        if (from < to) svg.insertBefore(this.#box("window", from, to, 2, TALL - 4, { rx: 4 }), svg.children[1]);
      }
    }
    const row = this.rows.get(chosen?.shift)?.row;
    if (row && !document.body.classList.contains("is-dragging")) row.scrollIntoView({ block: "nearest" });
  }

  #filter() {
    for (const [id, { row }] of this.rows) row.classList.toggle("is-faint", this.board.only !== null && this.board.only !== id);
  }

  // What was reported, and by how much the rest is to be expected later than planned.
  showExpected(routes, now) {
    this.codes = new Map(); this.late = new Set(); this.behind = new Map();
    this.now = now;
    for (const [shift, route] of Object.entries(routes)) {
      const open = route.stops.filter((stop) => !stop.code && stop.late > 60);
      this.behind.set(shift, open.map((stop) => ({ planned: stop.arrival - stop.late, arrival: stop.arrival })));
      for (const stop of route.stops) {
        if (stop.code) this.codes.set(stop.case, stop.code);
        else if (stop.misses) this.late.add(stop.case);
      }
      if (route.says) this.expected[shift] = route.says;
    }
    this.draw();
  }
}
