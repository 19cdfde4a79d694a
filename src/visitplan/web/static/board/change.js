// What the moves change, before anything is kept: money by term, time, ways, rules broken.
import { duration, kilometres, make, money, minutes, say, setting, signed } from "./words.js";

const section = document.getElementById("change");
const hand = Object.fromEntries(["undo", "redo", "discard", "keep"].map((id) => [id, document.getElementById(id)]));
const CARRIED = "visitplan.carried";

export const broken = (board, violations) => violations.map((each) => make("li", {},
  make("strong", {}, [each.shift && board.people(each.shift), each.case].filter(Boolean).join(", ")), ` ${each.detail}`,
  each.seconds ? make("span", { class: "figure" }, ` (${minutes(each.seconds)})`) : "",
  each.source ? make("span", { class: "soft source" }, ` ${each.source}`) : ""));

export const drawTotals = (board) => {
  const { cost, visits, paid, metres } = board.plan, delta = board.edit?.delta;
  const figures = [
    ["visits", String(visits)], ["cost", money(cost.total), delta?.cost.total && signed(money(delta.cost.total), delta.cost.total)],
    ["paid", duration(paid), delta?.paid && signed(duration(delta.paid), delta.paid)],
    ["distance", kilometres(metres), delta?.metres && signed(kilometres(delta.metres), delta.metres)],
  ];
  const terms = Object.entries(cost).filter(([term, amount]) => term !== "total" && amount).map(([term, amount]) => `${say(term)} ${money(amount)}`);
  document.getElementById("totals").replaceChildren(...figures.map(([name, value, more]) =>
    make("div", name === "cost" ? { title: terms.join("\n") } : {}, make("dt", {}, say(name), more ? make("span", { class: "more" }, ` ${more}`) : ""), make("dd", {}, value))));
};

export class Change {
  constructor(board, voice) {
    Object.assign(this, { board, voice, newest: setting.newest });
    board.addEventListener("plan", () => this.draw());
    board.addEventListener("busy", () => section.classList.add("is-busy"));
    board.addEventListener("refused", () => section.classList.remove("is-busy"));
    drawTotals(board);
    if (!hand.keep) return;
    hand.undo.addEventListener("click", () => board.undo());
    hand.redo.addEventListener("click", () => board.redo());
    hand.discard.addEventListener("click", () => board.discard());
    hand.keep.addEventListener("click", () => this.keep());
    addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
    const redoes = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (redoes) this.board.redo();
    else if (event.key === "z") this.board.undo();
    else return;
    event.preventDefault();
  }

  draw() {
    const { edit, moves, undone } = this.board;
    section.classList.remove("is-busy");
    section.hidden = !edit;
    drawTotals(this.board);
    if (hand.keep) {
      hand.undo.disabled = hand.discard.disabled = !moves.length;
      hand.redo.disabled = !undone.length;
      hand.keep.disabled = !moves.length || edit.broken.length > 0;
    }
    if (edit) section.lastElementChild.replaceChildren(...this.#told(edit));
  }

  #told({ delta, broken: breaks }) {
    const rows = Object.entries(delta.cost).filter(([term, amount]) => amount && term !== "total")
      .map(([term, amount]) => this.#row(say(term), signed(money(amount), amount)));
    if (rows.length) rows.push(this.#row(say("total"), signed(money(delta.cost.total), delta.cost.total), "sum"));
    if (delta.paid) rows.push(this.#row(say("paid"), signed(duration(delta.paid), delta.paid)));
    if (delta.metres) rows.push(this.#row(say("distance"), signed(kilometres(delta.metres), delta.metres)));
    const sum = rows.length ? make("table", { class: "delta" }, make("tbody", {}, rows)) : make("p", { class: "soft" }, say("nothing"));
    if (!breaks.length) return [sum, make("p", { class: "notice good" }, say("brokenNone"))];
    const list = make("div", { class: "notice bad" }, make("strong", {}, say("brokenNew")), make("ul", {}, broken(this.board, breaks)), make("p", {}, say("cannotKeep")));
    return [list, sum];
  }

  #row(name, value, kind = "") {
    return make("tr", { class: kind }, make("th", { scope: "row" }, name), make("td", { class: "figure" }, value));
  }

  async keep(newest = this.newest) {
    hand.keep.disabled = true;
    try {
      const kept = await this.board.keep(newest);
      location.assign(`${setting.boards}${kept.id}/board`);
    } catch (error) {
      hand.keep.disabled = false;
      this.#refused(error);
    }
  }

  #refused(error) {
    const rival = error.body?.rival;
    if (error.body?.broken) this.voice.say(say("cannotKeep"), "bad");
    else if (error.body?.under_way) this.voice.say(say("noEdit"), "warn");
    else if (rival) this.#offer(rival);
    else if (error.status === 409) this.voice.say(say("dayChanged"), "warn", [say("reload"), () => this.#carry(setting.plan)]);
    else this.voice.failed(error);
  }

  #offer(rival) {
    this.voice.say(say("rival", rival), "warn", [say("carry", rival), () => this.#carry(rival.id)],
      [say("beside"), () => this.keep(rival.version)]);
  }

  #carry(planId) {
    sessionStorage.setItem(CARRIED, JSON.stringify({ plan: planId, moves: this.board.moves }));
    location.assign(`${setting.boards}${planId}/board`);
  }

  // Moves that somebody made on another version: those that still can be made are made here.
  async takeOver() {
    const carried = JSON.parse(sessionStorage.getItem(CARRIED) ?? "null");
    if (carried?.plan !== setting.plan) return;
    sessionStorage.removeItem(CARRIED);
    const lost = [];
    for (const move of carried.moves) {
      if (!(await this.board.move(move.case_id, move.shift_id, move.position))) lost.push(move.case_id);
    }
    const count = carried.moves.length - lost.length;
    const told = lost.length ? `${say("carried", { count })} ${say("notCarried", { cases: lost.join(", ") })}` : say("carried", { count });
    this.voice.say(told, lost.length ? "warn" : "good");
  }
}
