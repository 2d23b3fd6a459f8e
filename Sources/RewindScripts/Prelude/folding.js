// What Rewind calls: takes a script in, folds a batch, lifts events.
'use strict';
(function folding(world, states, forms) {
  const { now, begin, takeBack, takeNotes, NotSent, Fault, described, advice, parseJSON, stringify, progress } = world
  const { checkState, text } = states
  let fold = null
  let upcast = null
  let peeks = []
  let category = ''

  /** What a call answers: a line of JSON, then what follows it, each a line. */
  function answer(head, lines) {
    const notes = takeNotes()
    if (notes.length) head.notes = notes
    return [stringify(head), ...lines].join('\n')
  }

  function attempt(body) {
    begin()
    now.missing = 0
    now.event = null
    now.type = null
    now.index = -1
    now.isMuted = false
    try {
      return body()
    } catch (thrown) {
      if (!now.missing) return answer({ error: described(thrown) }, [])
      // All is asked again, with more of the events.
      takeBack()
      return answer({ missing: now.missing }, [])
    }
  }

  // MARK: Taking a script in

  function adoptFold(exported) {
    adoptVariables(exported)
    fold = forms.adopt(exported, category)
    const initial = fold.initial()
    checkState(initial)
    return answer({ form: fold.form, types: fold.types }, [text(initial)])
  }

  function adoptUpcaster(exported) {
    adoptVariables(exported)
    upcast = exported.default ?? exported.upcast
    if (typeof upcast !== 'function') {
      throw new Fault('no upcaster is here: export default function (event, version) { return event }')
    }
    return answer({ form: 'upcaster' }, [])
  }

  function adoptVariables(exported) {
    const map = exported.default
    const own = map !== null && typeof map === 'object' ? [['this', undefined, () => map]] : []
    peeks = [...exported.$peeks, ...own].map(([name, line, peek]) => ({ name, line, peek, was: shape(peek()) }))
  }

  /** What tells a value from what it was, as far as that is cheap. */
  function shape(value) {
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Map || value instanceof Set) return value.size
    if (value instanceof RegExp) return value.lastIndex
    try {
      const text = stringify(value)
      return text.length > 2000 ? text.length : text
    } catch {
      return value
    }
  }

  /** Says of a top-level variable that it carries something from one event to another. */
  function peekAtVariables() {
    for (const variable of peeks) {
      const { name, line, peek, was } = variable
      const is = shape(peek())
      if (Object.is(is, was)) continue
      variable.was = is
      const what = name === 'this' ? 'the map that is exported' : `the top-level ${name}`
      const bad = name === 'this' ? 'this.name' : name
      world.warn('variable', name, `${what} changes while folding, and carries it from stream to stream`, bad,
        `state.${name === 'this' ? 'name' : name}`, line)
    }
  }

  // MARK: Folding

  /** Folds a batch: {stream, level, first, interval, types, state?, events: [type, sent, type, sent …]}. */
  function foldBatch(batch, request) {
    const { stream, types, first, interval } = batch
    let events = batch.events
    const count = events.length / 2
    const faults = []
    const kept = []
    now.level = batch.level

    // The last place from which a state can be made again: its text, and how many events it is behind.
    let safe = batch.state === undefined ? text(fold.initial()) : stringify(batch.state)
    let safeCount = 0
    let state = parseJSON(safe)
    // From the first fault on every state's text is kept, so that no event is folded a third time.
    let isCareful = false

    function step(i) {
      const type = events[2 * i]
      if (type === -1) return
      const isFirst = first + i === 1
      if (type >= 0) return one(types[type], events[2 * i + 1], isFirst)
      const parts = events[2 * i + 1]
      for (let part = 0; part < parts.length; part += 2) {
        one(types[parts[part]], parts[part + 1], isFirst && part === 0)
      }
    }
    function one(type, sent, isFirst) {
      now.event = now.level === 0 ? events : sent
      now.seed = null
      const next = fold.step(state, type, sent, stream, isFirst)
      state = checkState(next)
    }
    function remember(i) {
      safe = text(state)
      safeCount = i + 1
    }
    function refuse(i, thrown) {
      if (now.missing) throw thrown
      faults.push([i, ...described(thrown)])
      if (isCareful) state = parseJSON(safe)
      else foldAgain(i)
    }
    /** Makes the state before an event again, which a handler may have changed half. */
    function foldAgain(end) {
      isCareful = true
      now.isMuted = true
      // Handlers may have changed what they were given.
      if (safeCount < end) events = parseJSON(request).events
      state = parseJSON(safe)
      for (let i = safeCount; i < end; i++) {
        progress[0] = i + 1
        try {
          step(i)
          remember(i)
        } catch (thrown) {
          refuse(i, thrown)
        }
      }
      now.isMuted = false
    }
    /** The state's text; where it has none after all, the event that made it so is looked for. */
    function keep(i) {
      if (isCareful) return safe
      try {
        return text(state)
      } catch (thrown) {
        if (now.missing) throw thrown
        foldAgain(i + 1)
        return safe
      }
    }

    for (let i = 0; i < count; i++) {
      progress[0] = i + 1
      now.index = i
      try {
        step(i)
        if (now.missing) throw new NotSent()
        if (isCareful) remember(i)
      } catch (thrown) {
        refuse(i, thrown)
      }
      if ((first + i) % interval === 0) kept.push(keep(i))
    }
    const last = (first + count - 1) % interval === 0 ? kept[kept.length - 1] : keep(count - 1)
    peekAtVariables()
    return answer({ faults, kept: kept.length }, [...kept, last])
  }

  // MARK: Lifting

  function parts(value) {
    if (value === undefined) throw new Fault('an upcaster answered nothing; null drops an event')
    if (value === null) return []
    const list = Array.isArray(value) ? value : [value]
    for (const part of list) {
      if (part === null || typeof part !== 'object' || typeof part.type !== 'string') {
        throw new Fault('an upcaster answers an event { type, data }, several, or null')
      }
    }
    return list.map(part => ({ type: part.type, data: part.data === undefined ? null : part.data }))
  }

  /** Lifts events: {events: [[event, version] …]}, an event as the natural forms have it. */
  function liftBatch(batch) {
    const lifted = []
    for (let i = 0; i < batch.events.length; i++) {
      progress[0] = i + 1
      now.index = i
      const [event, version] = batch.events[i]
      now.event = [event.data, event.version, event.position, event.timestamp, event.id]
      now.level = 2
      now.seed = null
      try {
        const before = stringify(event.data)
        const type = event.type
        const made = upcast(event, version)
        const isSame = made === event && event.type === type && stringify(event.data) === before
        lifted.push(isSame ? '{}' : text({ parts: parts(made) }))
      } catch (thrown) {
        lifted.push(stringify({ error: described(thrown) }))
      }
    }
    peekAtVariables()
    return answer({}, lifted)
  }

  return {
    globals: forms.globals,
    globalNames: () => Object.keys(forms.globals).join(' '),
    name(name, of, margin, code) {
      world.named(name, Number(margin), code)
      category = of
    },
    advised: message => message + advice(message),
    adopt: (exported, kind) => attempt(() => kind === 'upcaster' ? adoptUpcaster(exported) : adoptFold(exported)),
    call: request => attempt(() => {
      const batch = parseJSON(request)
      return batch.lift ? liftBatch(batch) : foldBatch(batch, request)
    }),
  }
})
