// What a script finds in its world: nothing that another run would answer otherwise.
//
// The prelude is made of files, each a function that is given what those before it made, by their names. They run
// before the script, keep what they need of the language to themselves, and then freeze the language, so that no
// script can change it for the next stream.
'use strict';
(function world({ progress, showing: { short, shown, table, near } }) {
  const { parse: parseJSON, stringify } = JSON
  const RealDate = Date
  const { construct, ownKeys, getPrototypeOf } = Reflect
  const { defineProperty, getOwnPropertyDescriptor, freeze, preventExtensions } = Object
  const { imul, floor } = Math
  const { isArray } = Array

  // What the event that is being folded is, what was not sent of it, and where its random numbers are. Its type
  // is $init where the first state is made.
  const now = {
    event: null, type: null, level: 0, members: null, isShort: false, isMuted: false, index: -1, seed: null,
    // Where it stands, for what is counted by events: its stream and version.
    stream: '', version: 0,
    // What is taken in: a fold, an upcaster or a projection.
    kind: '',
    // The fault for which nothing behind the event is to be folded.
    stop: null,
  }
  // Whether the script has frozen anything, which may be a part of a state; and the objects of which it has
  // defined members that are not like others.
  const freezing = { isUsed: false, defined: new WeakSet() }
  const notes = []
  const told = new Set()
  const mostWarnings = 1000
  // What was told since the last call began.
  const fresh = []

  // What handlers asked for of events: a level, and the members of data; null for all of them.
  const needs = { level: 0, members: [] }
  const mostMembers = 64

  /** Thrown where more of an event is needed than was sent; `isShort` decides, since it can be caught. */
  const NotSent = class { }
  function need(level) {
    if (needs.level < level) needs.level = level
    now.isShort = true
    throw new NotSent()
  }
  function needMember(key) {
    const isName = typeof key === 'string' && needs.members !== null && needs.members.length < mostMembers
    if (!isName) return needAllMembers()
    if (!needs.members.includes(key)) needs.members.push(key)
    now.isShort = true
    throw new NotSent()
  }
  function needAllMembers() {
    needs.members = null
    now.isShort = true
    throw new NotSent()
  }

  /** Takes the members of data that are needed, which no others will be; false where all are. */
  function knowMembers(names) {
    if (needs.members === null || names.length > mostMembers) return false
    needs.members = names
    return true
  }

  /** Has all of events be sent, from the first on. */
  function needEverything() {
    needs.level = 2
    needs.members = null
  }

  function note(kind, text, key) {
    notes.push([now.index, kind, short(text), key])
  }

  /**
   * Says once for a script what will bite: a code and what it is about, what is wrong, what not to write and
   * what instead. The line is the one that is running, where none is given; where none is, that of the handler.
   */
  function warn(code, about, text, bad, good, line) {
    const key = `${code} ${about}`
    if (now.isMuted || told.has(key) || told.size === mostWarnings) return
    told.add(key)
    fresh.push(key)
    line ??= running()?.line ?? handlerLine(now.type)
    const place = line ? `${script}:${line}` : script
    note('warning', `${place}: ${code}: ${text}; not ${bad}, but ${good}`, key)
  }

  /** Begins a call, of which all that is said can be taken back. */
  function begin() {
    fresh.length = 0
    lines.count = 0
    lines.depth = 0
    countsBefore = new Map(counts)
  }
  function takeBack() {
    notes.length = 0
    for (const key of fresh) told.delete(key)
    counts = countsBefore
  }

  /** All that was said since the last time. */
  function takeNotes() {
    if (lines.count > mostLines) note('log', `… and ${lines.count - mostLines} more lines, which are left out`)
    return notes.splice(0)
  }

  let script = ''
  // How much stands before the script's code in its first line.
  let margin = 0
  function frames(stack) {
    const found = []
    for (const line of String(stack).split('\n')) {
      const match = /^(?:.*@)?(.*):(\d+):(\d+)$/.exec(line)
      if (match && match[1] === script) found.push([match[1], Number(match[2]), Number(match[3])])
    }
    return found
  }
  /** The place of the script that is running: { line, column }; undefined where none is. */
  function running() {
    const frame = frames(new Error().stack)[0]
    return frame && { line: frame[1], column: frame[2] }
  }

  // MARK: Regular expressions

  // JavaScriptCore gives a match up that takes too many steps or too much memory, and answers that there is none.
  // It is at it for several times as long as this, in milliseconds, before it does.
  const shortestGivingUp = 10
  const { exec: find } = RegExp.prototype
  const clock = RealDate.now

  const matching = {
    exec(text) {
      const from = this.lastIndex
      const start = clock()
      const found = find.call(this, text)
      if (found === null && clock() - start >= shortestGivingUp) checkGivenUp(this, `${text}`, from)
      return found
    },
    test(text) { return this.exec(text) !== null },
    // The language's own looks at each place of a text, one by one, as soon as exec is another.
    [Symbol.split](text, limit) { return split(this, `${text}`, limit === undefined ? 2 ** 32 - 1 : limit >>> 0) },
  }
  for (const key of ownKeys(matching)) {
    defineProperty(RegExp.prototype, key, { value: matching[key], writable: true, configurable: true })
  }

  /** Looks again for what was not found, or else for the text's end, which is always there. */
  function checkGivenUp({ source, flags }, text, from) {
    if (!(from <= text.length)) return
    const certain = new RegExp(source + (flags.includes('y') ? '|' : '|$(?![^])'), flags)
    certain.lastIndex = from
    if (find.call(certain, text) !== null) return
    const isLast = givenUpOften()
    const fault = new Fault(`the regular expression /${short(source)}/${flags} was given up on a text of ${text.length}`
      + ` characters, since it takes too many steps${isLast ? ` as it did at ${mostGivenUp - 1} events before` : ''};`
      + ' a repetition within a repetition is what does')
    if (isLast) now.stop = fault
    throw fault
  }

  // A match that is given up takes seconds: at so many events of a stream it does, and there the fold stops.
  const mostGivenUp = 3
  // The versions of a stream at which one was, of the streams of late.
  const givenUp = new Map()
  const mostStreams = 1000

  // Where the event stands: its stream, and its version or what counts like it.
  let place = () => now

  /** Notes that a match was given up at this event; whether it is the last event that may have one. */
  function givenUpOften() {
    const { stream, version } = place()
    const versions = givenUp.get(stream) ?? new Set()
    if (givenUp.size === mostStreams) givenUp.clear()
    givenUp.set(stream, versions)
    if (!now.isMuted) versions.add(version)
    // An event may be folded again, when later ones have been.
    return [...versions].filter(known => known <= version).length >= mostGivenUp
  }

  function split(by, text, limit) {
    const parts = []
    if (limit === 0) return parts
    const flags = by.flags.replace('y', '')
    const splitter = construct(RegExp, [by.source, flags.includes('g') ? flags : `${flags}g`])
    const hasPairs = /[uv]/.test(flags)
    let start = 0
    for (let from = 0; ;) {
      splitter.lastIndex = from
      const found = splitter.exec(text)
      if (found === null) break
      const end = splitter.lastIndex
      if (text === '') return parts
      if (found.index >= text.length) break
      if (end === start) {
        from = end + (hasPairs && text.codePointAt(end) > 0xFFFF ? 2 : 1)
        continue
      }
      parts.push(text.slice(start, found.index))
      if (parts.length === limit) return parts
      for (let i = 1; i < found.length; i++) {
        parts.push(found[i])
        if (parts.length === limit) return parts
      }
      from = start = end
    }
    parts.push(text.slice(start))
    return parts
  }

  // MARK: Time and chance

  function eventTime() {
    warn('clock', '', 'the time now is the time of the event', 'Date.now()', 'the time that the event says')
    if (!now.event) return 0
    if (now.level < 1) need(1)
    const time = now.event[3]
    return time === null ? 0 : floor(RealDate.parse(time))
  }

  function EventDate(...parts) {
    if (!new.target) return new RealDate(eventTime()).toString()
    return construct(RealDate, parts.length ? parts : [eventTime()], new.target)
  }
  for (const name of ['parse', 'UTC']) {
    defineProperty(EventDate, name, getOwnPropertyDescriptor(RealDate, name))
  }
  defineProperty(EventDate, 'now', { value: function now() { return eventTime() }, writable: true })
  defineProperty(EventDate, 'name', { value: 'Date' })
  defineProperty(EventDate, 'length', { value: 7 })
  defineProperty(EventDate, 'prototype', { value: RealDate.prototype, writable: false })
  RealDate.prototype.constructor = EventDate
  globalThis.Date = EventDate

  // mulberry32, seeded with the event's id, so that an event's numbers are always the same.
  Math.random = function random() {
    warn('chance', '', 'the numbers come from the event\'s id, the same each time', 'Math.random()',
      'a number that the event carries')
    if (now.event && now.level < 1) need(1)
    now.seed ??= seed(now.event ? String(now.event[4] ?? now.event[2]) : '')
    now.seed = (now.seed + 0x6D2B79F5) | 0
    let t = imul(now.seed ^ (now.seed >>> 15), 1 | now.seed)
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  function seed(text) {
    let hash = 0x811C9DC5
    for (let i = 0; i < text.length; i++) hash = imul(hash ^ text.charCodeAt(i), 0x01000193)
    return hash
  }

  // MARK: What a script can say

  const mostLines = 10000
  // How many lines the call has said, and how far they are indented while an event is at it.
  const lines = { count: 0, depth: 0, index: -1 }
  let counts = new Map()
  let countsBefore = counts

  function say(text) {
    if (now.isMuted) return
    lines.count += 1
    if (lines.count <= mostLines) note('log', '  '.repeat(depth()) + text)
  }
  /** A group that an event leaves open ends with it. */
  const depth = () => lines.index === now.index ? lines.depth : 0
  function indent(by) {
    if (now.isMuted) return
    lines.depth = Math.max(0, depth() + by)
    lines.index = now.index
  }

  function log(...values) {
    if (!now.isMuted) say(values.map(shown).join(' '))
  }
  function group(...values) {
    if (values.length) log(...values)
    indent(1)
  }
  function ignore() { }
  globalThis.log = log
  globalThis.console = {
    log, info: log, warn: log, error: log, debug: log, trace: log, group, groupCollapsed: group,
    groupEnd() { indent(-1) },
    dir(value) { log(value) },
    table(rows, columns) {
      if (rows === null || typeof rows !== 'object') log(rows)
      else for (const line of table(rows, columns)) say(line)
    },
    assert(isTrue, ...values) {
      if (!isTrue) log('Assertion failed:', ...values)
    },
    count(name = 'default') {
      if (now.isMuted) return
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      say(`${name}: ${count}`)
    },
    countReset(name = 'default') {
      if (!now.isMuted) counts.delete(name)
    },
    // What takes how long would be another answer each time.
    time: ignore, timeEnd: ignore, timeLog: ignore,
  }

  // MARK: Copies

  /** A copy of a value with all that it holds, as the web's function of that name makes one. */
  globalThis.structuredClone = function structuredClone(value) { return copied(value, new Map()) }

  function copied(value, known) {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new TypeError(`structuredClone copies no ${typeof value}`)
    }
    if (value === null || typeof value !== 'object') return value
    if (known.has(value)) return known.get(value)
    const copy = emptyCopy(value)
    known.set(value, copy)
    if (value instanceof Map) {
      for (const [key, member] of value) copy.set(copied(key, known), copied(member, known))
    } else if (value instanceof Set) {
      for (const member of value) copy.add(copied(member, known))
    } else if (isArray(value) || !isOfLanguage(value)) {
      // Not by assignment: a member may be called __proto__.
      for (const key of Object.keys(value)) {
        defineProperty(copy, key, { value: copied(value[key], known), writable: true, enumerable: true, configurable: true })
      }
    }
    return copy
  }

  /** What is like a value, without what it holds. */
  function emptyCopy(value) {
    if (isArray(value)) return new Array(value.length)
    if (value instanceof Date) return new RealDate(value.getTime())
    if (value instanceof RegExp) return new RegExp(value.source, value.flags)
    if (value instanceof Map) return new Map()
    if (value instanceof Set) return new Set()
    if (value instanceof Error) return defineProperty(new Error(value.message), 'name', { value: value.name })
    for (const kind of [Promise, WeakMap, WeakSet]) {
      if (value instanceof kind) throw new TypeError(`structuredClone copies no ${kind.name}`)
    }
    return {}
  }
  const isOfLanguage = value => value instanceof Date || value instanceof RegExp || value instanceof Error

  // MARK: Faults

  /** What was thrown, with the script's line where it is known: [line, column, text]. */
  function described(thrown) {
    let text = 'something was thrown that cannot be shown'
    let at = []
    try {
      if (thrown instanceof Fault) {
        return thrown.line
          ? [thrown.line, column(thrown.line, thrown.column), oneLine(thrown.text)]
          : [handlerLine(now.type), 0, oneLine(thrown.text)]
      }
      if (thrown instanceof Error) {
        text = oneLine(`${thrown.name}: ${thrown.message}${advice(thrown.message)}`)
        at = frames(thrown.stack)[0] ?? []
      } else {
        text = oneLine(`threw ${shown(thrown)}`)
      }
    } catch { }
    return at.length ? [at[1], column(at[1], at[2]), text] : [handlerLine(now.type), 0, text]
  }

  const column = (line, column) => line === 1 && column > margin ? column - margin : column

  function oneLine(text) {
    return short(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
  }

  /** A fault of Rewind's own finding, at the place that is running where none is given. */
  class Fault {
    constructor(text, at = running()) {
      this.text = text
      this.line = at?.line ?? 0
      this.column = at?.column ?? 0
    }
    toString() { return this.text }
  }

  /** What to write in place of a name that is not there. */
  function advice(message) {
    const name = /Can't find variable: (\S+)$/.exec(message)?.[1]
    if (name === undefined) return ''
    if (name === 'require') return `; a script requires nothing; bundle it first: ${bundle()}`
    if (name === 'module' || name === 'exports') {
      return '; what a script is goes out by export: export default { … }'
    }
    const meant = near(name, ownKeys(globalThis).filter(key => typeof key === 'string'))
    return meant === undefined ? '' : `; did you mean ${meant}?`
  }
  const bundle = () => `esbuild SOURCE.js --bundle --format=esm --outfile=${script}`

  // MARK: Where handlers are

  let code = ''
  // The handler of a type, whether it is of that type alone, and the line to name where it is not found.
  let handlerOf = () => undefined

  /** The line where the handler of a type begins, or what it says of the type; 0 where that is not known. */
  function handlerLine(type) {
    if (type === null) return 0
    const { handler, isShared, line = 0 } = handlerOf(type) ?? {}
    try {
      const text = String(handler)
      const start = code.indexOf(text)
      if (handler === undefined || start < 0 || code.indexOf(text, start + 1) >= 0) return line
      const cases = isShared
        ? [stringify(type), `'${type}'`].flatMap(text => [
          `case ${text}:`, `=== ${text}`, `!== ${text}`, `${text} ===`, `${text} !==`,
        ]) : []
      const places = cases.map(text => code.indexOf(text, start))
      const inside = places.find(place => place >= 0 && place < start + text.length)
      return code.slice(0, inside ?? start).split('\n').length
    } catch {
      return line
    }
  }

  /** The line of a type: that of its handler, or of the member of a table that evolve looks into. */
  function typeLine(type) {
    const line = handlerLine(type)
    const shared = handlerOf(type)
    const isFound = !shared?.isShared || line !== shared.line
    return isFound ? line : memberLine(type) ?? line
  }

  /** The line of a member of a name, such as `$init:`; undefined where none is written so. */
  function memberLine(name) {
    const pattern = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    const place = code.search(new RegExp(`(?<![\\w$"'])["']?${pattern}["']?\\s*[:(]`))
    return place < 0 ? undefined : code.slice(0, place).split('\n').length
  }

  // MARK: The language, frozen

  /** Notes whatever a function of the language makes so that it cannot be changed. */
  function watch(object, name, look) {
    const own = object[name]
    const { [name]: watched } = {
      [name](...values) {
        const result = own(...values)
        look(values, result)
        return result
      },
    }
    defineProperty(object, name, { value: watched, writable: true, configurable: true })
  }
  function noteDefined(object) {
    freezing.isUsed = true
    freezing.defined.add(object)
  }
  for (const [object, name] of [
    [Object, 'freeze'], [Object, 'seal'], [Object, 'preventExtensions'], [Reflect, 'preventExtensions'],
  ]) watch(object, name, () => { freezing.isUsed = true })
  for (const object of [Object, Reflect]) {
    watch(object, 'defineProperty', ([target, , { writable, enumerable, configurable }]) => {
      if (!writable || !enumerable || !configurable) noteDefined(target)
    })
  }
  watch(Object, 'defineProperties', ([target]) => noteDefined(target))
  watch(Object, 'create', ([, members], made) => {
    if (members !== undefined) noteDefined(made)
  })

  // Each would let one run differ from another, or is a door that no fold needs.
  for (const name of [
    'WebAssembly', 'Atomics', 'SharedArrayBuffer', 'WeakRef', 'FinalizationRegistry', 'Intl',
  ]) delete globalThis[name]
  for (const name of ownKeys(RegExp)) {
    if (typeof name === 'string' && (/^\$/.test(name) || /^(input|last|left|right|multiline)/.test(name))) {
      delete RegExp[name]
    }
  }

  /** Lets an object have a member of its own of a name that a frozen one above it has. */
  function allowOverriding(object) {
    for (const key of ownKeys(object)) {
      const found = getOwnPropertyDescriptor(object, key)
      if (!('value' in found) || !found.configurable) continue
      const value = found.value
      defineProperty(object, key, {
        enumerable: found.enumerable, configurable: false,
        get() { return value },
        set(own) {
          if (this === object) throw new TypeError(`${String(key)} of the language cannot be changed`)
          defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true })
        },
      })
    }
  }

  function freezeLanguage() {
    for (const object of [
      Object.prototype, Error.prototype, EvalError.prototype, RangeError.prototype,
      ReferenceError.prototype, SyntaxError.prototype, TypeError.prototype, URIError.prototype,
    ]) allowOverriding(object)
    const hidden = [
      getPrototypeOf([][Symbol.iterator]()), getPrototypeOf(''[Symbol.iterator]()),
      getPrototypeOf(new Map()[Symbol.iterator]()), getPrototypeOf(new Set()[Symbol.iterator]()),
      getPrototypeOf(/a/[Symbol.matchAll]('')), getPrototypeOf(Uint8Array), getPrototypeOf(Uint8Array.prototype),
      getPrototypeOf(function* () { }), getPrototypeOf(async function () { }),
      getPrototypeOf(async function* () { }), getPrototypeOf((async function* () { })()),
      getPrototypeOf((function* () { })()),
    ]
    const seen = new Set()
    const open = [...hidden]
    for (const key of ownKeys(globalThis)) {
      const found = getOwnPropertyDescriptor(globalThis, key)
      if ('value' in found && found.value !== globalThis) open.push(found.value)
    }
    while (open.length) {
      const object = open.pop()
      if (object === null || (typeof object !== 'object' && typeof object !== 'function')) continue
      if (seen.has(object) || object === globalThis || object === progress) continue
      seen.add(object)
      open.push(getPrototypeOf(object))
      for (const key of ownKeys(object)) {
        const found = getOwnPropertyDescriptor(object, key)
        if ('value' in found) open.push(found.value)
        else open.push(found.get, found.set)
      }
    }
    for (const object of seen) freeze(object)
    for (const key of ownKeys(globalThis)) {
      try {
        defineProperty(globalThis, key, { writable: false, configurable: false })
      } catch { }
    }
    try {
      preventExtensions(globalThis)
    } catch { }
  }

  return {
    now, freezing, begin, takeBack, takeNotes, NotSent, needs, need, needMember, needAllMembers, needEverything, knowMembers, warn, described, advice,
    running, Fault, parseJSON, stringify, freezeLanguage, progress, handlerLine, typeLine, memberLine,
    named(name, before, text) {
      script = name
      margin = before
      code = text
    },
    /** Whether the code has something that a pattern finds. */
    mentions: pattern => pattern.test(code),
    /** What a pattern finds in the code, one match after the other. */
    mentioned: pattern => [...code.matchAll(pattern)],
    /** Whether the code declares a variable or a function of a name, where a line begins. */
    declares: name => new RegExp(`^(?:async\\s+)?(?:const|let|var|function)\\s+${name}\\b`, 'm').test(code),
    /** Whether the code of a line declares a variable that can be assigned. */
    isAssignable: line => /^\s*(export\s+)?(let|var)\b/.test(code.split('\n')[line - 1] ?? ''),
    /** Takes what tells where the event stands, where `now` does not. */
    locatedBy(find) {
      place = find
    },
    /** Takes what tells the handler of a type: { handler, isShared, line }. */
    handledBy(find) {
      handlerOf = find
    },
  }
})
