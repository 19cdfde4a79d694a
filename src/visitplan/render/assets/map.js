"use strict";
// Draws what the data island holds into the layers that Folium made. Words come from the page's
// own elements, as text; the island holds only numbers and names of our own making.
const board = (() => {
  const data = JSON.parse(document.getElementById("plan-data").textContent);
  const map = window[data.map];
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const markers = new Map();
  const layers = new Map();

  // Seen from afar, marks shrink so that they do not hide each other.
  const sizeMarks = () => {
    const zoom = map.getZoom();
    map.getContainer().parentNode.dataset.scale = zoom < 14 ? "small" : zoom < 15 ? "middle" : "full";
  };

  // Several marks at one point stand side by side.
  const crowd = new Map();
  const aside = (at) => {
    const spot = at.map((degrees) => degrees.toFixed(5)).join();
    crowd.set(spot, (crowd.get(spot) ?? -1) + 1);
    return crowd.get(spot);
  };

  const addMark = (mark, layer, group) => {
    const face = document.createElement("span");
    face.className = "face";
    face.textContent = mark.text;
    const size = mark.kind === "stop" ? 26 : 24;
    const terminal = ["home", "start", "end"].includes(mark.kind);
    const shift = terminal ? 0 : 14 * aside(mark.at);
    const className = `pin pin-${mark.kind} of-${layer.name}` + (layer.hue ? ` hue-${layer.hue}` : "");
    const icon = L.divIcon({ html: face, className, iconSize: [size, size], iconAnchor: [size / 2 - shift, size / 2] });
    const marker = L.marker(mark.at, { icon, title: mark.label, riseOnHover: true, zIndexOffset: terminal ? -500 : 0 });
    marker.on("add", () => {
      marker.getElement().dataset.stop = mark.key;
      marker.getElement().setAttribute("aria-label", mark.label);
    });
    markers.set(mark.key, { marker, group });
    marker.addTo(group);
  };

  const addLayer = (layer) => {
    const group = window[layer.variable];
    if (layer.way) {
      const points = drawnLines.decode(layer.way);
      L.polyline(points, { className: `way-under of-${layer.name}`, weight: 7, interactive: false }).addTo(group);
      L.polyline(points, {
        className: `way hue-${layer.hue} of-${layer.name}`, weight: 4, dashArray: layer.dash || null, interactive: false,
      }).addTo(group);
    }
    layer.marks.forEach((mark) => addMark(mark, layer, group));
    layers.set(layer.name, group);
  };

  const fit = (bounds) => map.fitBounds(bounds, { padding: [28, 28], maxZoom: 16, animate: !quiet });

  const light = (key, on) => {
    for (const element of document.querySelectorAll(`[data-stop="${key}"]`)) element.classList.toggle("is-lit", on);
  };

  map.fitBounds(data.opening, { padding: [28, 28], maxZoom: 16, animate: false });
  drawnLines.layStreets(map, data.streets);
  map.on("zoomend", sizeMarks);
  data.layers.forEach(addLayer);
  sizeMarks();
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return { data, map, markers, layers, fit, light, quiet };
})();
