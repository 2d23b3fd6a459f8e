// The three forms of a fold, each made into the same three things: the state before the first event, the
// types that it takes, and a step from an event to the next state.
'use strict';
(function forms(world, { text }, { shown, near }) {
  const { now, need, needMember, needAllMembers, warn, running, Fault, parseJSON, stringify } = world
  const isArray = Array.isArray

  // MARK: Events

  // Of an event, its data are sent, and at level 1 the list [data, version, position, timestamp, id,
  // metadata, number counted from 0], to which level 2 adds the texts of data and metadata.

  // The guards of each level, made once: they would take as long to make as a handler takes.
  const guards = [1, 2].map(level => {
    const more = () => need(level)
    return {
      __proto__: null,
      get: (known, key) => key in known ? known[key] : need(isRaw(key) ? 2 : level),
      has: more, ownKeys: more, getOwnPropertyDescriptor: more, set: more, deleteProperty: more,
      defineProperty: more, getPrototypeOf: more,
    }
  })
  /** An event of which more can be asked for: whatever is not in it raises the level. */
  const guarded = (known, level) => new Proxy(known, guards[level - 1])
  const isRaw = key => key === 'bodyRaw' || key === 'metadataRaw'

  /** What guards data of which only some members were sent: whatever else is done with them asks for more. */
  function dataGuard(members) {
    // A script may have kept data of an earlier batch, which are not sent again.
    const isNow = () => now.members === members
    const stale = () => {
      throw new Fault('data of an earlier event are read, of which not all is there; keep what is needed in the state')
    }
    const all = () => isNow() ? needAllMembers() : stale()
    return {
      __proto__: null,
      get: (known, key) => members.has(key) ? known[key] : isNow() ? needMember(key) : stale(),
      has: all, ownKeys: all, getOwnPropertyDescriptor: all, set: all, deleteProperty: all, defineProperty: all,
      getPrototypeOf: all, setPrototypeOf: all, isExtensible: all, preventExtensions: all,
    }
  }
  let guard = null
  /** Says which members are sent of the data of the events that follow; null for all of them. */
  function expect(members) {
    now.members = members && new Set(members)
    guard = members && dataGuard(now.members)
  }
  function guardedData(data) {
    const isCut = now.members !== null && data !== null && typeof data === 'object' && !isArray(data)
    return isCut ? new Proxy(data, guard) : data
  }

  /** - readsFew: whether handlers read nothing else of an event than what is sent of each. */
  function naturalEvent(type, sent, stream, readsFew) {
    if (now.level === 0) {
      const data = guardedData(sent)
      return readsFew ? { type, data, stream } : guarded({ __proto__: null, type, data, stream }, 1)
    }
    return {
      type, data: guardedData(sent[0]), metadata: sent[5], stream, version: sent[1], position: sent[2],
      timestamp: sent[3], id: sent[4],
    }
  }

  // KurrentDB's envelope; `data` is the same object as `body`.
  function chainEvent(type, sent, stream, category, readsFew) {
    const body = guardedData(now.level === 0 ? sent : sent[0])
    if (now.level === 0 && readsFew) {
      return {
        streamId: stream, eventType: type, isJson: true, body, data: body, partition: stream, category,
        linkMetadata: null, linkMetadataRaw: null,
      }
    }
    const known = {
      __proto__: now.level < 2 ? null : Object.prototype,
      streamId: stream, eventType: type, isJson: true, body, data: body, partition: stream, category,
      linkMetadata: null, linkMetadataRaw: null,
    }
    if (now.level === 0) return guarded(known, 1)
    known.sequenceNumber = sent[6]
    known.eventId = sent[4]
    known.metadata = sent[5]
    known.created = sent[3]
    if (now.level === 1) return guarded(known, 2)
    known.bodyRaw = sent[7]
    known.metadataRaw = sent[8]
    return known
  }

  // Of an event these come with its data, by each form's name for them.
  const naturalFew = ['type', 'data', 'stream']
  const chainFew = [
    'streamId', 'eventType', 'isJson', 'body', 'data', 'partition', 'category', 'linkMetadata', 'linkMetadataRaw',
  ]

  /**
   * Whether handlers can read nothing of an event but some members: whether each takes it apart where its parameters
   * are, or names it nowhere but before one of them. Such an event needs no guard, which takes as long as a handler.
   */
  function readOnly(members, handlers) {
    return handlers.every(handler => membersRead(codeOf.call(handler))?.every(name => members.includes(name)) ?? false)
  }
  const codeOf = Function.prototype.toString

  /** The members of its second parameter that a function can read; null where its code does not say so. */
  function membersRead(code) {
    // Each of these is another way to the event, or to its name.
    if (code.length > longestCode || /\\u|\b(?:arguments|eval)\b/.test(code)) return null
    const head = /^(?:function\b\s*)?[\w$]*\s*\(\s*[\w$]+\s*,\s*(?:([\w$]+)|\{([\w$\s,:]*)\})\s*\)/.exec(code)
    if (head === null) return null
    const [{ length }, event, parts] = head
    if (event === undefined) return parts.split(',').map(part => part.split(':')[0].trim()).filter(name => name !== '')
    const read = []
    for (const { 0: word, index } of code.slice(length).matchAll(/[\w$\u0080-\uffff]+/g)) {
      if (word !== event) continue
      const member = /^\s*\.\s*([\w$]+)/.exec(code.slice(length + index + word.length).slice(0, 100))
      if (member === null) return null
      read.push(member[1])
    }
    return read
  }

  // MARK: Handlers

  const isFunction = value => typeof value === 'function'

  // How many events of each type are looked at, for what their handler makes of a state.
  const looks = 16

  /** Calls a handler, and warns of what a type's first events show: nothing that is done, texts made of numbers. */
  function watched(call, handlerOf) {
    const looked = new Map()
    return (type, state, event) => {
      const look = looked.get(type) ?? { left: looks, idle: idleLooks(handlerOf(type).handler) }
      if (look.left === 0 || now.isMuted) return call(type, state, event)
      const before = jsonToLookAt(state)
      const next = call(type, state, event)
      look.left = before === null ? 0 : look.left - 1
      looked.set(type, look)
      if (look.left === 0) return next
      const after = jsonToLookAt(next === undefined ? state : next)
      if (next !== undefined || after !== before) look.idle = 0
      else if (look.idle > 0 && --look.idle === 0) noteIdle(type, handlerOf(type))
      if (after !== null && after !== before) findJoined(parseJSON(before), parseJSON(after), '')
      return next
    }
  }

  // Handlers that come to nothing, each with the types of which that was seen at the same line, and at which event.
  const idle = []

  function noteIdle(type, { handler, isShared }) {
    const line = world.handlerLine(type)
    const known = idle.find(known => known.handler === handler && known.line === line)
    if (known) known.types.push(type)
    else idle.push({ handler, isShared, line, types: [type], index: now.index })
  }

  /** Warns of handlers that come to nothing. */
  function warnOfIdle() {
    for (const { isShared, line, types, index } of idle.splice(0)) {
      now.index = index
      warn('idle', types.join(), `${isShared ? 'evolve of' : 'the handler of'} ${types.join(', ')} neither changes the`
        + ' state nor returns one', '{ ...state, a: 1 } alone', 'return { ...state, a: 1 }', line)
    }
  }

  // States with longer texts are not looked at.
  const longest = 100000

  /** A state's text; null for one that is none of JSON by now, or that is too long. */
  function jsonToLookAt(state) {
    try {
      const text = stringify(state)
      return text.length > longest ? null : text
    } catch {
      return null
    }
  }

  /**
   * After how many events that leave the state as it is a handler is warned of: one, where what it says can only
   * come to nothing, since it assigns nothing, calls nothing and returns nothing. An empty one is meant; it is 0.
   */
  function idleLooks(handler) {
    const code = String(handler).replace(/"[^"\n]*"|'[^'\n]*'|\/\/.*|\/\*[^]*?\*\//g, '""')
    const body = code.slice(code.indexOf('{') + 1, code.lastIndexOf('}'))
    if (!code.trimEnd().endsWith('}')) return 4
    if (!/\S/.test(body)) return 0
    return /[^=!<>]=[^=>]|\+\+|--|\b(?:return|throw|delete|yield|await|if|for|while|switch)\b|[\w$\])`]\s*[(`]/.test(body) ? 4 : 1
  }

  /** Warns of texts that were numbers and have their digits at an end. */
  function findJoined(was, is, path) {
    if (!isObject(was) || !isObject(is)) return
    for (const key of Object.keys(is)) {
      const [before, after] = [was[key], is[key]]
      if (typeof before === 'number' && typeof after === 'string') {
        const digits = String(before)
        if (after.length <= digits.length || !after.startsWith(digits) && !after.endsWith(digits)) continue
        const name = `state${path}.${key}`
        warn('joined', name, `${name} was the number ${digits} and is the text ${stringify(after.slice(0, 40))}, as +`
          + ' makes it of a number and a text', `${name} + "50"`, `${name} + Number("50")`)
      } else if (path.length < 200) {
        findJoined(before, after, `${path}.${key}`)
      }
    }
  }
  const isObject = value => value !== null && typeof value === 'object' && !isArray(value)

  /** The functions of a map: those of event types, and the special ones, by the names that are given. */
  function handlers(map, names) {
    const found = { types: new Map(), special: {}, isInitWrong: false }
    for (const key of keysOf(map)) {
      if (isFunction(map[key])) put(found, key, map[key], names)
      else if (key === '$init') found.isInitWrong = true
    }
    return found
  }
  /** An object's own names, and those of the methods of its class. */
  function keysOf(map) {
    const keys = Object.keys(map)
    for (let of = Object.getPrototypeOf(map); of && !isOfLanguage(of); of = Object.getPrototypeOf(of)) {
      keys.push(...Object.getOwnPropertyNames(of).filter(key => key !== 'constructor' && !keys.includes(key)))
    }
    return keys
  }
  const isOfLanguage = prototype => prototype === Object.prototype || Object.isFrozen(prototype)
  function put(found, key, handler, names) {
    if (names.includes(key)) found.special[key] = handler
    else found.types.set(key, handler)
  }
  const special = ['$init', '$any']
  const chainSpecial = [...special, '$initShared', '$created', '$deleted']

  /** The state before the first event, which a function of the script makes. */
  function firstState(make, name, map) {
    now.type = '$init'
    const state = make.call(map)
    if (state === undefined) {
      const isBlock = /=>\s*\{\s*\}$/.test(String(make))
      throw new Fault(isBlock ? `${name} answers nothing: braces behind => are a block; write () => ({})`
        : `${name} answers nothing; it returns the state before the first event`)
    }
    if (state instanceof Promise) throw new Fault(`${name} answers a Promise; it is to be no async function`)
    return state
  }

  // MARK: evolve and initialState

  /** What to do about a name that is not exported: another is that is nearly called so, or it is only declared. */
  function unexported(name, exported) {
    const meant = near(name, Object.keys(exported))
    if (meant) return `; ${meant} is exported, did you mean ${name}?`
    return world.declares(name) ? `; ${name} is there, and is to be exported: write export before it` : ''
  }

  /** - lines: where evolve and initialState are exported. */
  function evolving({ evolve, initialState }, lines, exported = {}) {
    if (initialState === undefined) {
      throw new Fault('evolve needs an initialState: export const initialState = () => ({})'
        + unexported('initialState', exported), { line: lines.evolve })
    }
    const handlerOf = type => type === '$init' ? { handler: initialState, line: lines.initialState }
      : { handler: evolve, isShared: true, line: lines.evolve }
    world.handledBy(handlerOf)
    const call = watched((type, state, event) => evolve(state, event), handlerOf)
    const readsFew = readOnly(naturalFew, [evolve])
    return {
      form: 'evolve', types: null, evolve,
      initial() {
        if (isFunction(initialState)) return firstState(initialState, 'initialState')
        now.type = '$init'
        if (initialState instanceof Promise) throw new Fault('initialState is a Promise; it is to be a value or a function')
        // An object is copied, so that no stream changes it for the next.
        return parseJSON(text(initialState))
      },
      step(state, type, sent, stream) {
        now.type = type
        const next = call(type, state, naturalEvent(type, sent, stream, readsFew))
        return next === undefined ? state : next
      },
    }
  }

  // MARK: A map of handlers

  /** - line: where it is exported. */
  function mapped(map, line) {
    const { types, special: { $init: init, $any: any }, isInitWrong } = handlers(map, special)
    if (isInitWrong) {
      throw new Fault('$init is no function; write $init: () => ({ … })', { line: world.memberLine('$init') ?? line })
    }
    const handlerOf = type => ({ handler: type === '$init' ? init : types.get(type) ?? any, line })
    world.handledBy(handlerOf)
    for (const type of types.keys()) {
      now.type = type
      if (type[0] === '$') {
        const meant = near(type, special)
        throw new Fault(`${type} is no handler; ${meant ? `did you mean ${meant}?` : 'known are $init, $any and event types'}`)
      }
    }
    if (!types.size && !any) throw new Fault('the map has no handler: { Type(state, event) { … } }', { line })
    const call = watched((type, state, event) => {
      const handler = types.get(type) ?? any
      return handler === undefined ? state : handler.call(map, state, event)
    }, handlerOf)
    const readsFew = readOnly(naturalFew, [...types.values(), ...any ? [any] : []])
    return {
      form: 'map', types: any ? null : [...types.keys()], handled: types.keys(),
      initial: () => init ? firstState(init, '$init', map) : {},
      step(state, type, sent, stream) {
        now.type = type
        const next = call(type, state, naturalEvent(type, sent, stream, readsFew))
        return next === undefined ? state : next
      },
    }
  }

  // MARK: KurrentDB's chain

  const chain = { sources: [], categories: null, streams: null, isEach: false, handlers: handlers({}, []) }
  // Where each function of the chain was called first.
  const places = new Map()
  function note(name) {
    if (!places.has(name)) places.set(name, running())
  }
  const output = ['transformBy', 'filterBy', 'outputState', 'outputTo']
  const after = {
    fromAll: ['when', 'partitionBy', 'foreachStream', 'outputState'],
    fromCategory: ['when', 'partitionBy', 'foreachStream', 'outputState'],
    fromStream: ['when', 'partitionBy', 'outputState'],
    fromStreams: ['when', 'partitionBy', 'outputState'],
    foreachStream: ['when'],
    partitionBy: ['when'],
    when: [...output, '$defines_state_transform'],
    transformBy: output,
    filterBy: output,
    outputState: ['transformBy', 'filterBy', 'outputTo'],
    outputTo: [],
    $defines_state_transform: output,
  }

  const does = {
    when(map) {
      if (map === null || typeof map !== 'object') throw new Fault('when takes an object of handlers')
      const { types, special, isInitWrong } = handlers(map, chainSpecial)
      if (isInitWrong) {
        warn('init', '', '$init is no function, and ignored as KurrentDB ignores it', '$init: { … }',
          '$init: () => ({ … })', world.memberLine('$init'))
      }
      for (const [type, handler] of types) {
        const meant = type[0] === '$' && near(type, chainSpecial)
        if (meant) {
          warn('special', type, `${type} is taken for a type of events`, type, meant, world.memberLine(type))
        }
        chain.handlers.types.set(type, handler)
      }
      Object.assign(chain.handlers.special, special)
    },
    foreachStream() { chain.isEach = true },
    partitionBy(by) { wantFunction('partitionBy', by) },
    transformBy(by) { wantFunction('transformBy', by) },
    filterBy(by) { wantFunction('filterBy', by) },
    outputState() { },
    outputTo() { },
    $defines_state_transform() { },
  }
  function wantFunction(name, value) {
    if (!isFunction(value)) throw new Fault(`${name} takes a function`)
  }

  /** What may be called on a link of the chain; what may not says so. */
  function link(name) {
    note(name)
    const result = {}
    for (const next of Object.keys(does)) {
      result[next] = (...parts) => {
        if (!after[name].includes(next)) {
          const may = after[name].join(', ')
          throw new Fault(`${next} cannot follow ${name}; ${may ? `what can: ${may}` : 'nothing can'}`)
        }
        does[next](...parts)
        return link(next)
      }
    }
    return new Proxy(result, {
      get(known, key) {
        if (typeof key === 'symbol' || Object.hasOwn(known, key)) return known[key]
        const meant = near(key, Object.keys(does).filter(name => name[0] !== '$'))
        throw new Fault(`a chain has no ${key}; ${meant ? `did you mean ${meant}?` : `there are ${after[name].join(', ')}`}`)
      },
    })
  }

  function source(name, parts) {
    if (chain.sources.length) {
      throw new Fault(`${name} after ${chain.sources[0]}: a projection has one source`)
    }
    chain.sources.push(name)
    note(name)
    for (const part of parts) {
      if (typeof part !== 'string') throw new Fault(`${name} takes names, not ${shown(part)}`)
    }
    return link(name === 'fromCategories' ? 'fromCategory' : name)
  }
  const flat = parts => parts.length === 1 && isArray(parts[0]) ? parts[0] : parts
  function fromCategory(name, parts) {
    if (!flat(parts).length) throw new Fault(`${name} takes the name of a category`)
    chain.categories = flat(parts)
    return source(name, flat(parts))
  }
  function fromStreams(name, parts) {
    if (!flat(parts).length) throw new Fault(`${name} takes the name of a stream`)
    chain.streams = flat(parts)
    return source(name, flat(parts))
  }

  const optionTypes = {
    $includelinks: 'boolean', reorderevents: 'boolean', processinglag: 'number',
    resultstreamname: 'string', bistate: 'boolean',
  }
  const optionNames = ['$includeLinks', 'reorderEvents', 'processingLag', 'resultStreamName', 'biState']
  const options = {}

  function setOptions(given) {
    note('options')
    if (given === null || typeof given !== 'object') throw new Fault('options takes an object')
    for (const key of Object.keys(given)) {
      const name = key.toLowerCase()
      const type = Object.hasOwn(optionTypes, name) ? optionTypes[name] : null
      if (!type) throw new Fault(`no option is called ${key}; there are ${optionNames.join(', ')}`)
      if (typeof given[key] !== type) throw new Fault(`the option ${key} is a ${type}`)
      options[name] = given[key]
    }
  }

  function withoutEffect(name) {
    return () => warn('projection', name, `${name} has no effect in a fold; it belongs to a projection`,
      `${name} in aggregates/`, `the script in projections/`)
  }

  const globals = {
    options: setOptions,
    fromAll: () => source('fromAll', []),
    fromCategory: (...parts) => fromCategory('fromCategory', parts),
    fromCategories: (...parts) => fromCategory('fromCategories', parts),
    fromStream: (...parts) => fromStreams('fromStream', parts),
    fromStreams: (...parts) => fromStreams('fromStreams', parts),
    on_event(type, handler) {
      note('on_event')
      wantFunction('on_event', handler)
      put(chain.handlers, String(type), handler, chainSpecial)
    },
    on_any(handler) {
      note('on_any')
      wantFunction('on_any', handler)
      put(chain.handlers, '$any', handler, chainSpecial)
    },
    emit: withoutEffect('emit'),
    linkTo: withoutEffect('linkTo'),
    linkStreamTo: withoutEffect('linkStreamTo'),
    copyTo: withoutEffect('copyTo'),
  }

  /** Why the chain is no fold of a category's streams, and what was called that says so; null where it is one. */
  function reasonAgainst(category) {
    const [source] = chain.sources
    if (chain.handlers.special.$initShared) return ['a shared state makes this a projection', 'when']
    if (options.bistate) return ['a shared state makes this a projection', 'options']
    if (places.has('partitionBy')) return ['partitionBy makes this a projection', 'partitionBy']
    if (chain.streams) return [`${source} makes this a projection of these streams`, source]
    if (chain.categories && !chain.categories.includes(category)) {
      return [`${source} takes ${chain.categories.join(', ')}, not ${category}`, source]
    }
    return chain.isEach ? null : ['without foreachStream() this is a projection of all streams together', source]
  }

  function chained(category) {
    const reason = reasonAgainst(category)
    if (reason) {
      throw new Fault(`${reason[0]}, no fold of each ${category};`
        + ` a fold is fromCategory('${category}').foreachStream().when({ … })`, places.get(reason[1]))
    }
    if (options.processinglag !== undefined) {
      throw new Fault('the option processingLag is for fromStreams', places.get('options'))
    }
    const { types, special: { $init: init, $any: any, $created: created, $deleted: deleted } } = chain.handlers
    const line = places.get('when')?.line
    const handlerOf = type => ({ handler: type === '$init' ? init : types.get(type) ?? any, line })
    world.handledBy(handlerOf)
    const call = watched((type, state, event) => {
      const handler = types.get(type) ?? any
      return handler === undefined ? state : handler(state, event)
    }, handlerOf)
    const isEmpty = !types.size && !any && !created && !deleted
    const readsFew = readOnly(chainFew, [...types.values(), ...[any, created].filter(isFunction)])
    const taken = any || created || isEmpty ? null : [...types.keys(), ...deleted ? ['$streamDeleted'] : []]
    return {
      form: 'chain', types: taken, handled: types.keys(),
      initial: () => init ? firstState(init, '$init') : {},
      step(state, type, sent, stream, isFirst) {
        now.type = type
        const event = chainEvent(type, sent, stream, category, readsFew)
        if (isEmpty) return event.body
        if (isFirst && created) state = created(state, event) ?? state
        if (type === '$streamDeleted' && deleted) return deleted(state, null, stream, false) ?? state
        const next = call(type, state, event)
        return next === undefined ? state : next
      },
    }
  }

  /** A function that is exported by default: evolve, where initialState stands beside it. */
  function adoptFunction(evolve, exported) {
    const { initialState, $lines: lines } = exported
    if (/^class\b/.test(String(evolve))) {
      throw new Fault('a class is no fold; export an object of it: export default new Account()', { line: lines.default })
    }
    return evolving({ evolve, initialState }, { ...lines, evolve: lines.default }, exported)
  }

  /** Tells the form of a script from what it exports and what it called. */
  function adopt(exported, category) {
    const { default: map, $lines: lines } = exported
    const { types, special } = chain.handlers
    if (chain.sources.length || types.size || special.$any) {
      if (isFunction(exported.evolve) || map !== undefined) {
        throw new Fault('the script is a chain and exports a fold too; keep one of them',
          { line: map === undefined ? lines.evolve : lines.default })
      }
      if (!chain.sources.length) {
        throw new Fault('on_event needs a source, such as fromCategory', places.get('on_event') ?? places.get('on_any'))
      }
      return chained(category)
    }
    if (isFunction(exported.evolve)) return evolving(exported, lines, exported)
    if (isFunction(map)) return adoptFunction(map, exported)
    if (map !== null && typeof map === 'object') {
      const line = lines.default
      return isFunction(map.evolve) ? evolving(map, { evolve: line, initialState: line }) : mapped(map, line)
    }
    throw new Fault('no fold is here: export function evolve(state, event) and initialState, or export'
      + ` default { Type(state, event) { … } }, or call fromCategory('${category}')${unexported('evolve', exported)}`, { line: Object.values(lines)[0] })
  }

  // More types than these are not given, and longer code is not looked through.
  const mostNamed = 1000
  const longestCode = 1 << 20

  /** The types that a fold names: those of its handlers, or those that evolve looks for. */
  function named({ evolve, handled }, { $peeks: variables }) {
    const types = new Set(handled ?? namedIn(String(evolve), variables))
    return types.size > mostNamed ? [] : [...types]
  }

  const tokens = /\/\/.*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[\w$]+|[!=]==?|\?\.|[^\s\w$]/g
  const isComment = token => /^\/[/*]/.test(token)
  const isComparison = token => /^[!=]==?$/.test(token)
  const isDot = token => token === '.' || token === '?.'
  /** What a text without escapes says; undefined for another token. */
  const literal = token => /^(["'`])([^"'`\\$\n]+)\1$/.exec(token ?? '')?.[2]

  /** The types with which code compares the event's, which a switch over it has, and by which it looks in a table. */
  function namedIn(code, variables) {
    if (code.length > longestCode) return []
    const words = [...code.matchAll(tokens)].map(([token]) => token).filter(token => !isComment(token))
    const { event, type } = eventNames(words)
    /** How many tokens are the event's type from one on; 0 where it is not there. */
    const typeAt = i => {
      if (isDot(words[i - 1])) return 0
      if (words[i] === event && isDot(words[i + 1]) && words[i + 2] === 'type') return 3
      return words[i] === type && !isDot(words[i + 1]) ? 1 : 0
    }
    const found = []
    // What the braces that are open are of: null, or a switch and whether it is one over the type.
    const open = []
    let next = null
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      if (word === '{') {
        open.push(next)
        next = null
      } else if (word === '}') {
        open.pop()
      } else if (word === 'switch') {
        const count = typeAt(i + 2)
        next = { isOfType: count > 0 && words[i + 2 + count] === ')' }
      } else if (word === 'case' && open.filter(Boolean).pop()?.isOfType) {
        found.push(literal(words[i + 1]))
      }
      const count = typeAt(i)
      if (count === 0) continue
      if (isComparison(words[i + count])) found.push(literal(words[i + count + 1]))
      if (isComparison(words[i - 1])) found.push(literal(words[i - 2]))
      if (words[i - 1] === '[' && words[i + count] === ']') {
        found.push(...keysOfTable(isDot(words[i - 2]) ? words[i - 3] : words[i - 2], variables))
      }
    }
    return found.filter(name => name !== undefined)
  }

  /** What the code of a function calls its second parameter, and the type in it: that, or what it takes out of it. */
  function eventNames(words) {
    let i = words.indexOf('(') + 1
    for (let depth = 0; i < words.length && (depth > 0 || words[i] !== ','); i++) {
      if ('([{'.includes(words[i])) depth += 1
      if (')]}'.includes(words[i])) depth -= 1
    }
    if (words[i + 1] !== '{') return { event: words[i + 1], type: 'type' }
    const place = words.indexOf('type', i)
    return { event: undefined, type: words[place + 1] === ':' ? words[place + 2] : 'type' }
  }

  /** The names of the members of an object that is a variable at top level. */
  function keysOfTable(name, variables) {
    const table = variables.find(([known]) => known === name)?.[2]()
    return isObject(table) ? Object.keys(table) : []
  }

  return { globals, adopt, expect, named, warnOfIdle }
})
