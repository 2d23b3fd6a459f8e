// The two forms of a projection, KurrentDB's chain and evolve with keys, each made into the same things: what it is
// about, the rows that an event goes to, and a step from an event to a row's next state.
'use strict';
(function projections({ world, events, handlers, numbers: { streams }, chain: links, forms, showing: { shown, near } }) {
  const { now, warn, Fault } = world
  const { chain, options, places } = links
  const { isFunction, isObject, firstState, unexported } = handlers
  const isArray = Array.isArray

  // MARK: Keys

  // Longer keys would make a read model that nobody can query.
  const longestKey = 1 << 16

  /** A key as rows have it. */
  function checked(key, of) {
    if (key.length > longestKey) {
      throw new Fault(`${of} answers a key of ${key.length} characters; at most ${longestKey} are one`)
    }
    // Halves of characters have no UTF-8, in which keys are told apart.
    if (!key.isWellFormed()) throw new Fault(`${of} answers a key with half a character`)
    return key
  }

  /** KurrentDB takes a string or a number; with anything else it skips the event. */
  function partitions(by) {
    return event => {
      const key = by(event)
      return typeof key === 'string' || typeof key === 'number' ? [checked(`${key}`, 'partitionBy')] : none
    }
  }
  const none = []

  function keysOf(key) {
    return event => {
      const answer = key(event)
      if (answer === undefined || answer === null) return none
      if (!isArray(answer)) return [oneKey(answer)]
      // Of a key that is there twice, the row takes the event once; members that are none are left out.
      return [...new Set(answer.filter(key => key !== undefined && key !== null).map(oneKey))]
    }
  }
  function oneKey(key) {
    if (typeof key === 'string' || typeof key === 'number' && key - key === 0) return checked(`${key}`, 'key')
    throw new Fault(`key answers a text, a number, several in an array, or null, not ${shown(key)}`)
  }

  // MARK: evolve with keys

  const exports = ['from', 'key', 'initialState', 'evolve']
  const sources = ['category', 'types', 'streams', 'all']

  /** - lines: where each is exported. */
  function natural(parts, lines, exported) {
    checkNames(parts, lines)
    if (parts.from === undefined) {
      throw new Fault('a projection says what it is made from: export const from = { category: "account" }'
        + unexported('from', exported), { line: lines.evolve })
    }
    const { from, key } = parts
    if (key !== undefined && !isFunction(key)) {
      throw new Fault(`key is no function; write export function key(event) { return event.data.id }`, { line: lines.key })
    }
    const alone = key === undefined ? [] : [key]
    const { readsPlain, readsFew, readsData, handle, settled, initial } = forms.evolving(parts, lines, exported, alone)
    const { types, ...source } = sourceOf(from, lines.from)
    return {
      initial, handle, settled, readsData, removesNull: true, takes: () => true,
      event: (type, sent, stream) => readsPlain && now.level === 0 ? events.plainEvent(type, sent)
        : events.naturalEvent(type, sent, streams.names[stream], readsFew),
      keys: key && keysOf(key),
      says: { form: 'evolve', rows: key ? 'key' : 'stream', source, types },
    }
  }

  /** Says of a name that is nearly one of those that count, which would else do nothing. */
  function checkNames(parts, lines) {
    for (const name of Object.keys(parts)) {
      if (exports.includes(name) || name === 'default' || name[0] === '$') continue
      const meant = near(name, exports)
      if (meant !== undefined && parts[meant] === undefined) {
        throw new Fault(`${name} is exported, did you mean ${meant}?`, { line: lines[name] })
      }
    }
    for (const name of ['key']) {
      if (parts[name] === undefined && world.declares(name)) {
        warn('export', name, `${name} is not exported, so that rows go by streams`, `function ${name}`,
          `export function ${name}`, world.memberLine(name))
      }
    }
  }

  function sourceOf(from, line) {
    const wrong = text => new Fault(`from ${text}; write export const from = { category: "account" }`, { line })
    if (!isObject(from)) throw wrong(`is an object, not ${shown(from)}`)
    for (const name of Object.keys(from)) {
      if (sources.includes(name)) continue
      const meant = near(name, sources) ?? (name === 'categories' ? 'category' : undefined)
      throw wrong(`has no ${name}, ${meant ? `did you mean ${meant}?` : `but ${sources.join(', ')}`}`)
    }
    const names = of => {
      const given = from[of] === undefined ? [] : isArray(from[of]) ? from[of] : [from[of]]
      const odd = given.find(name => typeof name !== 'string' || name === '')
      if (odd !== undefined) throw wrong(`takes names as ${of}, not ${shown(odd) || 'an empty text'}`)
      if (from[of] !== undefined && !given.length) throw wrong(`has no name in ${of}`)
      return given
    }
    const [categories, streams, types] = [names('category'), names('streams'), names('types')]
    if (from.all !== undefined && from.all !== true) throw wrong(`takes true as all, not ${shown(from.all)}`)
    if (from.all && categories.length + streams.length > 0) throw wrong('takes all, or some of it')
    if (!from.all && categories.length + streams.length + types.length === 0) throw wrong('names nothing')
    return {
      isAll: categories.length + streams.length === 0, categories, streams, typeStreams: [],
      types: types.length ? types : null,
    }
  }

  // MARK: KurrentDB's chain

  function chained() {
    const { isEmpty, created, deleted, readsFew, readsBody, readsData, takes, types, initial, handle, settled } = links.handling()
    const { $initShared: initShared } = chain.handlers.special
    const { isEach, partitionBy, transforms } = chain
    const isShared = initShared !== undefined || options.bistate === true
    const isParted = isEach || partitionBy !== null
    checkOptions()
    warnOfHandlers(isParted)
    return {
      initial, handle, settled, readsData, isShared,
      takes: isEmpty ? () => true : takes,
      bodies: isEmpty,
      created: isParted ? created : undefined,
      deleted: isEach ? deleted : undefined,
      initialShared: () => initShared ? firstState(initShared, '$initShared') : {},
      event: (type, sent, stream, partition) => readsBody && now.level === 0 ? events.chainBodies(sent)
        : events.chainEvent(type, sent, streams.names[stream], streams.categories[stream], partition, readsFew),
      keys: partitionBy && partitions(partitionBy),
      result: transforms.length ? result : undefined,
      says: {
        form: 'chain', rows: isEach ? 'stream' : partitionBy ? 'key' : 'all', source: chainSource(), types, isShared,
        skipsLinks: options.$includelinks !== true && types?.includes('$>') !== true, hasDeletion: isEach && deleted !== undefined,
        results: transforms.length ? 'transformed' : chain.hasResult ? 'state' : 'none',
        resultStream: chain.outputTo[0] ?? options.resultstreamname, resultPattern: chain.outputTo[1],
      },
    }
  }

  /** The streams of a chain, with those that stand for a category, a type or all events. */
  function chainSource() {
    const { categories, streams } = chain
    const after = prefix => (streams ?? []).filter(name => name.startsWith(prefix) && name.length > prefix.length)
      .map(name => name.slice(prefix.length))
    const isIndex = name => name === '$all' || /^\$(?:ce|et)-./s.test(name)
    return {
      isAll: categories === null && streams === null || streams?.includes('$all') === true,
      categories: categories ?? after('$ce-'),
      streams: (streams ?? []).filter(name => !isIndex(name)), typeStreams: after('$et-'),
    }
  }

  function checkOptions() {
    const { line } = places.get('options') ?? {}
    const isOfStreams = chain.sources[0] === 'fromStreams' || chain.sources[0] === 'fromStream'
    if (options.processinglag !== undefined && !isOfStreams) {
      throw new Fault('the option processingLag is for fromStreams', places.get('options'))
    }
    if (options.processinglag !== undefined || options.reorderevents) {
      const name = options.reorderevents ? 'reorderEvents' : 'processingLag'
      warn('order', '', `${name} has no effect, since events are folded in the order of the log`, `${name}: …`,
        'the projection without it', line)
    }
    if (options.$includelinks) {
      warn('links', '', 'links are handed over as they stand in the log, and not resolved', '$includeLinks: true',
        'a source of the events themselves', line)
    }
    const { resultstreamname: name } = options
    if (name !== undefined && (!/\S/.test(name) || /^\$|\s|[\u0000-\u001f\u007f-\u009f]/.test(name))) {
      warn('result', '', `resultStreamName is ${shown(name) || 'an empty text'}, an odd name for a stream`,
        'resultStreamName: " "', 'resultStreamName: "balances"', line)
    }
  }

  function warnOfHandlers(isParted) {
    const { $created: created, $deleted: deleted } = chain.handlers.special
    if (deleted && !chain.isEach) {
      warn('deleted', '', '$deleted is never called without foreachStream()', 'fromAll().when({ $deleted … })',
        'fromAll().foreachStream().when({ $deleted … })', world.memberLine('$deleted'))
    }
    // The facts have it come with a partition's first event; where there are no partitions, nothing begins one.
    if (created && !isParted) {
      warn('created', '', '$created is never called without partitions', 'fromAll().when({ $created … })',
        'fromAll().foreachStream().when({ $created … })', world.memberLine('$created'))
    }
  }

  /** What comes out of a state: null where a filter holds it back, or where a transform makes nothing of it. */
  function result(state) {
    for (const { name, by } of chain.transforms) {
      if (name === 'transformBy') {
        state = by(state) ?? null
        if (state === null) return null
        continue
      }
      const passes = by(state)
      if (passes === true) continue
      if (passes) {
        warn('filter', '', `filterBy answers ${shown(passes)}, which is not true itself, and nothing passes`,
          'filterBy(s => s.count)', 'filterBy(s => s.count > 0)', places.get('filterBy')?.line)
      }
      return null
    }
    return state
  }

  // MARK: Taking a script in

  /** Tells the form of a projection from what it exports and what it called. */
  function adopt(exported) {
    const { default: map, $lines: lines } = exported
    if (links.isCalled()) {
      if (map !== undefined || isFunction(exported.evolve)) {
        throw new Fault('the script is a chain and exports a projection too; keep one of them',
          { line: lines.default ?? lines.evolve })
      }
      links.checkSource()
      return chained()
    }
    if (isFunction(exported.evolve)) return natural(exported, lines, exported)
    if (isObject(map) && isFunction(map.evolve)) {
      return natural(map, Object.fromEntries(Object.keys(map).map(name => [name, lines.default])), exported)
    }
    throw new Fault('no projection is here: export const from = { category: "account" }, initialState and'
      + ` function evolve(state, event), or call fromCategory("account")${unexported('evolve', exported)}`,
      { line: Object.values(lines)[0] })
  }

  /** The streams into which the code says that it writes: names, and beginnings of names, each with an asterisk. */
  function writes() {
    const calls = /\b(?:emit|linkTo|linkStreamTo)\s*\(\s*(?:"([^"\\\n]+)"|'([^'\\\n]+)'|`([^`\\$]+)(`|\$\{))\s*(\+?)/g
    const names = world.mentioned(calls).map(([, a, b, c, end, plus]) => `${a ?? b ?? c}${plus || end === '${' ? '*' : ''}`)
    return [...new Set(names)]
  }

  /** Whether the code names a function that writes. */
  function hasOutputs() {
    return world.mentions(/\b(?:emit|linkTo|linkStreamTo)\b/)
  }

  return { adopt, writes, hasOutputs }
})
