// The day under way: asked for again and again while somebody looks.
import { get, post } from "./asking.js";
import { broken } from "./change.js";
import { clock, make, minutes, money, say, setting } from "./words.js";

const EVERY = 15_000;
const NOTEWORTHY = 120;
const hand = document.getElementById("hand");
const today = document.getElementById("today"), notices = document.getElementById("notices");
const button = (text, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, text);

const missed = (route) => route.stops.filter((stop) => stop.misses).length;

export class Live {
  constructor(board, timeline, voice) {
    Object.assign(this, { board, timeline, voice, mode: "all" });
    this.#warn();
    board.addEventListener("insert", () => this.replan("insert-only"));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ask(); });
    setInterval(() => { if (!document.hidden) this.ask(); }, EVERY);
  }

  async ask() {
    try {
      this.show(await get("/live"));
    } catch (error) {
      if (error.status === 401) this.voice.failed(error);
    }
  }

  show(live) {
    const wasUnderWay = this.board.underWay;
    this.board.underWay = live.under_way;
    if (hand) hand.hidden = live.under_way;
    today.hidden = !live.under_way;
    for (const [shift, route] of Object.entries(live.routes)) route.says = live.under_way ? this.#short(route) : null;
    if (live.under_way && !this.board.moves.length) this.timeline.showExpected(live.routes, live.now);
    today.lastElementChild.replaceChildren(...this.#rest(live), ...this.#agents(live));
    this.#notices(live.notices);
    if (live.under_way && !wasUnderWay) { this.voice.say(say("noEdit")); this.board.tell("live"); }
    this.#newer(live);
    if (live.suggests && setting.mayEdit) this.replan("all");
    clearTimeout(this.soon);
    if (["queued", "running"].includes(live.rest?.state)) this.soon = setTimeout(() => this.ask(), 1000);
  }

  #warn() {
    const { violations, changed } = this.board.kept;
    const section = document.getElementById("warnings");
    section.hidden = !violations.length;
    section.lastElementChild.replaceChildren(make("ul", {}, broken(this.board, violations)),
      changed.length ? make("p", { class: "soft small" }, say("inputsChanged", { files: changed.join(", ") })) : "");
  }

  #newer({ newest, day_version, rest }) {
    if (newest.id !== rest?.plan?.id && newest.version > setting.newest && newest.version !== this.told) {
      this.told = newest.version;
      this.voice.say(say("newer", newest), "", [say("show"), () => location.assign(`${setting.boards}${newest.id}/board`)]);
    } else if (day_version !== this.board.dayVersion && day_version !== this.toldDay) {
      this.toldDay = day_version;
      this.voice.say(say("dayChanged"), "warn", [say("reload"), () => location.reload()]);
    }
  }

  #short(route) {
    return `${route.done}/${route.stops.length}${route.late > NOTEWORTHY ? ` · +${minutes(route.late)}` : ""}`;
  }

  // Who needs help stands first.
  #agents({ routes, under_way }) {
    const trouble = ([, route]) => missed(route) * 86_400 + Math.max(route.late, route.overdue);
    const sorted = Object.entries(under_way ? routes : {}).sort((a, b) => trouble(b) - trouble(a));
    return sorted.map(([shift, route]) => this.#agent(shift, route));
  }

  #agent(shift, route) {
    const missing = missed(route);
    const following = route.stops.find((stop) => stop.case === route.next);
    const marks = [
      missing ? make("span", { class: "mark bad" }, say("missesHours", { count: missing })) : "",
      route.late > NOTEWORTHY ? make("span", { class: "mark warn" }, say("late", { minutes: minutes(route.late) })) : "",
      route.overdue > 15 * 60 ? make("span", { class: "mark warn" }, say("overdue", { minutes: minutes(route.overdue) })) : "",
      following && !missing && route.late <= NOTEWORTHY && route.overdue <= 15 * 60 ? make("span", { class: "mark good" }, say("onTime")) : "",
    ];
    const progress = say("done", { done: route.done, all: route.stops.length });
    const then = following ? say("next", { case: following.case, time: clock(following.arrival) }) : say("allDone");
    return button([make("strong", {}, this.board.people(shift)), make("span", { class: "why" }, `${progress} · ${then}`), ...marks],
      () => this.board.choose(route.next, shift), { class: "entry" });
  }

  #rest({ rest, pays, under_way }) {
    const parts = [];
    if (pays && !["queued", "running"].includes(rest?.state) && rest?.plan?.state !== "draft") parts.push(make("p", { class: "notice warn" }, say("pays")));
    if (["queued", "running"].includes(rest?.state)) parts.push(make("p", { class: "notice" }, say("working"), rest.progress?.cost ? ` ${money(rest.progress.cost)}` : ""));
    if (rest?.state === "failed") parts.push(make("p", { class: "notice bad" }, say("noRest", { why: rest.failure ?? "" })));
    if (rest?.plan?.state === "draft") parts.push(this.#gain(rest));
    if (under_way && setting.mayEdit && setting.state === "published") parts.push(this.#asking());
    return parts;
  }

  #gain(rest) {
    const { version } = rest.plan;
    const told = rest.saves >= 0 ? say("saves", { version, money: money(rest.saves) }) : say("costsMore", { version, money: money(-rest.saves) });
    return make("div", { class: "notice good" }, make("p", {}, told, rest.more ? ` ${say("more", { count: rest.more })}` : "", rest.misses ? ` ${say("missed", { count: rest.misses })}` : ""),
      make("a", { class: "button", href: `${setting.boards}${rest.plan.id}` }, say("look")));
  }

  #asking() {
    const select = make("select", { id: "mode", onchange: (event) => { this.mode = event.target.value; } },
      ["all", "keep-agents", "insert-only"].map((mode) => make("option", { value: mode, selected: mode === this.mode }, say(mode))));
    return make("div", { class: "asking" }, make("label", { for: "mode" }, say("mode")), select, button(say("replan"), () => this.replan(this.mode)));
  }

  async replan(mode) {
    try {
      await post("/rest", { mode });
      await this.ask();
    } catch (error) {
      this.voice.failed(error);
    }
  }

  #notices(owed) {
    const open = owed.filter((each) => !each.told);
    notices.hidden = !owed.length;
    notices.querySelector(".count").textContent = String(open.length);
    if (this.telling) return;
    notices.lastElementChild.replaceChildren(...owed.map((each) => this.#notice(each)));
  }

  #notice(each) {
    const now = each.after && { agent: this.board.agentName(each.after.agent), time: clock(each.after.arrival) };
    const what = each.kind === "agent" ? say("agentNow", { ...now, before: this.board.agentName(each.before.agent) })
      : each.kind === "time" ? say("timeNow", { ...now, before: clock(each.before.arrival) })
      : each.kind === "added" ? say("addedNow", now) : say("calledOff", { before: clock(each.before.arrival) });
    const told = each.told ? make("span", { class: "mark good" }, `${say("told")} ${clock(each.told)}`)
      : setting.mayEdit ? make("div", { class: "buttons", role: "group", "aria-label": `${say("tell")}, ${each.case}` }, ["call", "sms", "letter", "email"].map((channel) => button(say(channel), () => this.#tell(each.case, channel)))) : "";
    return make("div", { class: "owed" }, make("p", {}, make("strong", {}, each.case), ` ${what}`), told);
  }

  async #tell(caseId, channel) {
    try {
      const live = await post("/told", { case_id: caseId, channel });
      this.board.dayVersion = live.day_version;
      this.show(live);
    } catch (error) {
      this.voice.failed(error);
    }
  }
}
