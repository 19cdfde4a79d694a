"use strict";
// Lines as maps in a browser draw them: decoded, and the streets beneath everything, thicker as one
// comes nearer. A plain script: pages saved as files carry it inline, the board asks for it.
/* global L */
const drawnLines = (() => {
  const widths = {
    major: (zoom) => Math.min(Math.max((zoom - 10.5) * 0.95, 1.1), 8),
    minor: (zoom) => Math.min(Math.max((zoom - 12) * 0.85, 0.5), 6),
    path: (zoom) => Math.min(Math.max((zoom - 13.5) * 0.4, 0.3), 1.5),
  };

  // Lines come as polyline5: five decimals, differences, six bits a character.
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

  // One canvas for all streets of a map; the page's style says their colours.
  const layStreets = (map, streets) => {
    map.createPane("streets").style.zIndex = 250;
    const renderer = L.canvas({ pane: "streets", padding: 0.3 });
    const options = { renderer, pane: "streets", interactive: false, smoothFactor: 1.5 };
    const kinds = ["path", "minor", "major"].filter((kind) => streets[kind]);
    const laid = kinds.map((kind) => [kind, L.polyline(streets[kind].split(" ").map(decode), options).addTo(map)]);
    const paint = () => {
      const style = getComputedStyle(map.getContainer());
      for (const [kind, line] of laid) {
        line.setStyle({ color: style.getPropertyValue(`--street-${kind}`).trim(), weight: widths[kind](map.getZoom()) });
      }
    };
    paint();
    map.on("zoomend", paint);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  };

  return { decode, layStreets };
})();
