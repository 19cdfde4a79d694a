// Sentences of the page's data, filled in; days and money as the reader writes them.
const language = document.documentElement.lang;

export function lineOf(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}

export function day(text) {
  const options = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language, options).format(new Date(`${text}T12:00:00Z`));
}

export function money(minor, { currency, digits }) {
  const amount = minor / 10 ** digits;
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
}

export function clock(moment, zone) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  return new Intl.DateTimeFormat(language, options).format(new Date(moment));
}

// What was agreed, for the customer: days and amounts, and no word on what they are for.
export function agreed({ body, caseId }, data) {
  const { texts } = data;
  const lines = [];
  if (body.promise) {
    lines.push(lineOf(texts.promised, { day: day(body.promise.on) }));
    if (body.promise.amount) lines.push(lineOf(texts.amount, { amount: money(body.promise.amount, data) }));
  }
  if (body.instalments) {
    const { number, amount, first } = body.instalments;
    lines.push(lineOf(texts.proposed, { number, amount: money(amount, data), day: day(first) }));
    lines.push(texts.confirms);
  }
  if (!lines.length) return [];
  lines.push(lineOf(texts.reference, { case: caseId, date: day(data.today) }));
  if (data.telephone) lines.push(lineOf(texts.questions, { telephone: data.telephone }));
  return lines;
}
