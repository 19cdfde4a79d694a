// Words, moments, money: as the reader's language and the plan's zone and currency have them.
const island = (id) => JSON.parse(document.getElementById(id).textContent);
export const setting = island("setting");
const sentences = island("words");
let plan = { zone: "UTC", currency: "EUR", digits: 2 };
let clockFormat, moneyFormat;

export const speakOf = (data) => {
  plan = data;
  const zone = { timeZone: plan.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  clockFormat = new Intl.DateTimeFormat("en-GB", zone);
  const money = { style: "currency", currency: plan.currency, minimumFractionDigits: plan.digits, maximumFractionDigits: plan.digits };
  moneyFormat = new Intl.NumberFormat(setting.language, money);
};

export const say = (name, values = {}) =>
  (sentences[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
export const clock = (second) => clockFormat.format(second * 1000);
export const money = (minor) => moneyFormat.format(minor / 10 ** plan.digits);
export const signed = (text, value) => (value > 0 ? `+${text}` : text);
export const minutes = (seconds) => `${Math.round(seconds / 60)}\u00a0${say("min")}`;
export const duration = (seconds) => {
  const whole = Math.round(Math.abs(seconds) / 60), sign = seconds < 0 ? "−" : "";
  return whole < 60 ? `${sign}${whole}\u00a0${say("min")}`
    : `${sign}${Math.floor(whole / 60)}\u00a0${say("hours")} ${String(whole % 60).padStart(2, "0")}\u00a0${say("min")}`;
};
export const kilometres = (metres) => `${(metres / 1000).toFixed(1)}\u00a0km`;

// An element with attributes, and children that are text or elements: never HTML.
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== ""));
  return element;
};
