// Folds the events of many streams into rows, a frame of events at a time.
'use strict';
(function projecting({ world, states, events, handlers, outputs, projections, rows, numbers, keeping, telling, taking, calls }) {
  const { now, NotSent, described, parseJSON, stringify, progress } = world
  const { checkState, text, wasFlat } = states
  const { gone, find, touch, setState } = rows
  const { writing, written } = outputs
  const { answer } = calls
  const { asked, reasons } = telling
  const { streams, types, stretch } = numbers
  let projection = null
  // The one row of a projection that has no others, and the half of a state that all rows share.
  const wholeKey = 'all'
  let isWhole = false
  let shared = null

  function adopt(exported) {
    calls.adoptVariables(exported)
    calls.mindKeepers()
    world.locatedBy(() => {
      const { index } = now
      return index < 0 ? now : { stream: streams.names[frame.events[3 * index]], version: positionOf(index) }
    })
    projection = projections.adopt(exported)
    isWhole = projection.says.rows === 'all'
    rows.lookAtCode()
    const initial = projection.initial()
    checkState(initial)
    if (projection.isShared) {
      shared = rows.row(null)
      setShared(projection.initialShared())
    }
    const reads = events.know(projection.readsData) ? projection.readsData : undefined
    const says = { ...projection.says, reads, writes: projections.writes(), hasOutputs: projections.hasOutputs() }
    return answer(says, [text(initial)])
  }

  // MARK: A session

  // What becomes of events behind one that fails.
  let onFault = 'goOn'
  // Once an event stopped the projection, nothing is folded any more.
  let isStopped = false

  function begin(start) {
    isStopped = false
    onFault = start.onFault
    telling.begin(start)
    for (const key of start.parked) find(key).isParked = true
    if (shared !== null && start.shared !== undefined) setShared(start.shared)
    return answer({ held: rows.held() }, [])
  }
  function setShared(state) {
    checkState(state)
    rows.setState(shared, state, false)
    shared.text = text(state)
  }

  // MARK: Frames

  // The number of the frame that is expected, and one whose keys wait for their stored states.
  let expected = 0
  let waiting = null
  let frame = null

  /** Takes a frame: one that was sent before another was answered with what is missing is not looked at. */
  function take(sent, request) {
    if (sent.n !== expected) return answer({ isAhead: true }, [])
    if (sent.states !== undefined) return go(waiting, sent.states)
    if (sent.drops) keeping.drop()
    now.level = sent.level
    events.expect(sent.members ?? null)
    now.isShort = !calls.areWhole()
    if (now.isShort) throw new NotSent()
    numbers.add(sent, projection.takes)
    frame = { ...sent, request, count: sent.events.length / 3, keys: null, faults: [], waits: [] }
    const unknown = sent.asks ? unknownKeys() : []
    if (unknown.length === 0) return go(frame, sent.stored ?? [])
    waiting = frame
    return answer({ unknown }, [])
  }

  /** Folds a frame's events, with the states of rows that are stored: [key, state] of each. */
  function go(frame, stored) {
    waiting = null
    for (const [key, state] of stored) if (!rows.has(key) || find(key).state === gone) rows.load(key, state)
    if (!isStopped) fold()
    if (now.isShort) throw new NotSent()
    // Where not all of it is told at once, it is sent again from there on.
    const isWhole = 3 * frame.count === frame.events.length
    if (isWhole) expected += 1
    calls.peekAtVariables()
    handlers.warnOfIdle()
    numbers.settle(projection.settled)
    // What is left to promises is of no one event.
    progress[0] = frame.count + 1
    const head = { faults: frame.faults, waits: frame.waits, held: rows.held(), written: [] }
    if (!isWhole) head.reached = frame.count
    if (isStopped) head.isStopped = true
    const texts = []
    for (const [index, kind, stream, type, data, metadata] of written.splice(0)) {
      head.written.push([index, kind, stream, type])
      texts.push(data, metadata ?? 'null')
    }
    telling.answerFrame(head, texts, projection.result !== undefined)
    frame.events = null
    return answer(head, texts)
  }

  /** Makes everything what it was before a frame that is sent again. */
  function undo() {
    rows.restore()
    written.length = 0
    isStopped = false
    writing.isOpen = false
  }

  // MARK: Events

  function beginFrame() {
    rows.beginFrame()
    telling.beginFrame(shared, frame.n)
  }
  /** Ends the frame behind an event where enough is told. */
  function endAtLimit(i) {
    if (telling.isFull()) frame.count = i + 1
  }

  function fold() {
    beginFrame()
    try {
      for (let i = 0; i < frame.count; i++) {
        if (i % stretch === 0) numbers.lookAhead(frame.events, i, Math.min(i + stretch, frame.count))
        foldEvent(i)
        endAtLimit(i)
      }
      rows.endFrame()
    } catch (thrown) {
      writing.isOpen = false
      if (now.isShort) throw thrown
      foldCarefully(now.index)
    }
  }

  /**
   * Folds the frame again, each event by itself, so that one that fails leaves nothing behind. What was said up to the
   * event that failed is not said again.
   */
  function foldCarefully(failed) {
    rows.restore()
    written.length = 0
    frame.waits = []
    now.stop = null
    // Handlers may have changed what they were given.
    frame.events = parseJSON(frame.request).events
    frame.count = frame.events.length / 3
    beginFrame()
    now.isMuted = true
    for (let i = 0; i < frame.count && !isStopped; i++) {
      foldAlone(i)
      endAtLimit(i)
      if (i === failed) now.isMuted = false
    }
    now.isMuted = false
    rows.endFrame()
  }

  function foldAlone(i) {
    const [writtenBefore, toldBefore] = [written.length, telling.mark()]
    let [of, marks] = [null, []]
    try {
      foldEvent(i, found => {
        of = found
        const all = shared === null ? found : [...found, shared]
        rows.secure(all)
        marks = rows.marks(all)
        return all
      })
    } catch (thrown) {
      writing.isOpen = false
      if (now.isShort) throw thrown
      written.length = writtenBefore
      telling.goBack(toldBefore)
      rows.goBack(marks)
      refuse(i, of, thrown)
    }
  }

  function refuse(i, of, thrown) {
    frame.faults.push([i, (of ?? []).map(row => row.key), ...described(thrown)])
    if (now.stop !== null || onFault === 'stop') isStopped = true
    now.stop = null
    if (onFault === 'park') for (const row of of ?? []) row.isParked = true
  }

  /**
   * Folds an event of the frame, of which `now.index` is the number.
   *
   * - secured: given the rows that it goes to before anything is done, and answers those to be kept behind it.
   */
  function foldEvent(i, secured) {
    const stream = attend(i)
    const type = frame.events[3 * i + 1]
    const parts = frame.events[3 * i + 2]
    if (projection.keys) foldKeyed(keysOf(i, stream, parts), i, stream, type, parts, secured)
    else foldRow(rowOf(stream), i, stream, type, parts, secured)
  }

  function foldKeyed(keys, i, stream, type, parts, secured) {
    if (keys.length === 1) foldRow(find(keys[0]), i, stream, type, parts, secured)
    else if (keys.length > 0) foldInto(keys.map(find), i, stream, type, parts, secured)
    else if (asked.keys) telling.take(i, [])
    else if (asked.rows) telling.pass(i, reasons.noKey)
  }

  function foldRow(row, i, stream, type, parts, secured) {
    if (secured !== undefined || asked.keys || row.isParked) {
      foldInto([row], i, stream, type, parts, secured)
    } else {
      const isTaken = step(row, i, stream, type, parts)
      if (now.stop !== null) throw now.stop
      if (asked.rows) telling.end(i, shared, isTaken, isTaken && telling.step(i, row))
    }
  }

  /** Turns to an event of the frame; answers the number of its stream. */
  function attend(i) {
    const { events: sent } = frame
    const stream = sent[3 * i]
    const type = sent[3 * i + 1]
    now.index = i
    progress[0] = i + 1
    now.event = now.level === 0 ? sent : sent[3 * i + 2]
    now.seed = null
    // A deletion is no event to handlers.
    now.type = type < 0 ? '$deleted' : types[type].name
    return stream
  }

  /** The row of a stream, or the one for all. */
  function rowOf(stream) {
    const row = streams.rows[stream]
    if (row !== null && row.isHeld) return row
    const found = find(isWhole ? wholeKey : streams.names[stream])
    streams.rows[stream] = found
    return found
  }

  function foldInto(found, i, stream, type, parts, secured) {
    if (onFault === 'park' && found.some(row => row.isParked)) {
      // All of its rows wait, or the later events of some would overtake it.
      for (const row of found) {
        touch(row)
        row.isParked = true
      }
      frame.waits.push([i, found.map(row => row.key)])
      return
    }
    const kept = secured?.(found)
    let isTaken = false
    let isTold = false
    for (const row of found) {
      const takes = step(row, i, stream, type, parts)
      if (takes) isTaken = true
      // What stands in the event would be in the states of several rows.
      if (found.length > 1 && !row.isFlat && row.state !== gone) row.state = parseJSON(text(row.state))
      if (takes && asked.rows && telling.step(i, row)) isTold = true
    }
    if (now.stop !== null) throw now.stop
    if (kept !== undefined) rows.keepAll(kept)
    if (asked.keys) telling.take(i, isTaken ? found.map(row => row.key) : [])
    if (asked.rows) telling.end(i, shared, isTaken, isTold)
  }

  const positionOf = i => frame.positions === undefined ? frame.first + i : frame.first + frame.positions[i]

  /** Has an event make a row's next state; false where no handler takes it. */
  function step(row, i, stream, type, parts) {
    const isFirst = row.state === gone
    const isOfType = type >= 0 && types[type].isTaken
    const isCreation = isFirst && projection.created !== undefined && type >= 0
    if (!isOfType && !isCreation && type >= 0) return false
    touch(row)
    if (shared !== null) touch(shared)
    const own = isFirst ? initial() : row.state
    let state = shared === null ? own : [own, shared.state]
    writing.isOpen = true
    if (type < 0) {
      now.type = '$deleted'
      state = projection.deleted(state, null, row.key, type === -1) ?? state
    } else {
      const event = projection.event(types[type].name, parts, stream, isWhole ? '' : row.key)
      if (projection.bodies) {
        state = shared === null ? event.body : [event.body, shared.state]
      } else {
        if (isCreation) {
          now.type = '$created'
          state = projection.created(state, event) ?? state
        }
        if (isOfType) state = handled(types[type], state, event)
      }
    }
    writing.isOpen = false
    keep(row, state)
    row.at = positionOf(i)
    row.isChanged = true
    return true
  }

  /** The state behind an event of a type that a handler takes. */
  function handled(type, state, event) {
    const { name, settled } = type
    if (settled === undefined) return projection.handle(name, state, event)
    now.type = name
    const next = settled(state, event)
    return next === undefined ? state : next
  }

  /** A row's first state, of which it shares nothing with other rows. */
  function initial() {
    const type = now.type
    const state = checkState(projection.initial())
    now.type = type
    return wasFlat() ? state : parseJSON(text(state))
  }

  /** Makes what a handler left a row's state, and the shared one, and what comes out of it its result. */
  function keep(row, left) {
    if (shared === null) {
      if (left === null && projection.removesNull) return rows.remove(row)
      setState(row, checkState(left), wasFlat())
    } else {
      if (!Array.isArray(left) || left.length !== 2) {
        throw new world.Fault('a handler of a shared state answers [own, shared], or nothing', { line: 0 })
      }
      // Both are looked at together, since one object may stand in both.
      const [own, others] = checkState(left)
      setState(row, own, false)
      rows.setState(shared, others, false)
      shared.isChanged = true
    }
    if (projection.result) row.result = resultOf(row)
  }

  const calledResult = ['result', 'a result']

  /** What comes out of a row's state, made of a copy, since transforms change what they get. */
  function resultOf(row) {
    const state = shared === null ? row.state : [row.state, shared.state]
    const result = projection.result(row.isFlat && shared === null ? copyOfFlat(state) : parseJSON(text(state)))
    return text(checkState(result, calledResult), calledResult)
  }
  const copyOfFlat = state => state === null || typeof state !== 'object' ? state : { ...state }

  // MARK: Keys

  /** The keys of an event's rows. */
  function keysOf(i, stream, parts) {
    const known = frame.keys?.[i]
    if (known !== undefined) {
      if (known.thrown !== undefined) throw known.thrown
      return known
    }
    return projection.keys(projection.event(now.type, parts, stream, ''))
  }

  /** Asks for all keys of the frame's events before any is folded; those of which no row is held. */
  function unknownKeys() {
    if (!projection.keys) return []
    const unknown = new Set()
    frame.keys = []
    for (let i = 0; i < frame.count; i++) {
      const stream = attend(i)
      try {
        const keys = projection.keys(projection.event(now.type, frame.events[3 * i + 2], stream, ''))
        frame.keys.push(keys)
        for (const key of keys) if (!rows.has(key)) unknown.add(key)
      } catch (thrown) {
        if (now.isShort) throw thrown
        frame.keys.push({ thrown })
      }
    }
    return [...unknown]
  }

  function forget() {
    rows.forget()
    telling.forget()
    numbers.forgetStreams()
    return answer({ held: rows.held() }, [])
  }

  /** Answers what is kept of steps and rows whose digests differ from those of others. */
  function show(wanted) {
    if (wanted.drops) keeping.drop()
    const { head, texts } = keeping.shown(wanted, shared)
    return answer(head, texts)
  }

  function call(request, text) {
    if (request.begin) return begin(request.begin)
    if (request.take) return taking.takeChanged(shared, projection.result !== undefined)
    if (request.show) return show(request.show)
    if (request.forget) return forget()
    return take(request, text)
  }

  return { adopt, call, undo }
})
