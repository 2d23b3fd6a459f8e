// What a script finds in its world: nothing that another run would answer otherwise.
//
// The prelude is made of four files, each a function that is given what those before it made. They run
// before the script, keep what they need of the language to themselves, and then freeze the language, so
// that no script can change it for the next stream.
'use strict';
(function world(progress) {
  const { parse: parseJSON, stringify } = JSON
  const RealDate = Date
  const { construct, ownKeys, getPrototypeOf } = Reflect
  const { defineProperty, getOwnPropertyDescriptor, freeze, create } = Object
  const { imul, floor } = Math

  // What the event that is being folded is, what was not sent of it, and where its random numbers are.
  const now = { event: null, level: 0, missing: 0, isMuted: false, index: -1, seed: null }
  const notes = []
  const told = new Set()
  // What was told since the last call began.
  const fresh = []

  /** Thrown where more of an event is needed than was sent; the flag decides, since it can be caught. */
  const NotSent = class { }
  function need(level) {
    if (now.missing < level) now.missing = level
    throw new NotSent()
  }

  function note(kind, text, key) {
    if (!now.isMuted && notes.length < 10000) notes.push([now.index, kind, short(text), key])
  }

  /**
   * Says once for a script what will bite: a code and what it is about, what is wrong, what not to write and
   * what instead. The line is the one that is running, where none is given.
   */
  function warn(code, about, text, bad, good, line) {
    const key = `${code} ${about}`
    if (now.isMuted || told.has(key)) return
    told.add(key)
    fresh.push(key)
    line ??= frames(new Error().stack)[0]?.[1]
    const place = line === undefined ? script : `${script}:${line}`
    note('warning', `${place}: ${code}: ${text}; not ${bad}, but ${good}`, key)
  }

  /** Begins a call, of which all that is said can be taken back. */
  function begin() {
    fresh.length = 0
  }
  function takeBack() {
    notes.length = 0
    for (const key of fresh) told.delete(key)
  }

  /** A text that is no flood. */
  function short(text) {
    return text.length > 4000 ? text.slice(0, 4000) + '…' : text
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

  function shown(value) {
    if (typeof value === 'string') return value
    try {
      return stringify(value) ?? String(value)
    } catch {
      return 'something that has no JSON'
    }
  }
  function log(...values) {
    if (!now.isMuted) note('log', values.map(shown).join(' '))
  }
  globalThis.log = log
  globalThis.console = {
    log, info: log, warn: log, error: log, debug: log, trace: log,
  }

  // MARK: Faults

  /** What was thrown, with the script's line where it is known: [line, column, text]. */
  function described(thrown) {
    let text = 'something was thrown that cannot be shown'
    let at = []
    try {
      if (thrown instanceof Fault) return [thrown.line, column(thrown.line, thrown.column), thrown.text]
      if (thrown instanceof Error) {
        text = oneLine(`${thrown.name}: ${thrown.message}`)
        at = frames(thrown.stack)[0] ?? []
      } else {
        text = oneLine(`threw ${shown(thrown)}`)
      }
    } catch { }
    return at.length ? [at[1], column(at[1], at[2]), text] : [0, 0, text]
  }
  const column = (line, column) => line === 1 && column > margin ? column - margin : column

  function oneLine(text) {
    return short(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
  }

  /** A fault of Rewind's own finding. */
  class Fault {
    constructor(text) {
      this.text = text
      const frame = frames(new Error().stack)[0]
      this.line = frame ? frame[1] : 0
      this.column = frame ? frame[2] : 0
    }
    toString() { return this.text }
  }

  // MARK: The language, frozen

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
      Object.preventExtensions(globalThis)
    } catch { }
  }

  return {
    now, notes, begin, takeBack, NotSent, need, note, warn, described, Fault, shown, parseJSON, stringify,
    freezeLanguage, progress, create,
    named(name, before) {
      script = name
      margin = before
    },
  }
})
