// Documents: their records, attributes and texts, and a result as a page is given it.

  /** What a document may be filtered by. */
  const ATTRIBUTES = ["kind", "issuer", "year", "state", "subject"];
  /** A document no longer in force, or suspended, counts a little less. */
  const STATE = { h: 0.93, d: 0.96 };

  /** A state as it is today, from that of the day of the build. */
  function stateOn(state, effective, expires) {
    const day = new Date().toISOString().slice(0, 10);
    if (state === "n" && effective && effective <= day) state = "c";
    return (state === "c" || state === "m") && expires && expires <= day ? "h" : state;
  }

  /** Anchors of the units: `dieu-1*14` is a run of fourteen; unit 0, the document, has none. */
  function anchorsOf(units) {
    const anchors = [""];
    for (const run of units ? units.split(",") : []) {
      const [anchor, length] = run.split("*"), first = parseInt(anchor.slice(5), 10);
      if (!length) anchors.push(anchor);
      for (let n = 0; n < Number(length); n++) anchors.push(`dieu-${first + n}`);
    }
    return anchors;
  }

  function documentOf([slot, url, title, number, kind, issuer, date, state, effective, expires, units, texts]) {
    const parts = (texts ? texts.split(",") : []).map((part) => {
      const [first, name] = part.split(":");
      return { first: Number(first), name: `t/${slot.toString(16)}/${name}` };
    });
    return {
      slot, url, title, number, kind, issuer, date, state: stateOn(state, effective, expires),
      anchors: anchorsOf(units), parts, words: tokens(title),
    };
  }

  /** The records of documents by their slots, the first ones from at most so many files. */
  async function records(index, wanted, most = Infinity) {
    const list = await index.file("d"), size = Math.max(1, Math.floor(list.slots / list.chunks));
    const names = new Set(wanted.map((slot) => nameAt(list.names, Math.floor(slot / size))));
    names.delete("");
    const read = (name) => index.made(`d/${name}`, (rows) => rows.map(documentOf)).catch(() => []);
    const chunks = await Promise.all([...names].slice(0, most).map(read));
    return new Map(chunks.flat().map((record) => [record.slot, record]));
  }

  /** Kind, issuer, year, state and subjects of every document by slot. */
  async function attributes(index) {
    const list = await index.file("a"), names = list.names.match(/.{4}/g) || [];
    const rows = await Promise.all(names.filter((name) => name !== "----").map((name) => index.file(`a/${name}`)));
    return new Map(rows.flat().map(([slot, kind, issuer, year, state, ...subjects]) => [slot, {
      kind: list.kinds[kind] || "", issuer: list.issuers[issuer] || "", year, state: state ? String.fromCharCode(state) : "",
      subject: subjects.map((subject) => list.subjects[subject]),
    }]));
  }

  /** The text of a unit: [unit, id, label, heading, [[id, paragraph], …]]. */
  async function textOf(index, record, unit) {
    const part = record.parts.filter((part) => part.first <= unit).pop();
    const rows = part ? await index.file(part.name) : [];
    return rows.find(([at]) => at === unit);
  }

  function result({ url, title, number, kind, state, date, anchors }, { slot, unit, score, anchor = anchors[unit] ?? "" }) {
    score = Math.round(score * 1e4) / 1e4;
    return { url, title, number, kind, state, date, anchor, heading: "", score, place: { slot, unit } };
  }

  /** What the query names, then the better, then the newer. */
  const ahead = (a, b) => (b.lead || 0) - (a.lead || 0) || b.score - a.score
    || (a.record.date < b.record.date) - (a.record.date > b.record.date);

  /** A document that a query names, ahead of what is only found. */
  const whole = (slot, score) => ({ slot, unit: 0, score: 1000 + score, lead: true });

  /** The article of it that the query names, or the document. */
  function atArticle(record, article, score) {
    const unit = record.anchors.indexOf(`dieu-${article.number}`);
    const clause = unit > 0 && (article.clause || article.point);
    const wanted = clause && `dieu-${article.number}${article.clause ? `-khoan-${article.clause}` : ""}`;
    return { ...whole(record.slot, score), unit: Math.max(0, unit), has: unit >= 0, wanted, point: article.point };
  }
