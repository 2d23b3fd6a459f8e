// What events made of rows, kept until Rewind has compared the digests that it is told in place of them.
'use strict';
(function keeping({ world, states, rows, digests, told }) {
  const { parseJSON } = world
  const { text, plainText } = states
  const { gone, copy } = rows
  const { made, digestRow } = digests

  // What is kept of more than so many characters takes too much memory: then all is to be told instead.
  const longest = 1 << 14

  // Since everything was dropped: what each step made of a row, with its result and its position, and what rows were
  // before the first of their steps. A state is a copy, or its text.
  const steps = { states: [], results: [], ats: [] }
  let befores = []
  // How often everything was dropped, and how many steps there are of the frames that are answered.
  let drops = 1
  let answered = 0
  // What is told of the frame, in memory that Rewind sees too: of each step the numbers of its event and of its row, -1
  // for the shared state, and the halves of the digest. Two frames that follow each other have a half of it each.
  const room = told.length / 2
  let start = 0
  let toldCount = 0
  let isLarge = false
  // The rows that have numbers, by them, and the keys of those that have them since the last answer.
  let numbered = []
  let newKeys = []

  class Text {
    constructor(json) {
      this.json = json
    }
  }

  function begin(isAsked) {
    rows.keepBefores(isAsked ? before : null)
  }

  /** Drops what is kept. */
  function drop() {
    steps.states = []
    steps.results = []
    steps.ats = []
    befores = []
    drops += 1
    answered = 0
  }

  /** - number: that of the frame. */
  function beginFrame(number) {
    start = number % 2 * room
    goBack({ steps: answered, told: 0 })
    isLarge = false
  }

  /** Keeps what a row is before the first event since the drop that goes to it. */
  function before(row, safe) {
    if (row.drops === drops) return
    row.drops = drops
    befores.push({ row, state: row.isFlat ? safe : new Text(safe), result: row.result, at: row.at })
  }

  /** Keeps what an event made of a row. */
  function step(index, row) {
    const { state, result } = row
    if (state === gone) {
      made.low = made.high = 0
      return tell(index, numberOf(row), gone, null, row.at)
    }
    const kept = row.isFlat ? copy(state) : textOf(text(state))
    digestRow(state, result === null ? undefined : parseJSON(result))
    tell(index, numberOf(row), kept, result, row.at)
  }

  /** Keeps what an event made of the shared state, of which `json` is the text. */
  function stepOfShared(index, shared, json) {
    digestRow(shared.state, undefined)
    tell(index, -1, textOf(json), null, 0)
  }
  function tell(index, number, kept, result, at) {
    steps.states.push(kept)
    steps.results.push(result)
    steps.ats.push(at)
    if (toldCount + 4 > room) {
      isLarge = true
      return
    }
    const place = start + toldCount
    told[place] = index
    told[place + 1] = number
    told[place + 2] = made.low
    told[place + 3] = made.high
    toldCount += 4
  }
  function numberOf(row) {
    if (row.number < 0) {
      row.number = numbered.length
      numbered.push(row)
      newKeys.push(row.key)
    }
    return row.number
  }
  function textOf(json) {
    if (json.length > longest) isLarge = true
    return new Text(json)
  }

  const mark = () => ({ steps: steps.states.length, told: toldCount })
  function goBack(mark) {
    steps.states.length = steps.results.length = steps.ats.length = mark.steps
    toldCount = mark.told
  }

  // MARK: Answers

  /** Begins to number rows anew. */
  function forget() {
    numbered = []
    newKeys = []
    drop()
  }

  /** Adds how many numbers are told of the frame to its answer. */
  function answerFrame(head) {
    head.newKeys = newKeys
    newKeys = []
    head.told = toldCount
    if (isLarge) head.isLarge = true
    answered = steps.states.length
  }

  /** What is kept of some steps, by their numbers since the drop, then what rows of some numbers were at the drop. */
  function shown({ steps: wanted, befores: places }, shared) {
    const firsts = new Map(befores.map(before => [before.row, before]))
    const all = [
      ...wanted.map(step => ({ state: steps.states[step], result: steps.results[step], at: steps.ats[step] })),
      ...places.map(place => {
        const row = place < 0 ? shared : numbered[place]
        return firsts.get(row) ?? row
      }),
    ]
    const head = { at: all.map(({ at }) => at), gone: [] }
    const texts = []
    all.forEach(({ state, result }, i) => {
      if (state === gone) head.gone.push(i)
      texts.push(state === gone ? 'null' : jsonOf(state), result ?? 'null')
    })
    return { head, texts }
  }
  const jsonOf = state => state instanceof Text ? state.json : typeof state === 'object' ? text(state) : plainText(state)

  // An event has room for its steps where there is half of all.
  const isFull = () => 2 * toldCount > room

  return { begin, drop, beginFrame, isFull, step, stepOfShared, mark, goBack, forget, answerFrame, shown }
})
