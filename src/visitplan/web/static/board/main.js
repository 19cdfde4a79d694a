// Puts the board together: the plan is asked for once, then each part draws its own.
import { openBoard } from "./board.js";
import { Change } from "./change.js";
import { Lists } from "./lists.js";
import { Live } from "./live.js";
import { PlanMap } from "./map.js";
import { StopCard } from "./stop_card.js";
import { Timeline } from "./timeline.js";
import { voice } from "./voice.js";
import { say, setting, speakOf } from "./words.js";

document.getElementById("version").addEventListener("change", (event) => location.assign(event.target.value));

const start = async () => {
  const board = await openBoard();
  speakOf(board.kept);
  const timeline = new Timeline(board, document.getElementById("timeline"));
  new Lists(board);
  new StopCard(board);
  const change = new Change(board, voice);
  voice.say(say(setting.mayEdit ? "ready" : "lookOnly"));
  document.body.dataset.ready = "true";
  performance.mark("board");
  document.getElementById("credit").textContent = [board.kept.travel, board.kept.credit].filter(Boolean).join(" · ");
  board.addEventListener("refused", () => voice.failed(board.refusal));
  addEventListener("keydown", (event) => { if (event.key === "Escape") board.choose(null); });
  await new Promise(requestAnimationFrame);
  new PlanMap(board, document.getElementById("map"));
  performance.mark("map");
  await change.takeOver();
  await new Live(board, timeline, voice).ask();
};

start().catch((error) => voice.say(error.body?.error?.findings?.map((each) => each.problem).join(" · ") || say("cannotOpen"), "bad"));
