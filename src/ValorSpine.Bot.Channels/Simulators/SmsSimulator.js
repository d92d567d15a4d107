// Shows one simulated phone: asks for its texts, and posts what is written there as Twilio would.
const log = document.getElementById("log");
const number = document.getElementById("number");
const body = document.getElementById("body");
const problem = document.getElementById("problem");
let watch = null;
let clinicTexts = 0;
let clinicSegments = 0;

const names = { phone: "You", clinic: "From the clinic", carrier: "From the carrier, not from us" };

function show(text) {
  const item = document.createElement("li");
  item.className = `${text.from}-text`;
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  text.segments.forEach((segment, index) => {
    if (index > 0) {
      const cut = document.createElement("span");
      cut.className = "cut";
      cut.setAttribute("aria-hidden", "true");
      bubble.append(cut);
    }
    bubble.append(segment);
  });
  const how = document.createElement("div");
  how.className = text.isGsm7 ? "how" : "how wide";
  const segments = `${text.segments.length} ${text.segments.length === 1 ? "segment" : "segments"}`;
  how.textContent = `${names[text.from]} · ${text.isGsm7 ? "GSM-7" : "UCS-2"} · ${segments} · ${text.units} ${text.isGsm7 ? "septets" : "units"}`;
  item.append(bubble, how);
  log.append(item);
  log.scrollTop = log.scrollHeight;
  if (text.from === "clinic") {
    clinicTexts += 1;
    clinicSegments += text.segments.length;
  }
  document.getElementById("texts").textContent = clinicTexts;
  document.getElementById("segments").textContent = clinicSegments;
}

function fail(words) {
  problem.textContent = words;
  problem.hidden = words === "";
}

async function watchPhone(owner, stop) {
  let seen = 0;
  while (!stop.signal.aborted) {
    try {
      const response = await fetch(`/simulate/sms/texts?number=${encodeURIComponent(owner)}&from=${seen}`, { signal: stop.signal });
      if (!response.ok)
        throw new Error(String(response.status));
      const texts = await response.json();
      seen += texts.length;
      texts.forEach(show);
      fail("");
    } catch {
      if (stop.signal.aborted)
        return;
      fail("The service does not answer. This is tried again.");
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
  }
}

function take(owner) {
  watch?.abort();
  watch = new AbortController();
  log.replaceChildren();
  clinicTexts = 0;
  clinicSegments = 0;
  watchPhone(owner, watch);
}

async function send(pictures) {
  const text = body.value.trim();
  if (text === "" && pictures === 0)
    return;
  body.value = "";
  const written = await fetch("/simulate/sms/write", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ number: number.value, body: text, pictures }),
  });
  if (!written.ok) {
    fail("The number must look like +13125550137.");
    return;
  }
  const { form, signature } = await written.json();
  const answer = await fetch("/sms/twilio", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature },
    body: form,
  });
  fail(answer.ok ? "" : `/sms/twilio answered ${answer.status}. The service's log says why.`);
}

document.getElementById("owner").addEventListener("submit", event => {
  event.preventDefault();
  take(number.value);
});
document.getElementById("write").addEventListener("submit", event => {
  event.preventDefault();
  send(0);
});
document.getElementById("picture").addEventListener("click", () => send(1));
body.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(0);
  }
});
take(number.value);
