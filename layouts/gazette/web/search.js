// Search of the paper, in the reader's browser, without a server.
//
// Finds every article that contains all words of the query, and no other: the index
// leads to candidates, and each is compared with its own text before it is shown.
// newsletter/web/grams.py and search.py write what this reads; keep them alike.
"use strict";

const paperSearch = (() => {
  const MARKS =
    "\\u0000-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u2000-\\u206f" +
    "\\u2190-\\u2bff\\u3000-\\u3004\\u3008-\\u3020\\u3030\\ufe10-\\ufe6f";
  const LETTER = new RegExp(`^[^${MARKS}]$`, "u");
  const LATIN = /^[a-z0-9]{3}$/;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const MOST_KEYS = 4;
  const PAGE = 10;
  const DAY = 86400000;

  const root = new URL("../", document.currentScript.src);
  const promised = new Map();
  const takers = new Map();

  function take(name, data) {
    takers.get(name)?.(data);
    takers.delete(name);
  }

  // Scripts load from a disk as well as from a host; fetch() does not.
  function load(path, name, version = "") {
    if (!promised.has(name)) {
      promised.set(name, new Promise((resolve) => {
        const script = document.createElement("script");
        takers.set(name, resolve);
        script.src = new URL(path + (version && `?${version}`), root).href;
        script.onload = () => script.remove();
        script.onerror = () => {
          script.remove();
          promised.delete(name);
          resolve(null);
        };
        document.head.append(script);
      }));
    }
    return promised.get(name);
  }

  const normal = (text) => text.normalize("NFKC").toLowerCase();

  const termsOf = (query) => normal(query).split(/\s+/u).filter(Boolean);

  // Some keys of a term, as far apart as they can be: any choice loses no article.
  function keysOf(term) {
    const characters = Array.from(term);
    const keys = [];
    let next = 0;
    characters.forEach((character, place) => {
      const three = characters.slice(place, place + 3).join("");
      const pair = characters.slice(place, place + 2);
      const isLast = place === characters.length - 2;
      if (place < next && !isLast) return;
      if (LATIN.test(three)) {
        keys.push(three);
        next = place + 3;
      } else if (pair.length === 2 && pair.every((one) => LETTER.test(one))) {
        keys.push(pair.join(""));
        next = place + 2;
      }
    });
    return keys.length ? spread([...new Set(keys)]) : characters.slice(0, 1);
  }

  function spread(keys) {
    if (keys.length <= MOST_KEYS) return keys;
    const step = (keys.length - 1) / (MOST_KEYS - 1);
    return Array.from({ length: MOST_KEYS }, (_, place) => keys[Math.round(place * step)]);
  }

  function shardOf(key, shards) {
    let number = 0;
    for (const character of key) {
      number = (number * 31 + character.codePointAt(0)) % 65521;
    }
    return number % shards;
  }

  function numbersOf(written) {
    const numbers = [];
    let number = 0, value = 0, scale = 1;
    for (const character of written) {
      const digit = DIGITS.indexOf(character);
      value += (digit % 32) * scale;
      scale *= 32;
      if (digit < 32) {
        number += value;
        numbers.push(number);
        value = 0;
        scale = 1;
      }
    }
    return numbers;
  }

  async function lookUp(segment, key) {
    const name = `${segment.name}/${shardOf(key, segment.shards).toString(16)}`;
    const shard = await load(`search/${name}.js`, name, segment.version);
    if (shard === null) throw new Error(name);
    const words = shard.split(" ");
    for (let place = 0; place < words.length; place += 2) {
      if (words[place] === key) return numbersOf(words[place + 1]);
    }
    return [];
  }

  // Articles of a segment that hold all keys, the newest first.
  async function candidates(segment, keys) {
    const lists = await Promise.all(keys.map((key) => lookUp(segment, key)));
    lists.sort((one, other) => one.length - other.length);
    const sets = lists.slice(1).map((list) => new Set(list));
    const numbers = lists[0].filter((number) => sets.every((set) => set.has(number)));
    // Issues from the newest back, but the articles of each in the paper's order.
    const issue = (number) => Math.floor(number / segment.stride);
    return numbers.sort((a, b) => issue(b) - issue(a) || a - b);
  }

  function textOf(segment, number) {
    const place = Math.floor(number / segment.stride);
    const days = segment.gaps.slice(0, place).reduce((sum, gap) => sum + gap, 0);
    const day = new Date(Date.parse(segment.first) + days * DAY).toISOString().slice(0, 10);
    const name = `${day}/text-${number % segment.stride}`;
    return load(`${name}.js`, name, segment.version);
  }

  // Every article that contains all words of a query, the newest first.
  async function* matches(query) {
    const terms = termsOf(query);
    if (!terms.length) return;
    const keys = spread([...new Set(terms.flatMap(keysOf))]);
    const segments = await load("search/segments.js", "segments");
    if (segments === null) throw new Error("segments");
    for (const segment of segments) {
      const numbers = await candidates(segment, keys);
      for (let start = 0; start < numbers.length; start += PAGE) {
        const some = numbers.slice(start, start + PAGE);
        const texts = await Promise.all(some.map((one) => textOf(segment, one)));
        for (const text of texts) {
          if (text === null) throw new Error(segment.name);
          const words = normal(text.lines.join("\n"));
          if (terms.every((term) => words.includes(term))) yield text;
        }
      }
    }
  }

  // The line of a text that shows most of the terms, with the terms marked.
  function excerpt(text, terms) {
    const shown = (line) => terms.filter((term) => normal(line).includes(term)).length;
    const best = Math.max(...text.lines.slice(1).map(shown), 0);
    const line = best ? text.lines.slice(1).find((one) => shown(one) === best) : "";
    const paragraph = document.createElement("p");
    paragraph.className = "summary";
    paragraph.append(...marked(line, terms));
    return paragraph;
  }

  function marked(line, terms) {
    const words = normal(line);
    // A normal form of another length says nothing about places in the line.
    const found = words.length === line.length
      ? terms.map((term) => [words.indexOf(term), term.length]).filter(([at]) => at >= 0)
      : [];
    if (!found.length) return [line.slice(0, 120)];
    const [at, length] = found.sort((one, other) => one[0] - other[0])[0];
    const start = Math.max(at - 40, 0);
    const mark = document.createElement("mark");
    mark.textContent = line.slice(at, at + length);
    return [
      (start ? "…" : "") + line.slice(start, at),
      mark,
      line.slice(at + length, at + length + 80) +
        (line.length > at + length + 80 ? "…" : ""),
    ];
  }

  function item(text, terms) {
    const entry = document.createElement("li");
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    const facts = document.createElement("p");
    link.href = new URL(text.href.split("/").map(encodeURIComponent).join("/"), root).href;
    link.textContent = text.lines[0] ?? text.href;
    facts.className = "where";
    facts.textContent = text.facts.join(" · ");
    heading.append(link);
    entry.append(heading, facts, excerpt(text, terms));
    return entry;
  }

  function start(form) {
    const field = form.elements.q;
    const list = document.getElementById("found");
    const status = document.getElementById("status");
    const more = document.getElementById("more");
    const words = form.dataset;
    let run = null;
    let total = 0;

    function say(isDone) {
      more.hidden = isDone;
      status.textContent = total
        ? (isDone ? words.found : words.foundSoFar).replace("{}", total)
        : words.none;
    }

    // Results of an older query that still arrive must not mix with the new one's.
    async function show(mine, terms) {
      more.hidden = true;
      const isFirst = total === 0;
      for (let shown = 0; shown < PAGE; shown += 1) {
        const { value, done } = await mine.next();
        if (run !== mine) return;
        if (done) return say(true);
        const entry = item(value, terms);
        list.append(entry);
        total += 1;
        if (shown === 0 && !isFirst) entry.querySelector("a").focus();
      }
      say(false);
    }

    async function guarded(mine, terms) {
      try {
        await show(mine, terms);
      } catch {
        if (run === mine) status.textContent = words.failed;
      }
    }

    function begin() {
      const query = field.value.trim();
      const address = new URL(location.href);
      list.replaceChildren();
      total = 0;
      run = matches(query);
      more.hidden = true;
      status.textContent = query ? words.searching : "";
      if (query) address.searchParams.set("q", query);
      else address.searchParams.delete("q");
      history.replaceState(null, "", address);
      if (query) guarded(run, termsOf(query));
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin();
    });
    more.addEventListener("click", () => guarded(run, termsOf(field.value)));
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    if (field.value) begin();
    form.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("search");
    if (form) start(form);
  });

  return { take, matches, keysOf, termsOf };
})();
