// The stops of the timeline by the keyboard: arrows walk, Alt with arrows moves, Enter opens.
const ASIDE = { ArrowLeft: -1, ArrowRight: 1 }, ACROSS = { ArrowUp: -1, ArrowDown: 1 };
const leftOf = (stay) => stay.querySelector("rect").x.baseVal.value;

export class Keyboard {
  constructor(board, timeline) {
    Object.assign(this, { board, rows: timeline.rows, list: timeline.list });
    this.list.addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    const stay = event.target.closest?.(".stay");
    if (!stay) return;
    const aside = ASIDE[event.key], across = ACROSS[event.key];
    if (event.key === "Enter" || event.key === " ") this.#open(stay.dataset.case);
    else if (aside && event.altKey) this.#shove(stay.dataset.case, aside, 0);
    else if (across && event.altKey) this.#shove(stay.dataset.case, 0, across);
    else if (aside) this.#walk(stay, aside);
    else if (across) this.#step(stay, across);
    else return;
    event.preventDefault();
  }

  #open(caseId) {
    this.board.choose(caseId);
    document.querySelector("#stop button")?.focus();
  }

  // Along its route by places; to another agent, where it fits best there.
  async #shove(caseId, aside, across) {
    const stop = this.board.stopOf(caseId);
    const shift = across ? this.#neighbour(stop.shift, across) : stop.shift;
    const position = across ? null : stop.number - 1 + aside;
    if (!this.board.mayMove || !shift || (position !== null && !this.board.routes[shift].stops[position])) return;
    if (await this.board.move(caseId, shift, position)) { this.board.choose(caseId); this.#focus(caseId); }
  }

  #neighbour(shift, by) {
    const ids = [...this.rows.keys()].filter((id) => !this.rows.get(id).shift.barred.length);
    return ids[ids.indexOf(shift) + by] ?? null;
  }

  #focus(caseId) { this.list.querySelector(`.stay[data-case="${CSS.escape(caseId)}"]`)?.focus(); }

  #walk(stay, by) {
    const lane = [...stay.parentNode.querySelectorAll(".stay")];
    this.#go(stay, lane[lane.indexOf(stay) + by]);
  }

  #step(stay, by) {
    const lanes = [...this.list.querySelectorAll("svg")].filter((svg) => svg.querySelector(".stay"));
    const lane = lanes[lanes.indexOf(stay.closest("svg")) + by], at = leftOf(stay);
    const near = [...(lane?.querySelectorAll(".stay") ?? [])].sort((a, b) => Math.abs(leftOf(a) - at) - Math.abs(leftOf(b) - at))[0];
    this.#go(stay, near);
  }

  #go(from, to) {
    if (!to) return;
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }
}
