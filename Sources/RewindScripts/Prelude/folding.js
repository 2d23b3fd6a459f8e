// What Rewind calls: takes a script in, folds a batch, lifts events.
'use strict';
(function folding(world, states, forms) {
  const { now, notes, NotSent, Fault, described, parseJSON, stringify, progress } = world
  const { checkState, text } = states
  let fold = null
  let upcast = null
  let peeks = []
  let category = ''

  /** What a call answers: a line of JSON, then what follows it, each a line. */
  function answer(head, lines) {
    if (notes.length) head.notes = notes.splice(0)
    return stringify(head) + (lines.length ? '\n' + lines.join('\n') : '')
  }

  function attempt(body) {
    now.missing = 0
    now.event = null
    now.index = -1
    now.isMuted = false
    try {
      return body()
    } catch (thrown) {
      return answer({ error: described(thrown) }, [])
    }
  }

  // MARK: Taking a script in

  function adoptFold(exported) {
    peeks = exported.$peeks.map(([name, peek]) => [name, peek, peek()])
    fold = forms.adopt(exported, category)
    const initial = fold.initial()
    checkState(initial)
    return answer({ form: fold.form, types: fold.types }, [text(initial)])
  }

  function adoptUpcaster(exported) {
    peeks = exported.$peeks.map(([name, peek]) => [name, peek, peek()])
    upcast = exported.$default ?? exported.upcast
    if (typeof upcast !== 'function') {
      throw new Fault('no upcaster is here: export default function (event, version) { return event }')
    }
    return answer({ form: 'upcaster' }, [])
  }

  /** Says of a top-level variable that it carries something from one event to another. */
  function peekAtVariables() {
    for (const peek of peeks) {
      const value = peek[1]()
      if (Object.is(value, peek[2])) continue
      peek[2] = value
      world.warn(`variable ${peek[0]}`, `the top-level variable ${peek[0]} is assigned while folding, and`
        + ' carries it from stream to stream', `let ${peek[0]}`, `state.${peek[0]}`)
    }
  }

  // MARK: Folding

  /** Folds a batch: {stream, level, first, interval, types, state?, events: [type, sent, type, sent …]}. */
  function foldBatch(batch) {
    const { stream, events, types } = batch
    const count = events.length / 2
    const faults = []
    const kept = []
    const faulty = new Set()
    now.level = batch.level

    // The last place from which a state can be made again: a text, and how many events it is behind.
    let safe = batch.state === undefined ? text(fold.initial()) : stringify(batch.state)
    let safeCount = 0
    let state = parseJSON(safe)

    function step(i, state) {
      const type = events[2 * i]
      if (type === -1) return state
      const isFirst = batch.first + i === 1
      if (type >= 0) return one(types[type], events[2 * i + 1], isFirst, state)
      const parts = events[2 * i + 1]
      for (let part = 0; part < parts.length; part += 2) {
        state = one(types[parts[part]], parts[part + 1], isFirst && part === 0, state)
      }
      return state
    }
    function one(type, sent, isFirst, state) {
      now.event = now.level === 0 ? events : sent
      const next = fold.step(state, type, sent, stream, isFirst)
      checkState(next)
      return next
    }
    /** The state before an event whose handler may have changed it half. */
    function again(end) {
      state = parseJSON(safe)
      now.isMuted = true
      for (let i = safeCount; i < end; i++) if (!faulty.has(i)) state = step(i, state)
      now.isMuted = false
      safe = text(state)
      safeCount = end
    }
    function refuse(i, thrown) {
      faults.push([i, ...described(thrown)])
      faulty.add(i)
      again(i)
    }

    for (let i = 0; i < count; i++) {
      progress[0] = i + 1
      now.index = i
      try {
        state = step(i, state)
        if (now.missing) return answer({ missing: now.missing }, [])
      } catch (thrown) {
        if (now.missing) return answer({ missing: now.missing }, [])
        refuse(i, thrown)
      }
      if ((batch.first + i) % batch.interval !== 0) continue
      kept.push(keep(i))
    }
    now.index = count - 1
    const last = count && kept.length && (batch.first + count - 1) % batch.interval === 0
      ? kept[kept.length - 1] : keep(count - 1)
    peekAtVariables()
    return answer({ faults, kept: kept.length }, [...kept, last])

    /** A state's text; where it has none after all, the event that made it so is looked for. */
    function keep(i) {
      try {
        return text(state)
      } catch (thrown) {
        if (now.missing) throw thrown
        blame(i)
        return text(state)
      }
    }
    function blame(end) {
      const from = safeCount
      state = parseJSON(safe)
      now.isMuted = true
      for (let i = from; i <= end; i++) {
        if (faulty.has(i)) continue
        try {
          state = step(i, state)
          safe = text(state)
          safeCount = i + 1
        } catch (thrown) {
          faults.push([i, ...described(thrown)])
          faulty.add(i)
          state = parseJSON(safe)
        }
      }
      now.isMuted = false
    }
  }

  // MARK: Lifting

  function parts(value) {
    if (value === null || value === undefined) return []
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
    name(name, of) {
      world.named(name)
      category = of
    },
    adopt: (exported, kind) => attempt(() => kind === 'upcaster' ? adoptUpcaster(exported) : adoptFold(exported)),
    call: request => attempt(() => {
      const batch = parseJSON(request)
      return batch.lift ? liftBatch(batch) : foldBatch(batch)
    }),
  }
})
