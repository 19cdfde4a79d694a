// Asks the house; what it refuses is an error with the answer's status and body.
import { setting } from "./words.js";

export class Refused extends Error {
  constructor(status, body) {
    super(`refused: ${status}`);
    this.status = status;
    this.body = body;
  }
}

const ask = async (path, options) => {
  const headers = { accept: "application/json", ...options.headers };
  const answer = await fetch(setting.base + path, { ...options, headers, credentials: "same-origin" });
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  const body = isJson ? await answer.json() : null;
  if (!answer.ok || body === null) throw new Refused(answer.ok ? 401 : answer.status, body);
  return body;
};

export const get = (path) => ask(path, {});
export const post = (path, body) => ask(path, {
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", "x-csrf-token": setting.csrf ?? "" },
});
