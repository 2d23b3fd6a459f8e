// The events that handlers are given, of which more is asked for where they read what was not sent.
'use strict';
(function events({ world: { now, need, needMember, needAllMembers, knowMembers, Fault } }) {
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
  // Whether handlers are known to read nothing else of data than the members that are needed.
  let isKnown = false
  /** Takes what handlers read of data, where that is known; whether no more of them needs to be sent. */
  function know(members) {
    isKnown = members !== null && knowMembers(members)
    return isKnown
  }
  function guardedData(data) {
    if (isKnown) return data
    const isCut = now.members !== null && data !== null && typeof data === 'object' && !isArray(data)
    return isCut ? new Proxy(data, guard) : data
  }

  /** What is handed to handlers that read nothing but its type and data, where nothing else is sent. */
  const plainEvent = (type, sent) => ({ type, data: guardedData(sent) })

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
  /** What is handed of it to handlers that read nothing but its body, where nothing else is sent. */
  function chainBodies(sent) {
    const body = guardedData(sent)
    return { body, data: body }
  }
  function chainEvent(type, sent, stream, category, partition, readsFew) {
    const body = guardedData(now.level === 0 ? sent : sent[0])
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
  const plain = ['type', 'data']
  const naturalFew = ['type', 'data', 'stream']
  const chainFew = [
    'streamId', 'eventType', 'isJson', 'body', 'data', 'partition', 'category', 'linkMetadata', 'linkMetadataRaw',
  ]

  const chainBody = ['body', 'data']

  return { expect, know, plain, plainEvent, naturalEvent, chainEvent, chainBodies, naturalFew, chainFew, chainBody }
})
