// The stop or agent that is chosen: what it is, where it may go and at what price, its pins.
import { clock, duration, kilometres, make, minutes, money, say, setting, signed } from "./words.js";

const section = document.getElementById("stop");
const fact = (name, value) => [make("dt", {}, name), make("dd", {}, value)];
const button = (text, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, text);

export class StopCard {
  constructor(board) {
    this.board = board;
    for (const name of ["chosen", "plan", "only", "live"]) board.addEventListener(name, () => this.draw());
  }

  draw() {
    if (document.body.classList.contains("is-dragging")) return; // nothing moves beneath a drag
    const chosen = this.board.chosen;
    section.hidden = !chosen;
    if (!chosen) return;
    const [title, ...parts] = chosen.case ? this.#ofCase(chosen.case) : this.#ofShift(chosen.shift);
    section.firstElementChild.replaceChildren(title, button("×", () => this.board.choose(null), { class: "shut", "aria-label": say("close") }));
    section.lastElementChild.replaceChildren(...parts);
  }

  #ofCase(id) {
    const known = this.board.caseOf(id), stop = this.board.stopOf(id);
    const hours = known?.windows.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ") || say("anyHour");
    const facts = make("dl", { class: "facts" }, known ? [...fact(say("place"), known.where), ...fact(say("windows"), hours), ...fact(say("priority"), say(known.priority))] : [],
      known?.pin ? fact(say("pinned"), this.#pinned(known.pin)) : []);
    const where = stop ? say("onRoute", { agent: this.board.people(stop.shift), number: stop.number, from: clock(stop.arrival), to: clock(stop.departure) }) : say("notPlanned");
    const parts = [make("p", {}, where), facts];
    if (this.board.mayMove) parts.push(this.#moving(id, stop), this.#places(id, stop));
    else if (setting.mayEdit && !stop) parts.push(button(say("insertNow"), () => this.board.tell("insert"), { class: "main" }));
    if (setting.mayEdit && stop) parts.push(this.#pinning([id], known?.pin, true));
    return [id, ...parts];
  }

  #pinned(pin) {
    const time = pin.from ? (pin.from === pin.to ? clock(pin.from) : `${clock(pin.from)}–${pin.to ? clock(pin.to) : ""}`) : null;
    return [pin.agent && this.board.agentName(pin.agent), time, pin.after].filter(Boolean).join(", ");
  }

  #moving(id, stop) {
    if (!stop) return "";
    const last = this.board.routes[stop.shift].stops.length;
    const move = (shift, position) => this.board.move(id, shift, position);
    return make("div", { class: "buttons" },
      button(say("earlier"), () => move(stop.shift, stop.number - 2), { disabled: stop.number === 1 }),
      button(say("later"), () => move(stop.shift, stop.number), { disabled: stop.number === last }),
      button(say("takeOff"), () => move(null)));
  }

  #places(id, stop) {
    const list = make("ul", { class: "places" });
    const look = async () => {
      list.replaceChildren(make("li", { class: "soft" }, say("looking")));
      const places = await this.board.places(id).catch(() => []);
      const shown = places.slice(0, 8).map((place) => make("li", {}, this.#place(id, place)));
      list.replaceChildren(...(shown.length ? shown : [make("li", { class: "soft" }, say("noPlace"))]));
      list.querySelector("button")?.focus({ preventScroll: true });
    };
    return make("div", {}, button(say(stop ? "moveTo" : "putIn"), look, { class: stop ? "" : "main" }), list);
  }

  #place(id, place) {
    const price = make("span", { class: "figure" }, signed(money(place.extra_cost), place.extra_cost));
    const late = place.seconds_late ? make("span", { class: "mark bad" }, say("lateBy", { minutes: minutes(place.seconds_late) })) : "";
    return button([say("placeAt", { agent: this.board.people(place.shift_id), number: place.position + 1 }), late, price],
      () => this.board.move(id, place.shift_id, place.position), { class: "place" });
  }

  #pinning(ids, pin, single) {
    if (this.board.moves.length) return make("p", { class: "soft small" }, say("keepFirst"));
    const pinTo = (to) => () => this.board.pin(ids, to).catch((error) => { this.board.refusal = error; this.board.tell("refused"); });
    if (!single) return make("div", { class: "buttons" }, button(say("pinRoute"), pinTo("route")), button(say("unpinRoute"), pinTo("nothing")));
    return make("div", { class: "buttons" }, button(say("pinAgent"), pinTo("agent")), button(say("pinTime"), pinTo("time")),
      pin ? button(say("unpin"), pinTo("nothing")) : "");
  }

  #ofShift(id) {
    const shift = this.board.shifts.get(id), route = this.board.routes[id];
    const facts = make("dl", { class: "facts" }, fact(say("shift"), shift.hours.map(clock).join("–")),
      route ? [...fact(say("visits"), String(route.stops.length)), ...fact(say("paid"), duration(route.paid)), ...fact(say("distance"), kilometres(route.metres)), ...(route.cost ? fact(say("cost"), money(route.cost)) : [])] : []);
    const why = shift.barred.map((each) => make("p", { class: "why" }, each.reason));
    const only = button(say(this.board.only === id ? "everybody" : "only"), () => this.board.showOnly(id));
    const parts = [facts, ...why, make("div", { class: "buttons" }, only)];
    if (setting.mayEdit && route && this.board.kept.routes[id]) parts.push(this.#pinning(route.stops.map((stop) => stop.case), null, false));
    return [shift.people, ...parts];
  }
}
