// The plan as it is shown: as it was kept, with the moves made since. Tells whoever listens:
// "plan" (other routes), "chosen" (another stop or agent), "busy", "refused".
import { get, post, Refused } from "./asking.js";
import { setting } from "./words.js";

export class Board extends EventTarget {
  constructor(data) {
    super();
    this.kept = data;
    this.dayVersion = setting.dayVersion;
    this.moves = [];
    this.undone = [];
    this.edit = null;
    this.chosen = null;
    this.only = null;
    this.underWay = false;
    this.shifts = new Map(data.shifts.map((shift) => [shift.id, shift]));
    this.asked = 0;
    this.#place();
  }

  get routes() { return { ...this.kept.routes, ...this.edit?.routes }; }
  get plan() { return this.edit ?? this.kept; }
  get mayMove() { return setting.mayEdit && !this.underWay; }
  caseOf(id) { return this.kept.cases[id]; }
  people(shiftId) { return this.shifts.get(shiftId)?.people ?? shiftId; }
  agentName(agentId) { return this.kept.shifts.find((shift) => shift.agent === agentId)?.people ?? agentId; }
  stopOf(caseId) { return this.stops.get(caseId) ?? null; }

  #place() {
    this.stops = new Map();
    for (const [shift, route] of Object.entries(this.routes)) {
      route?.stops.forEach((stop, at) => this.stops.set(stop.case, { ...stop, shift, number: at + 1 }));
    }
  }

  tell(name) { this.dispatchEvent(new Event(name)); }

  choose(caseId, shiftId = null) {
    this.chosen = caseId ? { case: caseId, shift: shiftId ?? this.stopOf(caseId)?.shift ?? null } : shiftId ? { case: null, shift: shiftId } : null;
    this.tell("chosen");
  }

  showOnly(shiftId) {
    this.only = this.only === shiftId ? null : shiftId;
    this.tell("only");
  }

  #after(caseId, shiftId, position) {
    const move = { case_id: caseId, shift_id: shiftId };
    if (position != null) move.position = position;
    return [...this.moves, move];
  }

  move(caseId, shiftId, position) { return this.#try(this.#after(caseId, shiftId, position), []); }

  // What a stop that is still held would change where it is: once let go there, the answer is known.
  foresee(caseId, shiftId, position) {
    const moves = this.#after(caseId, shiftId, position), key = JSON.stringify(moves);
    if (this.foreseen?.key !== key) this.foreseen = { key, edit: post("/edit", { moves }) };
    return this.foreseen.edit;
  }

  #edit(moves) {
    return this.foreseen?.key === JSON.stringify(moves) ? this.foreseen.edit : post("/edit", { moves });
  }

  undo() {
    if (!this.moves.length) return null;
    return this.#try(this.moves.slice(0, -1), [...this.undone, this.moves.at(-1)]);
  }

  redo() {
    if (!this.undone.length) return null;
    return this.#try([...this.moves, this.undone.at(-1)], this.undone.slice(0, -1));
  }

  discard() { return this.#try([], []); }

  async #try(moves, undone) {
    const number = ++this.asked;
    const before = { routes: this.routes };
    const asking = moves.length ? this.#edit(moves) : null; // asked first, drawn meanwhile
    this.foreseen = null;
    this.tell("busy");
    try {
      const edit = await asking;
      if (number !== this.asked) return false;
      Object.assign(this, { moves, undone, edit });
    } catch (error) {
      this.refusal = error;
      this.tell("refused");
      return false;
    }
    this.#place();
    this.touched = Object.keys({ ...before.routes, ...this.routes })
      .filter((shift) => before.routes[shift] !== this.routes[shift]);
    if (this.chosen?.case) this.chosen.shift = this.stopOf(this.chosen.case)?.shift ?? null;
    this.tell("plan");
    return true;
  }

  places(caseId) { return post("/places", { case_id: caseId, moves: this.moves }); }
  ways() { return post("/ways", { moves: this.moves }); }
  keep(newest) { return post("/keep", { moves: this.moves, newest }); }

  async pin(caseIds, to) {
    const answer = await post("/pins", { case_ids: caseIds, to, seen: this.dayVersion });
    this.dayVersion = answer.day_version;
    Object.assign(this.kept.cases, answer.cases);
    this.tell("plan");
  }
}

export const openBoard = async () => new Board(await get("/data"));
export { Refused };
