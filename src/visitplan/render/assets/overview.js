"use strict";
// Ties the map, the lists and the timeline: one key per stop, lit everywhere at once.
(() => {
  const { data, map, markers, layers, fit, light, quiet } = board;
  const entryOf = (key) => document.querySelector(`li[data-stop="${key}"]`);
  let chosen = null;

  const popupFor = (key) => {
    const entry = entryOf(key);
    if (!entry) return null;
    const popup = document.createElement("div");
    const eyebrow = document.createElement("p");
    const route = entry.closest("details")?.querySelector(".layer-name");
    eyebrow.className = "eyebrow";
    eyebrow.textContent = [markers.get(key).marker.options.title, route?.textContent].filter(Boolean).join(" · ");
    popup.append(eyebrow, entry.querySelector(".facts").cloneNode(true));
    return popup;
  };

  const choose = (key) => {
    if (chosen) light(chosen, false);
    chosen = key;
    bringOut(null);
    if (!key) return;
    const entry = entryOf(key);
    const route = entry?.closest("details");
    if (route) route.open = true;
    entry?.scrollIntoView({ block: "nearest", behavior: quiet ? "auto" : "smooth" });
    const pinned = markers.get(key);
    if (pinned) {
      if (!map.hasLayer(pinned.group)) map.addLayer(pinned.group);
      pinned.marker.openPopup();
    }
    light(key, true);
    bringOut(null);
  };

  for (const [key, { marker }] of markers) {
    if (!popupFor(key)) continue;
    marker.bindPopup(() => popupFor(key), { maxWidth: 280 });
    marker.on("popupopen", () => { if (chosen !== key) choose(key); });
    marker.on("popupclose", () => { if (chosen === key) choose(null); });
  }

  const keyOf = (event) => event.target.closest?.("[data-stop]")?.dataset.stop;
  document.addEventListener("click", (event) => {
    const route = event.target.closest("[data-route]")?.dataset.route;
    if (route) showRoute(route);
    else if (keyOf(event) && !event.target.closest(".pin")) choose(keyOf(event));
  });
  document.addEventListener("pointerover", (event) => { if (keyOf(event)) light(keyOf(event), true); });
  document.addEventListener("pointerout", (event) => {
    if (keyOf(event) && keyOf(event) !== chosen) light(keyOf(event), false);
  });

  // In a lane the arrow keys walk from stop to stop; Tab walks from lane to lane.
  const stays = [...document.querySelectorAll(".stay[data-stop]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { map.closePopup(); choose(null); return; }
    const stay = event.target.closest?.(".stay");
    if (!stay) return;
    if (event.key === "Enter" || event.key === " ") choose(stay.dataset.stop);
    else if (step[event.key]) walk(stay, step[event.key]);
    else return;
    event.preventDefault();
  });
  const walk = (stay, by) => {
    const lane = stays.filter((other) => other.parentNode === stay.parentNode);
    const next = lane[lane.indexOf(stay) + by];
    if (!next) return;
    stay.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  };

  const showRoute = (name) => {
    const route = document.querySelector(`details[data-layer="${name}"]`);
    const group = layers.get(name);
    if (!route || !group) return;
    route.open = true;
    route.scrollIntoView({ block: "nearest", behavior: quiet ? "auto" : "smooth" });
    if (!map.hasLayer(group)) map.addLayer(group);
    fit(group.getBounds());
    bringOut(name);
  };

  // One route steps forward, the others fade; without a name, that of the chosen stop.
  const bringOut = (name) => {
    const out = name ?? (chosen && entryOf(chosen)?.closest("[data-layer]")?.dataset.layer);
    for (const drawn of map.getContainer().querySelectorAll(".way, .way-under, .pin")) {
      const forward = drawn.classList.contains(`of-${out}`);
      drawn.classList.toggle("is-faint", Boolean(out) && !forward);
      if (forward && !drawn.classList.contains("pin")) drawn.parentNode.append(drawn);
    }
  };
  for (const route of document.querySelectorAll(".route > summary, button.name")) {
    const name = route.dataset.route ?? route.parentNode.dataset.layer;
    route.addEventListener("pointerenter", () => bringOut(name));
    route.addEventListener("focus", () => bringOut(name));
    route.addEventListener("pointerleave", () => bringOut(null));
    route.addEventListener("blur", () => bringOut(null));
  }

  // The layer control takes HTML, so each label is built as elements and only then written out.
  const control = L.control.layers(null, null, { collapsed: true });
  for (const { name } of data.layers) {
    const source = document.querySelector(`[data-layer="${name}"]`);
    const choice = document.createElement("span");
    const label = document.createElement("span");
    const swatch = source.querySelector(".swatch");
    choice.className = `choice ${[...source.classList].filter((part) => part.startsWith("hue-")).join(" ")}`;
    label.textContent = source.querySelector(".layer-name").textContent;
    choice.append(...(swatch ? [swatch.cloneNode(true)] : []), label);
    control.addOverlay(layers.get(name), choice.outerHTML);
  }
  control.addTo(map);
})();
