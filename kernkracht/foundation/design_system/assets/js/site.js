// Everything works without this file; it only makes things kinder.
import "htmx.org";
import "./focus.js";
import "./counters.js";
import "./disclosure.js";
import "./leaving.js";
import "./sending.js";
import "./live-outcome.js";

document.documentElement.classList.add("kk-js");
