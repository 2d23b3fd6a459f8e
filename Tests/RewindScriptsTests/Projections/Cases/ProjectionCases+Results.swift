extension ProjectionCases {
  /// The half of a state that all rows share.
  static let shared = ProjectionCase.table(
    #"""
    # $initShared makes it, and handlers get both
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), $initShared: () => ({ sum: 0 }),
      A(s, e) { s[0].n += e.body.n; s[1].sum += e.body.n } })
    --
    outline all, a row a stream, shared
    a-1 A {"n":1}
      a-1 {"n":1}
      shared {"sum":1}
    a-2 A {"n":2}
      a-2 {"n":2}
      shared {"sum":3}
    a-1 A {"n":3}
      a-1 {"n":4}
      shared {"sum":6}

    # $initShared turns biState on, also where the option says no
    options({ biState: false })
    fromAll().foreachStream().when({ $initShared: () => ({ sum: 1 }), A(s) { s[1].sum += 1 } })
    --
    outline all, a row a stream, shared
    a-1 A
      a-1 {}
      shared {"sum":2}

    # both may be put in place of what was there
    fromAll().foreachStream().when({ $initShared: () => ({ n: 0 }),
      A(s, e) { s[0] = { a: e.body.n }; s[1] = { n: s[1].n + 1 } } })
    --
    a-1 A {"n":7}
      a-1 {"a":7}
      shared {"n":1}

    # both may be returned
    fromAll().foreachStream().when({ $initShared: () => ({ n: 0 }),
      A: ([own, all], e) => [{ n: e.body.n }, { n: all.n + 1 }] })
    --
    a-1 A {"n":7}
      a-1 {"n":7}
      shared {"n":1}

    # one that is returned alone is a fault
    fromAll().foreachStream().when({ $initShared: () => ({ n: 0 }), A: s => s[0], B(s) { s[1].n += 1 } })
    --
    a-1 A
      ! a handler of a shared state answers [own, shared], or nothing
    a-1 B
      a-1 {}
      shared {"n":1}

    # a fault leaves both as they were
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), $initShared: () => ({ list: [] }),
      A(s, e) { s[0].n += 1; s[1].list.push(e.body.n); if (e.body.n < 0) throw new Error("less") } })
    --
    a-1 A {"n":1}
      a-1 {"n":1}
      shared {"list":[1]}
    a-1 A {"n":-1}
      ! Error: less
    a-2 A {"n":2}
      a-2 {"n":1}
      shared {"list":[1,2]}

    # partitions share it too
    fromAll().partitionBy(e => e.body.k).when({ $initShared: () => ({ n: 0 }), A(s, e) { s[0].seen = ++s[1].n } })
    --
    outline all, a row a key, shared
    a-1 A {"k":"x"}
      x {"seen":1}
      shared {"n":1}
    a-1 A {"k":"y"}
      y {"seen":2}
      shared {"n":2}

    # one state has a shared half as well
    fromAll().when({ $init: () => ({ n: 0 }), $initShared: () => ({ m: 0 }), A(s) { s[0].n++; s[1].m-- } })
    --
    outline all, one row, shared
    a-1 A
      all {"n":1}
      shared {"m":-1}

    # $created gets both
    fromAll().foreachStream().when({ $initShared: () => ({ rows: 0 }), $created(s) { s[1].rows++ }, A(s) { s[0].a = 1 } })
    --
    a-1 A
      a-1 {"a":1}
      shared {"rows":1}
    a-2 A
      a-2 {"a":1}
      shared {"rows":2}

    # $deleted gets both
    fromAll().foreachStream().when({ $initShared: () => ({ gone: 0 }), $deleted(s) { s[1].gone++ } })
    --
    a-1 $streamDeleted
      a-1 {}
      shared {"gone":1}

    # one object in both halves becomes two, with a warning
    fromAll().foreachStream().when({ $initShared: () => ({}),
      A(s, e) { s[0].last = e.body.x; s[1].last = s[0].last }, B(s) { s[0].last.n = 2 } })
    --
    a-1 A {"x":{"n":1}}
      a-1 {"last":{"n":1}}
      shared {"last":{"n":1}}
      ~ warning p.js:2: shared
    a-1 B
      a-1 {"last":{"n":2}}
      shared {"last":{"n":1}}

    # a shared half that is no JSON is a fault
    fromAll().foreachStream().when({ $initShared: () => ({ n: 0 }), A(s, e) { s[1].n += e.body.n } })
    --
    a-1 A {"n":1}
      a-1 {}
      shared {"n":1}
    a-1 A {}
      ! is NaN: a state must be what its JSON gives back
    """#)

  /// What comes out of a state.
  static let results = ProjectionCase.table(
    #"""
    # transformBy makes a result, and leaves the state
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), A(s, e) { s.n += e.body.n } })
      .transformBy(s => ({ total: s.n }))
    --
    outline all, a row a stream, results are transformed
    a-1 A {"n":1}
      a-1 {"n":1} -> {"total":1}
    a-1 A {"n":2}
      a-1 {"n":3} -> {"total":3}

    # transforms follow each other
    fromAll().when({ A(s, e) { s.n = e.body.n } }).transformBy(s => ({ m: s.n + 1 })).transformBy(r => r.m * 2)
    --
    a-1 A {"n":1}
      all {"n":1} -> 4

    # a transform that gives null gives a null result
    fromAll().when({ A(s, e) { s.n = e.body.n } }).transformBy(s => null).transformBy(s => s.n)
    --
    a-1 A {"n":1}
      all {"n":1} -> null

    # a transform that gives nothing gives a null result
    fromAll().when({ A(s, e) { s.n = e.body.n } }).transformBy(s => { })
    --
    a-1 A {"n":1}
      all {"n":1} -> null

    # what a transform does to the state is lost
    fromAll().when({ $init: () => ({ n: 0, list: [] }), A(s, e) { s.n += 1; s.list.push(1) } })
      .transformBy(s => { s.n = 100; s.list.length = 0; return s })
    --
    a-1 A
      all {"n":1,"list":[1]} -> {"n":100,"list":[]}
    a-1 A
      all {"n":2,"list":[1,1]} -> {"n":100,"list":[]}

    # filterBy lets pass what is true
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), A(s, e) { s.n += e.body.n } }).filterBy(s => s.n > 1)
    --
    a-1 A {"n":1}
      a-1 {"n":1} -> null
    a-1 A {"n":1}
      a-1 {"n":2} -> {"n":2}
    a-1 A {"n":-2}
      a-1 {"n":0} -> null

    # filterBy lets nothing pass that is only like true, with a warning
    fromAll().when({ A(s) { s.a = 1 } })
      .filterBy(s => s.a)
    --
    a-1 A
      all {"a":1} -> null
      ~ warning p.js:2: filter: filterBy answers 1, which is not true itself

    # filterBy that answers a text lets nothing pass
    fromAll().when({ A(s) { s.a = 1 } }).filterBy(s => "yes")
    --
    a-1 A
      all {"a":1} -> null
      ~ warning p.js:1: filter

    # filterBy that answers nothing lets nothing pass, and is not warned of
    fromAll().when({ A(s) { s.a = 1 } }).filterBy(s => { })
    --
    a-1 A
      all {"a":1} -> null

    # a filter before a transform
    fromAll().when({ A(s, e) { s.n = e.body.n } }).filterBy(s => s.n > 1).transformBy(s => s.n)
    --
    a-1 A {"n":1}
      all {"n":1} -> null
    a-1 A {"n":2}
      all {"n":2} -> 2

    # a filter behind a transform
    fromAll().when({ A(s, e) { s.n = e.body.n } }).transformBy(s => s.n * 2).filterBy(n => n > 3)
    --
    a-1 A {"n":1}
      all {"n":1} -> null
    a-1 A {"n":2}
      all {"n":2} -> 4

    # a transform behind outputState
    fromAll().when({ A(s, e) { s.n = e.body.n } }).outputState().transformBy(s => s.n)
    --
    a-1 A {"n":1}
      all {"n":1} -> 1

    # a transform that throws is the event's fault, and the state is as before
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), A(s, e) { s.n += e.body.n } })
      .transformBy(s => { if (s.n > 2) throw new Error("too much"); return s.n })
    --
    a-1 A {"n":1}
      a-1 {"n":1} -> 1
    a-1 A {"n":5}
      ! Error: too much
    a-1 A {"n":1}
      a-1 {"n":2} -> 2

    # a result that is no JSON is the event's fault
    fromAll().when({ A(s, e) { s.n = e.body.n } }).transformBy(s => 1 / s.n)
    --
    a-1 A {"n":2}
      all {"n":2} -> 0.5
    a-1 A {"n":0}
      ! result is Infinity: a result must be what its JSON gives back

    # a transform of a shared state gets both halves
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), $initShared: () => ({ sum: 0 }),
      A(s, e) { s[0].n += 1; s[1].sum += 1 } }).transformBy(([own, all]) => ({ part: own.n / all.sum }))
    --
    a-1 A
      a-1 {"n":1} -> {"part":1}
      shared {"sum":1}
    a-2 A
      a-2 {"n":1} -> {"part":0.5}
      shared {"sum":2}

    # outputTo names the streams of results
    fromAll().foreachStream().when({ A(s) { s.a = 1 } }).outputTo("balances", "balance-{0}")
    --
    outline all, a row a stream, results are states, result stream balances, pattern balance-{0}
    a-1 A
      a-1 {"a":1}

    # outputTo needs no pattern
    fromAll().when({ A(s) { s.a = 1 } }).outputTo("balances")
    --
    outline all, one row, results are states, result stream balances

    # outputTo is stronger than the option
    options({ resultStreamName: "other" })
    fromAll().when({ A(s) { s.a = 1 } }).outputState().outputTo("balances")
    --
    outline all, one row, results are states, result stream balances

    # $defines_state_transform says that the state is the result
    fromAll().when({ A(s) { s.a = 1 } }).$defines_state_transform()
    --
    outline all, one row, results are states

    # transforms may follow $defines_state_transform
    fromAll().when({ A(s) { s.a = 1 } }).$defines_state_transform().transformBy(s => s.a)
    --
    outline all, one row, results are transformed
    a-1 A
      all {"a":1} -> 1

    # without any of them there is no result
    fromAll().when({ A(s) { s.a = 1 } })
    --
    outline all, one row
    """#)

  /// What handlers write.
  static let outputs = ProjectionCase.table(
    #"""
    # emit writes an event
    fromAll().when({ A(s, e) { emit("out", "Seen", { n: e.body.n }) } })
    --
    a-1 A {"n":1}
      all {}
      + emit out Seen {"n":1}

    # emit takes metadata
    fromAll().when({ A(s, e) { emit("out", "Seen", { n: 1 }, { by: "p", deep: { a: [1] } }) } })
    --
    a-1 A
      all {}
      + emit out Seen {"n":1} {"by":"p","deep":{"a":[1]}}

    # an event may write several, in order
    fromAll().when({ A(s, e) { emit("out-1", "X", { n: 1 }); emit("out-2", "Y", { n: 2 }); emit("out-1", "Z", {}) } })
    --
    a-1 A
      all {}
      + emit out-1 X {"n":1}
      + emit out-2 Y {"n":2}
      + emit out-1 Z {}

    # linkTo writes a link to an event
    fromAll().when({ A(s, e) { linkTo("links", e) } })
    --
    a-1 A
      all {}
      + link links $> "0@a-1"
    a-1 A
      all {}
      + link links $> "1@a-1"

    # linkTo takes metadata
    fromAll().when({ A(s, e) { linkTo("links", e, { why: "A" }) } })
    --
    a-1 A
      all {}
      + link links $> "0@a-1" {"why":"A"}

    # linkStreamTo writes a link to a stream
    fromAll().when({ A(s, e) { linkStreamTo("streams", e.streamId) } })
    --
    a-1 A
      all {}
      + linkStream streams $@ "a-1"

    # copyTo does nothing, with a warning
    fromAll().when({ A(s, e) { copyTo("copies", e); s.a = 1 } })
    --
    a-1 A
      all {"a":1}
      ~ warning p.js:1: copy: copyTo does nothing

    # an array is a body
    fromAll().when({ A(s, e) { emit("out", "Seen", [1, 2]) } })
    --
    a-1 A
      all {}
      + emit out Seen [1,2]

    # a body is as its JSON is
    fromAll().when({ A(s, e) { emit("out", "Seen", { at: new Date(0), none: undefined }) } })
    --
    a-1 A
      all {}
      + emit out Seen {"at":"1970-01-01T00:00:00.000Z"}

    # the event's own body is a body
    fromAll().when({ A(s, e) { emit("out", e.eventType, e.body) } })
    --
    a-1 A {"n":1,"m":{"a":[]}}
      all {}
      + emit out A {"n":1,"m":{"a":[]}}

    # a body that is undefined is a fault
    fromAll().when({ A(s, e) { emit("out", "Seen") } })
    --
    a-1 A
      ! emit takes an object as body, not undefined

    # a body that is a text is a fault
    fromAll().when({ A(s, e) { emit("out", "Seen", "text") } })
    --
    a-1 A
      ! emit takes an object as body, not text

    # a body that is null is a fault
    fromAll().when({ A(s, e) { emit("out", "Seen", null) } })
    --
    a-1 A
      ! emit takes an object as body, not null

    # a body that leads back to itself is a fault
    fromAll().when({ A(s, e) { const b = {}; b.b = b; emit("out", "Seen", b) } })
    --
    a-1 A
      ! what emit writes has no JSON

    # an empty stream is a fault
    fromAll().when({ A(s, e) { emit("", "Seen", {}) } })
    --
    a-1 A
      ! emit takes the name of a stream, not an empty text

    # a stream that is no text is a fault
    fromAll().when({ A(s, e) { emit(7, "Seen", {}) } })
    --
    a-1 A
      ! emit takes the name of a stream, not 7

    # a type that is missing is a fault
    fromAll().when({ A(s, e) { emit("out", undefined, {}) } })
    --
    a-1 A
      ! emit takes a type of events, not undefined

    # metadata that are no object are a fault
    fromAll().when({ A(s, e) { emit("out", "Seen", {}, "why") } })
    --
    a-1 A
      ! emit takes an object as metadata, not why

    # a link to what is no event is a fault
    fromAll().when({ A(s, e) { linkTo("links", e.body) } })
    --
    a-1 A {"n":1}
      ! linkTo takes an event, not {"n":1}

    # a link to no stream is a fault
    fromAll().when({ A(s, e) { linkStreamTo("links") } })
    --
    a-1 A
      ! linkStreamTo takes the name of a stream to link, not undefined

    # streams of odd names are written as they are
    fromAll().when({ A(s, e) { emit("a b\n$c\u0000", "T y", {}) } })
    --
    a-1 A
      all {}
      + emit "a b\n$c\u0000" "T y" {}

    # what a handler wrote before it threw is not written
    fromAll().when({ A(s, e) { emit("out", "Seen", { n: e.body.n }); if (e.body.n < 0) throw new Error("less") } })
    --
    a-1 A {"n":1}
      all {}
      + emit out Seen {"n":1}
    a-1 A {"n":-1}
      ! Error: less
    a-1 A {"n":2}
      all {}
      + emit out Seen {"n":2}

    # emit outside of a handler refuses the script
    emit("out", "Seen", {})
    fromAll().when({})
    --
    ! emit belongs into a handler, which an event calls

    # emit in partitionBy is a fault
    fromAll().partitionBy(e => { emit("out", "Seen", {}); return "x" }).when({ A(s) { s.a = 1 } })
    --
    a-1 A
      ! emit belongs into a handler, which an event calls

    # emit in transformBy is a fault
    fromAll().when({ A(s) { s.a = 1 } }).transformBy(s => { emit("out", "Seen", {}); return s })
    --
    a-1 A
      ! emit belongs into a handler, which an event calls

    # emit in $created
    fromAll().foreachStream().when({ $created(s, e) { emit("new", "Created", { of: e.streamId }) } })
    --
    a-1 A
      a-1 {}
      + emit new Created {"of":"a-1"}

    # emit in $deleted
    fromAll().foreachStream().when({ $deleted(s, e, stream) { emit("gone", "Gone", { of: stream }) } })
    --
    a-1 $streamDeleted
      a-1 {}
      + emit gone Gone {"of":"a-1"}

    # emit in $any
    fromAll().when({ $any(s, e) { linkTo("by-type-" + e.eventType, e) } })
    --
    a-1 A
      all {}
      + link by-type-A $> "0@a-1"

    # what the code writes is known before any event
    fromAll().when({ A(s, e) { emit("out", "A", {}); linkTo('links-' + e.body.k, e); linkStreamTo(`all-${e.streamId}`, "x") } })
    --
    outline all, one row, writes out links-* all-*
    """#)
}
