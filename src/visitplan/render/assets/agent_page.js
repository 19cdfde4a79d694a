"use strict";
// Keeps the next stop at hand, and folds names and rules again when the phone is put away.
(() => {
  const cards = [...document.querySelectorAll(".card[data-stop]")];
  const next = document.querySelector(".next");
  const memory = `visitplan:${document.title}:${cards.length}:${board.data.opening.join()}`;
  document.documentElement.classList.add("scripted");

  const remembered = () => {
    try { return new Set(JSON.parse(localStorage.getItem(memory) ?? "[]")); } catch { return new Set(); }
  };
  const remember = (done) => {
    try { localStorage.setItem(memory, JSON.stringify([...done])); } catch { /* then only until the page is closed */ }
  };
  const boxOf = (card) => card.querySelector(".done-choice input");

  const showNext = () => {
    cards.forEach((card) => card.classList.toggle("is-done", boxOf(card).checked));
    const card = cards.find((candidate) => !boxOf(candidate).checked);
    if (!next) return;
    next.hidden = !card?.querySelector(".links");
    if (next.hidden) return;
    const leaveBy = card.querySelector(".out-by strong")?.textContent;
    next.querySelector(".next-number").textContent = boxOf(card).value;
    next.querySelector(".next-time").textContent =
      card.querySelector(".arrival").textContent + (leaveBy ? `, be out by ${leaveBy}` : "");
    next.querySelector(".links").replaceWith(card.querySelector(".links").cloneNode(true));
  };

  const done = remembered();
  for (const card of cards) {
    const box = boxOf(card);
    box.checked = done.has(box.value);
    box.addEventListener("change", () => {
      if (box.checked) done.add(box.value); else done.delete(box.value);
      remember(done);
      showNext();
    });
  }
  showNext();

  for (const [key, { marker }] of board.markers) {
    const card = cards.find((candidate) => candidate.dataset.stop === key);
    marker.on("click", () => {
      cards.forEach((other) => board.light(other.dataset.stop, other === card));
      card?.scrollIntoView({ block: "center", behavior: board.quiet ? "auto" : "smooth" });
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) document.querySelectorAll(".who[open], .at-door[open]").forEach((fold) => { fold.open = false; });
  });
})();
