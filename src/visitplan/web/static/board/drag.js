// A stop dragged to another time, to another agent, or off its route. Where it rests for a moment,
// what that would change is asked for at once and told beside it.
import { make, money, say, signed } from "./words.js";

const FAR = 5, RESTING = 120;

export const takeUp = (event, timeline, caseId, group) => {
  if (timeline.board.mayMove && event.button === 0) new Drag(event, timeline, caseId, group);
};

class Drag {
  constructor(event, timeline, caseId, group) {
    Object.assign(this, { timeline, board: timeline.board, caseId, group, target: null, ghost: null });
    this.from = { x: event.clientX, y: event.clientY };
    this.rect = group.querySelector("rect");
    this.grip = event.clientX - this.rect.getBoundingClientRect().left;
    this.lists = document.querySelector(".lists");
    this.listens = new AbortController();
    const hear = (name, act, capture = false) => addEventListener(name, act, { signal: this.listens.signal, capture });
    hear("pointermove", (move) => this.#move(move));
    hear("pointerup", () => this.#drop());
    hear("pointercancel", () => this.#end());
    hear("keydown", (key) => { if (key.key === "Escape") { key.stopPropagation(); this.#end(); } }, true);
  }

  #move(event) {
    if (!this.ghost && Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) < FAR) return;
    if (!this.ghost) this.#lift();
    this.ghost.style.transform = `translate(${event.clientX - this.grip}px, ${event.clientY - 14}px)`;
    const target = this.#targetAt(event);
    if (target?.shift === this.target?.shift && target?.position === this.target?.position) return;
    this.target = target;
    this.#mark();
    this.price.textContent = "";
    clearTimeout(this.rests);
    if (this.#isElsewhere()) this.rests = setTimeout(() => this.#foretell(target), RESTING);
  }

  #lift() {
    this.price = make("span", { class: "price" });
    this.ghost = make("div", { class: `ghost ${this.group.closest("svg").getAttribute("class")}` },
      this.group.querySelector("text").textContent || "•", this.price);
    this.ghost.style.width = `${this.rect.getBoundingClientRect().width || 16}px`;
    document.body.classList.add("is-dragging");
    document.body.append(this.ghost);
    this.board.choose(this.caseId);
  }

  async #foretell(target) {
    const edit = await this.board.foresee(this.caseId, target.shift, target.position).catch(() => null);
    if (!edit || target !== this.target) return;
    const { total } = edit.delta.cost, rules = edit.broken.length;
    this.price.textContent = rules ? say("breaks", { count: rules }) : signed(money(total), total);
    this.price.classList.toggle("bad", rules > 0);
  }

  #mark() {
    for (const [id, { row }] of this.timeline.rows) row.classList.toggle("is-target", this.target?.shift === id);
    this.lists.classList.toggle("is-target", this.target !== null && this.target.shift === null);
  }

  #drop() {
    const target = this.#isElsewhere() ? this.target : null;
    const dragged = this.ghost !== null;
    if (target) this.board.move(this.caseId, target.shift, target.position); // asked before anything is drawn
    this.#end();
    if (!dragged) return;
    const hush = (click) => click.stopPropagation(); // the click that ends a drag chooses nothing
    addEventListener("click", hush, true);
    setTimeout(() => removeEventListener("click", hush, true), 0);
  }

  #end() {
    this.listens.abort();
    clearTimeout(this.rests);
    this.target = null;
    if (!this.ghost) return;
    this.ghost.remove();
    document.body.classList.remove("is-dragging");
    this.#mark();
    this.board.tell("chosen");
  }

  #isElsewhere() {
    if (!this.target) return false;
    const stop = this.board.stopOf(this.caseId);
    return this.target.shift !== (stop?.shift ?? null) || (stop !== null && this.target.position !== stop.number - 1);
  }

  #targetAt(event) {
    const side = this.lists.getBoundingClientRect(), pane = this.timeline.element.getBoundingClientRect();
    const within = (box) => event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (within(side)) return { shift: null, position: null };
    if (event.clientX < pane.left || event.clientX > pane.right) return null;
    for (const [shift, { svg, row }] of this.timeline.rows) {
      const box = row.getBoundingClientRect();
      if (event.clientY < box.top || event.clientY >= box.bottom) continue;
      const second = this.timeline.second(event.clientX - this.grip - svg.getBoundingClientRect().left);
      return { shift, position: this.#position(shift, second) };
    }
    return null;
  }

  #position(shift, second) {
    const others = (this.board.routes[shift]?.stops ?? []).filter((stop) => stop.case !== this.caseId);
    return others.filter((stop) => (stop.arrival + stop.departure) / 2 < second).length;
  }
}
