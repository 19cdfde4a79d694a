// The map: streets on a canvas, a line and numbered marks per agent, what was left out beside them.
/* global L, drawnLines */
import { post, get } from "./asking.js";
import { make, say } from "./words.js";

const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
export class PlanMap {
  constructor(board, element) {
    Object.assign(this, { board, layers: new Map(), marks: new Map(), ways: {} });
    this.map = L.map(element, { zoomSnap: 0.25, maxZoom: 19, attributionControl: false, zoomAnimation: !quiet, fadeAnimation: !quiet });
    this.#fit(Object.values(board.kept.cases).map((each) => each.at).filter(Boolean));
    this.out = L.layerGroup().addTo(this.map);
    this.draw();
    board.addEventListener("plan", () => { this.draw(board.touched); this.#follow(); });
    board.addEventListener("chosen", () => this.light());
    board.addEventListener("only", () => this.#filter());
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(element);
    this.#follow();
    this.#layStreets();
  }

  // It opens on where most visits are: a few far ones would make all others one heap.
  #fit(points) {
    const spread = (axis) => points.map((point) => point[axis]).sort((a, b) => a - b);
    const ends = (values) => [values[Math.floor(values.length * 0.04)], values[Math.ceil(values.length * 0.96) - 1]];
    const [south, north] = ends(spread(0)), [west, east] = ends(spread(1));
    if (points.length) this.map.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom: 16, animate: false });
    else this.map.setView([0, 0], 2);
  }

  draw(shifts = null) {
    for (const shift of shifts ?? this.board.shifts.keys()) if (this.board.shifts.has(shift)) this.#drawRoute(this.board.shifts.get(shift));
    this.#drawLeftOut();
    this.light();
    this.#filter();
  }

  #straight(shift, route) {
    return [shift.start, ...route.stops.map((stop) => this.board.caseOf(stop.case)?.at), shift.end].filter(Boolean);
  }

  #drawRoute(shift) {
    this.layers.get(shift.id)?.remove();
    const route = this.board.routes[shift.id], group = L.layerGroup();
    this.layers.set(shift.id, group);
    if (!route) return;
    const line = this.ways[shift.id] ? drawnLines.decode(this.ways[shift.id]) : this.#straight(shift, route);
    L.polyline(line, { className: "way-under", weight: 6, interactive: false }).addTo(group);
    L.polyline(line, { className: `way hue-${shift.hue}`, weight: 3.5, dashArray: shift.dash || null, interactive: false }).addTo(group);
    for (const end of new Set([shift.start, shift.end].filter(Boolean).map(String))) this.#mark(end.split(",").map(Number), "home", "", shift.people, group);
    route.stops.forEach((stop, at) => {
      const place = this.board.caseOf(stop.case)?.at;
      if (place) this.#stop(stop.case, place, String(at + 1), `stop shape-${shift.number % 3} hue-${shift.hue}`, `${say("stop", { number: at + 1 })}, ${shift.people}`, group);
    });
    group.addTo(this.map);
  }

  #drawLeftOut() {
    this.out.clearLayers();
    for (const each of this.board.plan.unassigned) {
      const place = this.board.caseOf(each.case)?.at;
      if (place) this.#stop(each.case, place, "!", "out", each.case, this.out);
    }
  }

  #mark(at, kind, text, title, group) {
    const face = make("span", { class: "face" }, text);
    const icon = L.divIcon({ html: face, className: `dot ${kind}`, iconSize: [22, 22] });
    return L.marker(at, { icon, title, keyboard: false, riseOnHover: true, zIndexOffset: kind === "home" ? -500 : 0 }).addTo(group);
  }

  #stop(caseId, at, text, kind, title, group) {
    const marker = this.#mark(at, kind, text, title, group);
    marker.on("click", () => this.board.choose(caseId));
    this.marks.set(caseId, marker);
  }

  light() {
    const chosen = this.board.chosen?.case ?? null;
    this.lit?.getElement()?.classList.remove("is-chosen");
    this.lit = chosen ? this.marks.get(chosen) : null;
    this.lit?.getElement()?.classList.add("is-chosen");
    if (this.lit && !this.map.getBounds().pad(-0.05).contains(this.lit.getLatLng())) this.map.panTo(this.lit.getLatLng(), { animate: !quiet });
    const shift = this.board.chosen?.shift ?? null;
    for (const [id, group] of this.layers) {
      group.eachLayer((layer) => layer.getElement?.()?.classList.toggle("is-aside", shift !== null && id !== shift));
    }
  }

  #filter() {
    for (const [id, group] of this.layers) {
      if (this.board.only === null || this.board.only === id) group.addTo(this.map);
      else group.remove();
    }
  }

  // Straight lines come first; those along the streets follow when they are known.
  async #follow() {
    const number = (this.asked = (this.asked ?? 0) + 1);
    const touched = this.board.touched ?? [];
    for (const shift of touched) delete this.ways[shift];
    const ways = await post("/ways", { moves: this.board.moves }).catch(() => ({}));
    if (number !== this.asked) return;
    this.keptWays ??= ways;
    Object.assign(this.ways, this.board.moves.length ? ways : this.keptWays);
    this.draw(Object.keys(this.board.moves.length ? ways : this.keptWays));
  }

  async #layStreets() { drawnLines.layStreets(this.map, await get("/streets").catch(() => ({}))); }
}
