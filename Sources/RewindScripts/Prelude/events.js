// The events that handlers are given, of which more is asked for where they read what was not sent.
'use strict';
(function events({ world: { now, need, needMember, needAllMembers, Fault } }) {
  const isArray = Array.isArray

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
  /** - readsBody: whether handlers read nothing of it but its body. */
  function chainEvent(type, sent, stream, category, partition, readsFew, readsBody) {
    const body = guardedData(now.level === 0 ? sent : sent[0])
    if (now.level === 0 && readsBody) return { body, data: body }
    if (now.level === 0 && readsFew) {
      return {
        streamId: stream, eventType: type, isJson: true, body, data: body, partition, category,
        linkMetadata: null, linkMetadataRaw: null,
      }
    }
    const known = {
      __proto__: now.level < 2 ? null : Object.prototype,
      streamId: stream, eventType: type, isJson: true, body, data: body, partition, category,
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
   * Whether handlers, and functions of an event alone, can read nothing of it but some members: whether each takes it
   * apart where its parameters are, or names it nowhere but before one of them. Such an event needs no guard, which
   * takes as long as a handler.
   */
  function readOnly(members, handlers, alone = []) {
    const readsFew = (function_, head) =>
      membersRead(codeOf.call(function_), head)?.every(name => members.includes(name)) ?? false
    return handlers.every(handler => readsFew(handler, headOfHandler)) && alone.every(of => readsFew(of, headOfOne))
  }
  const headOfHandler = /^(?:function\b\s*)?[\w$]*\s*\(\s*[\w$]+\s*,\s*(?:([\w$]+)|\{([\w$\s,:]*)\})\s*\)/
  const headOfOne = /^(?:(?:function\b\s*)?[\w$]*\s*\(\s*)?(?:([\w$]+)|(?<=\(\s*)\{([\w$\s,:]*)\})\s*(?:\)|=>)/
  const codeOf = Function.prototype.toString
  // Longer code is not looked through.
  const longestCode = 1 << 20

  /** The members of a parameter that a function can read; null where its code does not say so. */
  function membersRead(code, pattern) {
    // Each of these is another way to the event, or to its name.
    if (code.length > longestCode || /\\u|\b(?:arguments|eval)\b/.test(code)) return null
    const head = pattern.exec(code)
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

  const chainBody = ['body', 'data']

  return { expect, naturalEvent, chainEvent, naturalFew, chainFew, chainBody, readOnly }
})
