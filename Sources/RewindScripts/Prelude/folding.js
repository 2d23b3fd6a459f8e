// Folds the events of a stream, a batch at a time.
'use strict';
(function folding({ world, states, events, handlers, naming, forms, calls }) {
  const { now, NotSent, described, parseJSON, stringify, progress } = world
  const { checkState, text } = states
  const { answer, areWhole, peekAtVariables } = calls
  let fold = null
  // The state's text where the last part of a batch ended, and the version behind it.
  let held = 'null'
  let heldBefore = 0

  /** Takes in the fold of a category that a script is. */
  function adopt(exported, category) {
    calls.adoptVariables(exported)
    calls.mindKeepers()
    fold = forms.adopt(exported, category)
    const initial = fold.initial()
    checkState(initial)
    return answer({ form: fold.form, types: fold.types, named: naming.named(fold, exported) }, [text(initial)])
  }

  // MARK: Folding

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
    events.expect(batch.members ?? null)
    if (!batch.goesOn) {
      held = batch.state === undefined ? text(fold.initial()) : stringify(batch.state)
      heldBefore = first
    }
    // It was made before somebody learnt what is needed, and is to be sent again.
    now.isShort = !areWhole()
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
    handlers.warnOfIdle()
    // What is left to promises is of no one event.
    progress[0] = count + 1
    if (reached < count) return answer({ faults, reached }, kept)
    const isKept = (first + count - 1) % interval === 0
    return answer({ faults }, batch.isLast && !isKept ? [...kept, held] : kept)
  }

  return { adopt, foldBatch }
})
