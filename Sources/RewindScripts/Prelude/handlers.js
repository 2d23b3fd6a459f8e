// The functions of a script that take events, and what their first calls show of them.
'use strict';
(function handlers({ world, showing: { near } }) {
  const { now, warn, Fault, parseJSON, stringify } = world
  const isArray = Array.isArray

  const isFunction = value => typeof value === 'function'

  // How many events of each type are looked at, for what their handler makes of a state.
  const looks = 16

  /**
   * Calls a handler, and warns of what a type's first events show: nothing that is done, texts made of numbers. What it
   * answers has `isSettled`, which says of a type that there is nothing more to be looked at.
   */
  function watched(call, handlerOf) {
    const looked = new Map()
    watching.isSettled = type => looked.get(type)?.left === 0
    return watching

    function watching(type, state, event, handler) {
      const look = looked.get(type) ?? { left: looks, idle: idleLooks(handlerOf(type).handler) }
      if (look.left === 0 || now.isMuted) return call(type, state, event, handler)
      const before = jsonToLookAt(state)
      const next = call(type, state, event, handler)
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
  function handlersOf(map, names) {
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

  /** What to do about a name that is not exported: another is that is nearly called so, or it is only declared. */
  function unexported(name, exported) {
    const meant = near(name, Object.keys(exported))
    if (meant) return `; ${meant} is exported, did you mean ${name}?`
    return world.declares(name) ? `; ${name} is there, and is to be exported: write export before it` : ''
  }

  return { isFunction, isObject, watched, warnOfIdle, handlersOf, put, special, chainSpecial, firstState, unexported }
})
