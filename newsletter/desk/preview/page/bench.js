"use strict";

const WORDS = {
  zh: {
    tabs: { pages: "版面", mail: "邮件", text: "纯文本", feeds: "订阅源", web: "网页" },
    findings: "问题", none: "没有问题", slots: "版位", frames: "框线", fit: "适宽",
    page: (n, name) => `第 ${n} 版 ${name}`, fill: (f) => `填满 ${f}`,
    good: (s) => `已更新 · ${s} 秒`, bad: (n) => `${n} 个问题，版面停在上一次`,
    first: "还没有能看的版面", away: "与 newsletter preview 的连接断了，正在重连…",
    stopped: "出不了版：下面显示的是上一次的版面", filler: "公益广告",
    part: (n) => ` 续${n - 1}`, lines: "行", cure: "提示：", sketch: "草样", painted: "清样",
    phone: "手机", desktop: "电脑", light: "浅色", dark: "深色", choose: "订阅源",
    row: ["稿件", "位", "版", "栏×行", "字", "满", "±行", "转"],
    slot: { lead: "头条", second: "二条", photo: "图片", brief: "简讯", normal: "普通" },
  },
  en: {
    tabs: { pages: "Pages", mail: "E-mail", text: "Text part", feeds: "Feeds", web: "Web" },
    findings: "Problems", none: "no problems", slots: "Slots", frames: "Frames", fit: "Fit",
    page: (n, name) => `Page ${n} ${name}`, fill: (f) => `${f} full`,
    good: (s) => `up to date · ${s} s`, bad: (n) => `${n} problem${n === 1 ? "" : "s"}; pages as they last were`,
    first: "nothing to show yet", away: "newsletter preview is not answering; trying again…",
    stopped: "No new pages: these are the last good ones", filler: "notice",
    part: (n) => ` cont. ${n - 1}`, lines: "lines", cure: "hint: ", sketch: "sketch", painted: "as printed",
    phone: "phone", desktop: "desktop", light: "light", dark: "dark", choose: "feed",
    row: ["article", "slot", "p.", "col×lines", "chars", "full", "±", "jumps"],
    slot: { lead: "lead", second: "second", photo: "photo", brief: "brief", normal: "normal" },
  },
};
const LETTERS = [[390, "phone", "light"], [390, "phone", "dark"], [760, "desktop", "light"], [760, "desktop", "dark"]];
const PX_PER_MM = 96 / 25.4;
const ZOOMS = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2, 3];

const $ = (id) => document.getElementById(id);
let state = null, tab = "pages", zoom = 0, seen = {};

function el(tag, props = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...inside);
  return made;
}
const words = () => WORDS[state?.language] ?? WORDS.zh;

// One scale for all pages: as wide as the stage unless the reader chose another.
function scale() {
  if (zoom) return zoom;
  const widest = Math.max(...state.pages.map((p) => p.sheet.width), 1) * PX_PER_MM;
  const room = $("stage").clientWidth - 44, two = (room - 22) / 2;
  return Math.min(1.5, Math.max(0.2, (state.pages.length > 1 && two / widest > 0.45 ? two : room) / widest));
}

function showPages() {
  const stage = $("pages");
  while (stage.children.length > state.pages.length) stage.lastChild.remove();
  state.pages.forEach((page, n) => {
    const figure = stage.children[n] ?? stage.appendChild(newPage());
    showPage(figure, page);
  });
}

function newPage() {
  return el("figure", { className: "page" },
    el("figcaption", {}, el("b"), el("span", { className: "fill" }), el("span", { className: "form" })),
    el("div", { className: "sheet" }, el("div", { className: "marks" })));
}

function showPage(figure, page) {
  const w = words(), by = scale(), sheet = figure.querySelector(".sheet");
  const [width, height] = [page.sheet.width * PX_PER_MM, page.sheet.height * PX_PER_MM];
  figure.querySelector("b").textContent = w.page(page.number, page.name);
  const fill = figure.querySelector(".fill");
  fill.textContent = w.fill(`${(page.fill * 100).toFixed(1)}%`);
  fill.classList.toggle("thin", page.fill < 0.95);
  figure.querySelector(".form").textContent = page.painted ? w.painted : w.sketch;
  figure.dataset.key = page.key;
  sheet.style.width = `${width * by}px`;
  sheet.style.height = `${height * by}px`;
  showSketch(sheet, page, width, height, by);
  showPainted(sheet, page, Math.round(width * by * (window.devicePixelRatio || 1)));
  showMarks(sheet.querySelector(".marks"), page);
}

