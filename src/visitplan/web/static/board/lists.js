// What is on no route, always in view: visits left out, cases that may not be visited, and why.
import { make, money, say } from "./words.js";

const put = (id, count, children) => {
  const section = document.getElementById(id);
  section.querySelector(".count").textContent = String(count);
  section.lastElementChild.replaceChildren(...children);
};

const reasons = (refusals) => refusals.map((each) => make("p", {}, each.reason,
  each.from ? make("span", { class: "soft" }, ` · ${say("fromDay", { day: each.from })}`) : "",
  each.source ? make("span", { class: "soft source" }, ` ${each.source}`) : ""));

export class Lists {
  constructor(board) {
    this.board = board;
    this.draw();
    board.addEventListener("plan", () => this.draw());
  }

  draw() {
    const out = this.board.plan.unassigned;
    const known = new Set([...this.board.stops.keys(), ...out.map((each) => each.case), ...this.board.kept.ineligible.map((each) => each.case)]);
    const fresh = Object.keys(this.board.kept.cases).filter((id) => !known.has(id));
    const entries = [...out.map((each) => this.#entry(each)), ...fresh.map((id) => this.#fresh(id))];
    put("unassigned", entries.length, entries.length ? entries : [make("p", { class: "soft" }, say("allIn"))]);
    const refused = this.board.kept.ineligible;
    put("ineligible", refused.length, refused.length ? refused.map((each) => this.#refused(each)) : [make("p", { class: "soft" }, say("noneRefused"))]);
  }

  #open(caseId, ...children) {
    return make("button", { type: "button", class: "entry", "data-case": caseId, onclick: () => this.board.choose(caseId) }, children);
  }

  #entry(each) {
    return this.#open(each.case, make("strong", {}, each.case),
      make("span", { class: "soft" }, ` ${this.board.caseOf(each.case)?.where ?? ""}`),
      make("span", { class: "why" }, each.reason),
      make("span", { class: "soft" }, say("penalty", { money: money(each.penalty) })));
  }

  #fresh(caseId) {
    return this.#open(caseId, make("strong", {}, caseId), make("span", { class: "why" }, say("newCase")));
  }

  #refused(each) {
    return make("details", {}, make("summary", {}, make("strong", {}, each.case), make("span", { class: "why" }, ` ${each.refusals[0].reason}`)), reasons(each.refusals));
  }
}
