// The line that tells what just happened, and what can be done about it.
import { make, say } from "./words.js";

const line = document.getElementById("said");

export const voice = {
  say(text, kind = "", ...actions) {
    line.className = `said ${kind}`;
    line.replaceChildren(make("span", {}, text), ...actions.map(([name, act]) => make("button", { type: "button", onclick: act }, name)));
  },
  failed(error) {
    const findings = error.body?.error?.findings?.map((each) => each.problem).join(" · ");
    if (error.status === 401 || error.status === 403) this.say(say("signedOut"), "bad");
    else this.say(findings || say("failed"), "bad");
  },
};