// The old sketch stays until the new one has loaded: no white flash.
function showSketch(sheet, page, width, height, by) {
  for (const one of sheet.querySelectorAll("iframe")) one.style.transform = `scale(${by})`;
  if (sheet.dataset.sketch === page.key) return;
  sheet.dataset.sketch = page.key;
  const next = el("iframe", { src: `page/${page.key}.html`, title: words().page(page.number, page.name), tabIndex: -1 });
  next.setAttribute("sandbox", "allow-same-origin");
  Object.assign(next.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${by})`, visibility: "hidden" });
  next.addEventListener("load", () => {
    if (sheet.dataset.sketch !== page.key) return next.remove();
    next.style.visibility = "";
    for (const old of sheet.querySelectorAll("iframe")) if (old !== next) old.remove();
    const painted = sheet.querySelector("img");
    if (painted && painted.dataset.key !== page.key) painted.remove();
    sheet.dataset.shown = page.key;
  });
  sheet.prepend(next);
}

function showPainted(sheet, page, pixels) {
  const wanted = page.painted ? `page/${page.key}.png?width=${Math.min(4200, Math.ceil(pixels / 200) * 200)}` : "";
  if (!wanted || sheet.dataset.painted === wanted) return;
  sheet.dataset.painted = wanted;
  const next = el("img", { src: wanted, alt: words().page(page.number, page.name) });
  next.dataset.key = page.key;
  next.decode().then(() => {
    if (sheet.dataset.sketch !== page.key) return;
    sheet.querySelector("img")?.remove();
    sheet.insertBefore(next, sheet.querySelector(".marks"));
  }, () => { sheet.dataset.painted = ""; });
}

function showMarks(marks, page) {
  const across = (mm) => `${(100 * mm) / page.sheet.width}%`, down = (mm) => `${(100 * mm) / page.sheet.height}%`;
  const at = (node, box) => {
    Object.assign(node.style, { left: across(box.x), top: down(box.y), width: across(box.width), height: down(box.height) });
    return node;
  };
  marks.replaceChildren(
    ...page.holes.map((box) => at(el("div", { className: "hole" }), box)),
    ...page.frames.map((frame) => {
      const slot = state.slots.find((s) => s.article === frame.article && s.page === page.number && s.part === frame.part);
      return at(el("button", {
        className: frame.article ? "frame" : "frame filler", type: "button", title: slot?.title ?? words().filler,
        onclick: () => state.links[frame.article] && (location.href = state.links[frame.article]),
      }, el("span", { textContent: label(frame, slot) })), frame.box);
    }));
}

function label(frame, slot) {
  const w = words();
  if (!frame.article) return w.filler;
  const part = frame.part > 1 ? w.part(frame.part) : "";
  return `${slot ? w.slot[slot.slot] + " " : ""}${frame.article}${part} · ${frame.columns}×${frame.lines}`;
}

function showSlots() {
  const w = words();
  const head = el("tr", {}, ...w.row.map((name, n) => el("th", { textContent: name, className: n > 1 ? "n" : "" })));
  const rows = state.slots.map((s) => {
    const title = el("td", { className: "title", title: `${s.title}\n${s.file}`, textContent: s.title + (s.part > 1 ? w.part(s.part) : "") });
    const cells = [s.page, `${s.columns}×${s.height}`, s.characters, `${Math.round(s.fill * 100)}%`, s.over > 0 ? `+${s.over}` : s.over, s.left];
    return el("tr", {}, title, el("td", { textContent: w.slot[s.slot] }),
      ...cells.map((value, n) => el("td", { className: "n", textContent: value })));
  });
  $("slots").replaceChildren(head, ...rows);
}

function finding(one) {
  const w = words(), item = el("li", { className: `finding ${one.severity}` });
  item.append(el("div", { className: "head", textContent: [one.code, one.what].filter(Boolean).join(" ") }));
  if (one.source) item.append(el("code", { textContent: one.source.trim() }));
  if (one.cure) item.append(el("div", { className: "cure", textContent: w.cure + one.cure }));
  if (one.place) item.append(one.link ? el("a", { className: "place", href: one.link, textContent: one.place }) : el("span", { className: "place", textContent: one.place }));
  return item;
}

function showFindings() {
  const w = words(), rank = { error: 0, warning: 1, hint: 2 };
  const sorted = [...state.findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
  $("findings-title").textContent = `${w.findings} ${sorted.length || ""}`;
  $("findings").replaceChildren(...(sorted.length ? sorted.map(finding) : [el("li", { className: "empty", textContent: w.none })]));
  $("stage").classList.toggle("bad", !state.is_good);
  $("veil").hidden = state.is_good;
  const errors = sorted.filter((one) => one.severity === "error");
  $("veil").replaceChildren(el("h3", { textContent: state.pages.length ? w.stopped : w.first }),
    el("ol", {}, ...errors.slice(0, 8).map(finding)));
}

function showStatus() {
  const w = words();
  $("status").className = state.is_good ? "" : "bad";
  $("status").textContent = state.is_good ? w.good(state.seconds.toFixed(2)) : w.bad(state.findings.length);
}

function showTools() {
  const w = words();
  $("tabs").replaceChildren(...Object.entries(w.tabs).map(([name, text]) => {
    const button = el("button", { type: "button", textContent: text, onclick: () => { tab = name; show(); } });
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", String(name === tab));
    button.dataset.tab = name;
    return button;
  }));
  const frames = el("button", { id: "frames", type: "button", textContent: w.frames, onclick: () => { $("pages").classList.toggle("frames"); show(); } });
  frames.setAttribute("aria-pressed", String($("pages").classList.contains("frames")));
  const step = (by) => () => {
    const now = scale(), next = by > 0 ? ZOOMS.find((z) => z > now + 0.01) : ZOOMS.findLast((z) => z < now - 0.01);
    zoom = next ?? now;
    show();
  };
  const percent = state.pages.length ? ` ${Math.round(scale() * 100)}% ` : "";
  $("tools").replaceChildren(...(tab === "pages" ? [
    el("button", { type: "button", textContent: "−", onclick: step(-1), ariaLabel: "zoom out" }), percent,
    el("button", { type: "button", textContent: "+", onclick: step(1), ariaLabel: "zoom in" }),
    el("button", { type: "button", textContent: w.fit, onclick: () => { zoom = 0; show(); } }), frames] : []));
}

// Screens are loaded when their tab is open, and anew when they look different.
function showScreens() {
  const wanted = `${state.looks} ${state.language}`;
  if (!state.feeds.length || seen[tab] === wanted) return;
  seen[tab] = wanted;
  ({ mail: showMail, text: showText, feeds: showFeeds, web: showWeb })[tab]?.();
}

function showMail() {
  const w = words(), [old, box] = [$("mail").firstChild, el("div", { className: "letters" })];
  box.append(...LETTERS.map(([width, device, scheme]) => {
    const frame = el("iframe", { src: `mail/html?scheme=${scheme}`, width, height: 760, title: `${w[device]} ${w[scheme]}` });
    frame.setAttribute("sandbox", "allow-same-origin");
    return el("figure", { className: "letter" }, el("figcaption", { textContent: `${w[device]} · ${w[scheme]} · ${width} px` }), frame);
  }));
  old ? old.replaceWith(box) : $("mail").append(box);
}

async function showText() {
  const answer = await fetch("mail/text");
  $("text").firstElementChild.textContent = answer.ok ? await answer.text() : "";
}

async function showFeeds() {
  const chosen = $("feeds").querySelector("select")?.value ?? "feed.json";
  const path = state.feeds.includes(chosen) ? chosen : state.feeds[0];
  const answer = await fetch(`site/${path}`);
  if (!answer.ok) return;
  const feed = await answer.json();
  const choice = el("select", { onchange: () => showFeeds(), ariaLabel: words().choose }, ...state.feeds.map((one) => el("option", { value: one, textContent: one, selected: one === path })));
  $("feeds").replaceChildren(choice, el("h2", { textContent: feed.title }), ...feed.items.slice(0, 40).map(feedItem));
}

function feedItem(item) {
  const by = (item.authors ?? []).map((a) => a.name).join("、");
  const meta = [item.date_published?.slice(0, 16).replace("T", " "), by, ...(item.tags ?? [])].filter(Boolean).join(" · ");
  const card = el("article", { className: "item" }, el("h3", { textContent: item.title }), el("div", { className: "meta", textContent: meta }));
  const home = state.pages.length ? item.url?.split("/").slice(0, 3).join("/") + "/" : "";
  if (item.content_html) {
    const html = home ? item.content_html.replaceAll(home, "/site/") : item.content_html;
    const frame = el("iframe", { srcdoc: `<style>body{font:15px/1.7 system-ui;margin:8px 0}img{max-width:100%}</style>${html}`, title: item.title });
    frame.setAttribute("sandbox", "allow-same-origin");
    card.append(frame);
  }
  return card;
}

function showWeb() {
  const old = $("web").querySelector("iframe");
  if (old) return old.contentWindow.location.reload();
  const frame = el("iframe", { src: `site/${state.day}/`, title: words().tabs.web });
  frame.setAttribute("sandbox", "allow-same-origin");
  $("web").append(frame);
}

function show() {
  if (!state) return;
  const w = words();
  document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
  document.title = `${state.is_good ? "" : "⚠ "}${state.paper} ${state.day}`;
  $("paper").textContent = state.paper;
  $("day").textContent = state.day;
  $("slots-title").textContent = w.slots;
  for (const name of Object.keys(w.tabs)) $(name).hidden = name !== tab;
  showTools(); showStatus(); showFindings(); showSlots(); showPages(); showScreens();
  document.body.dataset.revision = state.revision;
}

function listen() {
  const events = new EventSource("events");
  events.onmessage = (event) => { state = JSON.parse(event.data); show(); };
  events.onerror = () => { $("status").className = "away"; $("status").textContent = words().away; };
  events.onopen = () => state && showStatus();
}

addEventListener("resize", () => state && tab === "pages" && show());
listen();
