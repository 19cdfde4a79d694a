"use strict";
// Draws what the data island holds into the layers that Folium made. Words come from the page's
// own elements, as text; the island holds only numbers and names of our own making.
const board = (() => {
  const data = JSON.parse(document.getElementById("plan-data").textContent);
  const map = window[data.map];
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const markers = new Map();
  const layers = new Map();

  const decode = (text) => {
    const points = [];
    let at = 0, lat = 0, lon = 0;
    const next = () => {
      let bits = 0, shift = 0, part;
      do {
        part = text.charCodeAt(at++) - 63;
        bits |= (part & 31) << shift;
        shift += 5;
      } while (part >= 32);
      return bits & 1 ? ~(bits >> 1) : bits >> 1;
    };
    while (at < text.length) points.push([(lat += next()) / 1e5, (lon += next()) / 1e5]);
    return points;
  };

  // Streets: one canvas beneath everything, thicker as one comes nearer.
  const streets = [];
  const widths = {
    major: (zoom) => Math.min(Math.max((zoom - 10.5) * 0.95, 1.1), 8),
    minor: (zoom) => Math.min(Math.max((zoom - 12) * 0.85, 0.5), 6),
    path: (zoom) => Math.min(Math.max((zoom - 13.5) * 0.4, 0.3), 1.5),
  };
  const paintStreets = () => {
    const style = getComputedStyle(map.getContainer());
    for (const { kind, line } of streets) {
      line.setStyle({ color: style.getPropertyValue(`--street-${kind}`).trim(), weight: widths[kind](map.getZoom()) });
    }
  };
  const layStreets = () => {
    map.createPane("streets").style.zIndex = 250;
    const renderer = L.canvas({ pane: "streets", padding: 0.3 });
    for (const kind of ["path", "minor", "major"]) {
      if (!data.streets[kind]) continue;
      const lines = data.streets[kind].split(" ").map(decode);
      const line = L.polyline(lines, { renderer, pane: "streets", interactive: false, smoothFactor: 1.5 });
      streets.push({ kind, line: line.addTo(map) });
    }
    paintStreets();
    map.on("zoomend", () => { paintStreets(); sizeMarks(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintStreets);
  };

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
      const points = decode(layer.way);
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
  layStreets();
  data.layers.forEach(addLayer);
  sizeMarks();
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return { data, map, markers, layers, fit, light, quiet };
})();
