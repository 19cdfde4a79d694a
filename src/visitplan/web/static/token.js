// A one-time token comes behind the #, which no server and no log ever sees. It is moved into the
// form, and out of the address bar and the history.
"use strict";
const field = document.querySelector("input[data-from-fragment]");
const token = location.hash.replace(/^#t=/, "");
if (field && token) {
  field.value = token;
  history.replaceState(null, "", location.pathname + location.search);
}
const missing = document.querySelector("[data-without-token]");
if (missing && field && field.value) missing.hidden = true;
