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

  /** Units that a part of a text may have, as in src/search/unit.rs. */
  const IN_PART = 32;

  /** Anchors of the units by their numbers: `dieu-1*14` is a run of fourteen, `;` begins a part; the document has none. */
  function anchorsOf(units) {
    const anchors = [""];
    units.split(";").forEach((part, nth) => {
      let at = nth * IN_PART || 1;
      for (const run of part ? part.split(",") : []) {
        const [anchor, length] = run.split("*"), first = parseInt(anchor.slice(5), 10);
        if (!length) anchors[at++] = anchor;
        for (let n = 0; n < Number(length); n++) anchors[at++] = `dieu-${first + n}`;
      }
    });
    return anchors;
  }

  /** A document from its row; of most of a file's documents nobody asks for the anchors or the words of the title. */
  function documentOf([slot, url, title, number, kind, issuer, date, state, effective, expires, units]) {
    let anchors, words;
    return {
      slot, url, title, number, kind, issuer, date, state: stateOn(state, effective, expires),
      get anchors() { return anchors ||= anchorsOf(units); },
      get words() { return words ||= tokens(title); },
    };
  }

  /** The records of documents by their slots, the first ones from at most so many files. */
  async function records(index, wanted, most = Infinity) {
    if (!index.documents) await readWords(index);
    const { slots, chunks, v } = index.documents, size = Math.max(1, Math.floor(slots / chunks));
    const names = new Set(wanted.map((slot) => `d/${Math.floor(slot / size).toString(16)}`));
    const read = (name) => index.made(name, (rows) => rows.map(documentOf), v).catch(() => []);
    const found = await Promise.all([...names].slice(0, most).map(read));
    return new Map(found.flat().map((record) => [record.slot, record]));
  }

  /** Kind, issuer, year, state and subjects of every document by slot. */
  async function attributes(index) {
    const list = await index.file("a");
    const rows = await Promise.all(Array.from({ length: list.files }, (_, at) => index.file(`a/${at.toString(16)}`, list.v)));
    return new Map(rows.flat().map(([slot, kind, issuer, year, state, ...subjects]) => [slot, {
      kind: list.kinds[kind] || "", issuer: list.issuers[issuer] || "", year, state: state ? String.fromCharCode(state) : "",
      subject: subjects.map((subject) => list.subjects[subject]),
    }]));
  }

  /** A document and the text of one of its units: [number, id, label, heading, [[id, paragraph], …]]. */
  async function textOf(index, slot, unit) {
    const name = `t/${slot.toString(16)}-${Math.floor(unit / IN_PART)}`;
    const { record, rows } = await index.made(name, ([record, rows]) => ({ record: documentOf(record), rows }), index.documents.v);
    return { record, unit: rows.find(([at]) => at === unit) };
  }

  function result({ url, title, number, kind, state, date, anchors }, { slot, unit, score, anchor = anchors[unit] ?? "" }) {
    score = Math.round(score * 1e4) / 1e4;
    return { url, title, number, kind, state, date, anchor, heading: "", score, place: { slot, unit } };
  }

  /** What the query names, then the better, then the newer. */
  const ahead = (a, b) => (b.lead || 0) - (a.lead || 0) || b.score - a.score
    || newer(a, b);

  const newer = (a, b) => (a.record.date < b.record.date) - (a.record.date > b.record.date) || b.score - a.score;

  /** A document that a query names, ahead of what is only found: its score lies from here on. */
  const LEAD = 1000;
  const whole = (slot, score) => ({ slot, unit: 0, score: LEAD + score, lead: true });

  /** The article of it that the query names, or the document. */
  function atArticle(record, article, score) {
    const unit = record.anchors.indexOf(`dieu-${article.number}`);
    const clause = unit > 0 && (article.clause || article.point);
    const wanted = clause && `dieu-${article.number}${article.clause ? `-khoan-${article.clause}` : ""}`;
    return { ...whole(record.slot, score), unit: Math.max(0, unit), has: unit >= 0, wanted, point: article.point };
  }
