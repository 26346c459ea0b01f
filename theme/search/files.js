// Files: asks for those of the index, each once, and makes of the tables what a search reads. An index is what openIndex
// gives; every function that needs a file takes it first.

  const waiting = new Map(), others = root.ckIndex;
  /** Called by every file of the index when its script runs; other scripts may wait for some too. */
  root.ckIndex = (name, payload) => {
    const found = waiting.get(name);
    waiting.delete(name);
    if (found) found.resolve(payload); else others?.(name, payload);
  };

  /** Asks for a file of the index by a <script>; `base` is the address of the folder of the index. */
  function scripts(base) {
    return (name, version) => {
      if (waiting.has(name)) return waiting.get(name).promise;
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const fail = () => { waiting.delete(name); script.remove(); reject(new Error(`${name} is not there`)); };
        waiting.set(name, { resolve });
        script.src = `${base}${name}.js${version ? `?${version}` : ""}`;
        script.onerror = fail;
        // Had the file called ckIndex, nothing would wait any more.
        script.onload = () => { if (waiting.has(name)) fail(); else script.remove(); };
        document.head.append(script);
      });
      waiting.get(name).promise = promise;
      return promise;
    };
  }

  function openIndex(load) {
    const files = new Map(), parsed = new Map();

    /** The payload of a file; one that failed is asked for again the next time. Some files of fixed names have a version. */
    function file(name, version) {
      if (!files.has(name)) {
        const promise = Promise.resolve().then(() => load(name, version));
        promise.catch(() => files.delete(name));
        files.set(name, promise);
      }
      return files.get(name);
    }

    /** A file as something made of it, made once. */
    async function made(name, make, version) {
      const payload = await file(name, version);
      if (!parsed.has(name)) parsed.set(name, make(payload));
      return parsed.get(name);
    }

    // Where the documents lie stands in the file of words and in that of numbers: whichever was read.
    return { file, made, documents: null };
  }

  /** The first keys of the files of a folder, and their names. */
  function directory(payload, folder) {
    const keys = lines(payload.keys).map(([key]) => key);
    return { keys, name: (at) => `${folder}/${hash(keys[at])}-${payload.names.slice(3 * at, 3 * at + 3)}` };
  }

  /** The dictionary: its leaves, its syllables with the bands of how common they are, how much the site has. */
  const readWords = (index) => index.made("w", (payload) => {
    index.documents = payload.d;
    const bands = new Map(lines(payload.syllables).map(([syllable, band]) => [syllable, parseInt(band, 36)]));
    return { ...directory(payload, "l"), units: payload.units, docs: payload.docs, bands };
  });

  const readSecondTier = (index) => index.made("m", (payload) => directory(payload, "s"));

  /** A leaf of the dictionary or of the second tier. */
  const readLeaf = (index, name) => index.made(name, (text) => new Map(lines(text)));

  /** Kinds, abbreviations, and the expressions made of the kinds. */
  const readRules = (index) => index.made("r", (payload) => ({ ...payload, ...numberGrammar(payload.kinds) }));
