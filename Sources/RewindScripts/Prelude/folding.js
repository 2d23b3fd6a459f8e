// What Rewind calls: takes a script in, folds a batch, lifts events.
'use strict';
(function folding(world, states, forms) {
  const { now, needs, begin, takeBack, takeNotes, NotSent, Fault, described, advice, parseJSON, stringify, progress } = world
  const { checkState, text } = states
  let fold = null
  let upcast = null
  let peeks = []
  // The state's text where the last part of a batch ended, and the version behind it.
  let held = 'null'
  let heldBefore = 0
  let category = ''

  /** What a call answers: a line of JSON, then what follows it, each a line. */
  function answer(head, lines) {
    const notes = takeNotes()
    if (notes.length) head.notes = notes
    return [stringify(head), ...lines].join('\n')
  }

  function isOutOfMemory(thrown) {
    return thrown instanceof RangeError && thrown.message === 'Out of memory'
  }

  function attempt(body) {
    begin()
    progress[0] = 0
    now.isShort = false
    forms.expect(null)
    now.event = null
    now.type = null
    now.index = -1
    now.isMuted = false
    now.stop = null
    now.stream = ''
    try {
      return body()
    } catch (thrown) {
      if (!now.isShort) {
        // The process ends then, and its place tells at which event.
        if (progress[0] > 0 && isOutOfMemory(thrown)) throw thrown
        return answer({ error: described(thrown) }, [])
      }
      // All is asked again, with more of the events.
      takeBack()
      return answer({ missing: needs }, [])
    }
  }

  // MARK: Taking a script in

  function adoptFold(exported) {
    adoptVariables(exported)
    // A handler that lacks something of an event runs again once that is there, and would find what it kept.
    if (peeks.some(mayKeep)) world.needEverything()
    fold = forms.adopt(exported, category)
    const initial = fold.initial()
    checkState(initial)
    return answer({ form: fold.form, types: fold.types, named: forms.named(fold, exported) }, [text(initial)])
  }

  function adoptUpcaster(exported) {
    adoptVariables(exported)
    upcast = exported.default ?? exported.upcast
    if (typeof upcast !== 'function') {
      throw new Fault('no upcaster is here: export default function (event, version) { return event }',
        { line: Object.values(exported.$lines)[0] })
    }
    const { default: line = exported.$lines.upcast } = exported.$lines
    world.handledBy(() => ({ handler: upcast, isShared: true, line }))
    return answer({ form: 'upcaster' }, [])
  }

  function adoptVariables(exported) {
    const map = exported.default
    const own = map !== null && typeof map === 'object' ? [['this', undefined, () => map]] : []
    peeks = [...exported.$peeks, ...own].map(([name, line, peek]) => ({ name, line, peek, was: shape(peek()) }))
  }

  /** Whether a variable looks as if handlers kept something in it: one to be assigned, or a collection to be filled. */
  function mayKeep({ line, peek }) {
    const value = peek()
    if (typeof value === 'function') return false
    if (value === null || typeof value !== 'object') return world.isAssignable(line)
    return value instanceof Map || value instanceof Set || Object.keys(value).length === 0
  }

  /** What tells a value from what it was, as far as that is cheap. */
  function shape(value) {
    if (value === null || typeof value !== 'object') return value
    try {
      if (value instanceof Map || value instanceof Set) return value.size
      if (value instanceof RegExp) return value.lastIndex
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

  /** Whether data have all the members that were asked for. */
  function hasMembers() {
    return now.members === null || needs.members !== null && needs.members.every(name => now.members.has(name))
  }

  /** Folds events of a batch on from a state; `now.index` says at which it is. */
  function foldOn(state, { events, types, stream, first }, start, end) {
    now.stream = stream
    for (let i = start; i < end; i++) {
      now.index = i
      now.version = first + i
      const type = events[2 * i]
      const sent = events[2 * i + 1]
      // Of what no handler takes, none is to blame where time or memory end.
      if (type !== -1) progress[0] = i + 1
      if (type >= 0) {
        now.event = now.level === 0 ? events : sent
        now.seed = null
        state = checkState(fold.step(state, types[type], sent, stream, first + i === 1))
      } else if (type !== -1) {
        for (let part = 0; part < sent.length; part += 2) {
          now.event = now.level === 0 ? events : sent[part + 1]
          now.seed = null
          const isFirst = first + i === 1 && part === 0
          state = checkState(fold.step(state, types[sent[part]], sent[part + 1], stream, isFirst))
        }
      }
      // It may have been caught.
      if (now.stop !== null) throw now.stop
    }
    return state
  }

  // How many characters of states are answered at once, as long as it is more than one state.
  const mostKept = 16 << 20

  /**
   * Folds a part of a batch: {stream, level, first, interval, types, state?, goesOn?, isLast?, events: [type, sent,
   * type, sent …]}. One that goes on begins where the part before ended, or where it began, if more of its
   * events was needed. Where states are large, it is folded only as far as `reached` says, and what was sent ahead
   * is not; so it is before an event that is not to be got past, of which `stop` says why.
   */
  function foldBatch(batch, request) {
    const { first, interval } = batch
    if (batch.goesOn && first !== heldBefore) return answer({ isAhead: true }, [])
    const count = batch.events.length / 2
    const faults = []
    const kept = []
    now.level = batch.level
    forms.expect(batch.members ?? null)
    if (!batch.goesOn) {
      held = batch.state === undefined ? text(fold.initial()) : stringify(batch.state)
      heldBefore = first
    }
    // It was made before somebody learnt what is needed, and is to be sent again.
    now.isShort = now.level < needs.level || !hasMembers()
    if (now.isShort) throw new NotSent()

    // The last place from which a state can be made again: its text, and how many events it is behind.
    let safe = held
    let safeCount = 0
    let state = parseJSON(safe)
    // From the first fault on every state's text is kept, so that no event is folded a third time.
    let isCareful = false

    function remember(count) {
      safe = text(state)
      safeCount = count
    }
    function refuse(i, thrown) {
      if (now.isShort) throw thrown
      faults.push([i, ...described(thrown)])
      if (isCareful) state = parseJSON(safe)
      else foldAgain(i)
    }
    /** Makes the state before an event again, which a handler may have changed half. */
    function foldAgain(end) {
      isCareful = true
      now.isMuted = true
      // Handlers may have changed what they were given.
      if (safeCount < end) batch.events = parseJSON(request).events
      state = parseJSON(safe)
      for (let i = safeCount; i < end; i++) {
        try {
          state = foldOn(state, batch, i, i + 1)
          remember(i + 1)
        } catch (thrown) {
          refuse(i, thrown)
        }
      }
      now.isMuted = false
    }
    /** Answers all that is before an event which is not to be got past. */
    function stopAt(i) {
      const stop = described(now.stop)
      now.stop = null
      if (!isCareful) foldAgain(i)
      held = safe
      heldBefore = first + i
      return answer({ faults, reached: i, stop }, [...kept, held])
    }
    /** The state's text; where it has none after all, the event that made it so is looked for. */
    function keep(count) {
      if (isCareful) return safe
      try {
        remember(count)
      } catch (thrown) {
        if (now.isShort) throw thrown
        foldAgain(count)
      }
      return safe
    }

    let reached = 0
    let keptLength = 0
    while (reached < count && keptLength < mostKept) {
      const i = reached
      // As far as a state is kept.
      let end = isCareful ? i + 1 : Math.min(count, i + interval - (first + i - 1) % interval)
      try {
        state = foldOn(state, batch, i, end)
        if (now.isShort) throw new NotSent()
        if (isCareful) remember(end)
      } catch (thrown) {
        if (now.stop !== null && !now.isShort) return stopAt(now.index)
        end = now.index + 1
        refuse(now.index, thrown)
      }
      if ((first + end - 1) % interval === 0) {
        kept.push(keep(end))
        keptLength += safe.length
      }
      reached = end
    }
    held = safeCount === reached ? safe : keep(reached)
    heldBefore = first + reached
    if (now.isShort) throw new NotSent()
    peekAtVariables()
    forms.warnOfIdle()
    // What is left to promises is of no one event.
    progress[0] = count + 1
    if (reached < count) return answer({ faults, reached }, kept)
    const isKept = (first + count - 1) % interval === 0
    return answer({ faults }, batch.isLast && !isKept ? [...kept, held] : kept)
  }

  // MARK: Lifting

  /** The JSON of what an upcaster answered. */
  function parts(value) {
    if (value === undefined) throw new Fault('an upcaster answered nothing; null drops an event')
    if (value === null) return '{"parts":[]}'
    const list = Array.isArray(value) ? value : [value]
    for (const part of list) {
      if (part === null || typeof part !== 'object' || typeof part.type !== 'string') {
        throw new Fault('an upcaster answers an event { type, data }, several, or null')
      }
    }
    const texts = list.map(({ type, data }, i) => {
      const name = Array.isArray(value) ? `[${i}].data` : 'data'
      return `{"type":${stringify(type)},"data":${data === undefined ? 'null' : text(data, [name, 'an event\'s data'])}}`
    })
    return `{"parts":[${texts}]}`
  }

  /** Lifts events: {events: [[event, version] …]}, an event as the natural forms have it. */
  function liftBatch(batch) {
    const lifted = []
    for (let i = 0; i < batch.events.length; i++) {
      progress[0] = i + 1
      now.index = i
      const [event, version] = batch.events[i]
      now.event = [event.data, event.version, event.position, event.timestamp, event.id]
      now.stream = event.stream
      now.version = event.position
      now.level = 2
      now.seed = null
      try {
        const before = stringify(event.data)
        const type = event.type
        now.type = type
        const made = upcast(event, version)
        const isSame = made === event && event.type === type && stringify(event.data) === before
        lifted.push(isSame ? '{}' : parts(made))
      } catch (thrown) {
        if (now.stop !== null) throw now.stop
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
      if (batch.type !== undefined) return answer({ line: world.typeLine(batch.type) }, [])
      return batch.lift ? liftBatch(batch) : foldBatch(batch, request)
    }),
  }
})
