extension ProjectionCases {
  /// What is called, and what comes of what is returned.
  static let handlers = ProjectionCase.table(
    #"""
    # $init makes the first state
    fromAll().when({ $init: () => ({ n: 10 }), A(s) { s.n += 1 } })
    --
    a-1 A
      all {"n":11}
    a-1 A
      all {"n":12}

    # without $init the first state is an empty object
    fromAll().when({ A(s) { s.a = Object.keys(s).length } })
    --
    a-1 A
      all {"a":0}

    # $init is called for each row
    fromAll().foreachStream().when({ $init: () => ({ list: [] }), A(s, e) { s.list.push(e.body.n) } })
    --
    a-1 A {"n":1}
      a-1 {"list":[1]}
    a-2 A {"n":2}
      a-2 {"list":[2]}

    # what $init answers twice is not one thing
    const list = []
    fromAll().foreachStream().when({ $init: () => ({ list }), A(s, e) { s.list.push(e.body.n) } })
    --
    a-1 A {"n":1}
      a-1 {"list":[1]}
    a-2 A {"n":2}
      a-2 {"list":[2]}

    # $init that throws refuses the script
    fromAll().when({ $init() { throw new Error("not today") }, A() {} })
    --
    ! Error: not today

    # $init that answers nothing refuses the script
    fromAll().when({ $init() { }, A() {} })
    --
    ! $init answers nothing

    # $init that is no function is ignored, with a warning
    fromAll().when({ $init: { n: 1 }, A(s) { s.a = 1 } })
    --
    ~ warning p.js:1: init: $init is no function
    a-1 A
      all {"a":1}

    # what a handler returns is the state
    fromAll().when({ A(s, e) { return { n: e.body.n } } })
    --
    a-1 A {"n":1}
      all {"n":1}

    # a handler that returns undefined keeps what it changed
    fromAll().when({ A(s) { s.a = 1; return undefined } })
    --
    a-1 A
      all {"a":1}

    # a handler that returns null makes the state null, and the row stays
    fromAll().foreachStream().when({ A() { return null }, B(s) { return { was: s } } })
    --
    a-1 A
      a-1 null
    a-1 B
      a-1 {"was":null}

    # a state may be a number
    fromAll().when({ $init: () => 0, A(s, e) { return s + e.body.n } })
    --
    ~ warning p.js:1: scalar: the state is a number
    a-1 A {"n":2}
      all 2
    a-1 A {"n":3}
      all 5

    # a state may be an array
    fromAll().when({ $init: () => [], A(s, e) { s.push(e.body.n) } })
    --
    a-1 A {"n":2}
      all [2]
    a-1 A {"n":3}
      all [2,3]

    # events without a handler are not taken
    fromAll().foreachStream().when({ A(s) { s.a = 1 } })
    --
    a-1 B
    a-1 A
      a-1 {"a":1}

    # $any takes events that have no handler of their own
    fromAll().when({ A(s) { s.a = 1 }, $any(s, e) { s.any = e.eventType } })
    --
    a-1 B
      all {"any":"B"}
    a-1 A
      all {"any":"B","a":1}

    # $any alone takes all
    fromAll().when({ $any(s) { s.n = (s.n || 0) + 1 } })
    --
    a-1 A
      all {"n":1}
    b-1 B
      all {"n":2}

    # other names with a dollar are types
    fromAll().when({ $metadata(s, e) { s.most = e.body.$maxCount } })
    --
    $$a-1 $metadata {"$maxCount":5}
      all {"most":5}

    # a name that is nearly a special one is warned of
    fromAll().when({ $anny(s) { s.a = 1 } })
    --
    ~ warning p.js:1: special: $anny is taken for a type of events
    a-1 A

    # values that are no functions are ignored
    fromAll().when({ A: 1, B: null, C(s) { s.c = 1 } })
    --
    a-1 A
    a-1 C
      all {"c":1}

    # with no handler at all the state is the event's body
    fromAll().when({})
    --
    a-1 A {"n":1}
      all {"n":1}
    a-1 B "text"
      all "text"
      ~ warning p.js:1: scalar: the state is a text

    # with no handler at all there is a row for each stream too
    fromAll().foreachStream().when({})
    --
    a-1 A {"n":1}
      a-1 {"n":1}
    a-2 A {"n":2}
      a-2 {"n":2}

    # $init alone is no handler of events
    fromAll().when({ $init: () => ({ n: 0 }) })
    --
    a-1 A {"n":1}
      all {"n":1}

    # quoted names with dots are types
    fromAll().when({ "bank.deposited"(s, e) { s.n = e.body.n } })
    --
    a-1 bank.deposited {"n":1}
      all {"n":1}

    # a handler that throws leaves the state as it was, and is named
    fromAll().when({ $init: () => ({ n: 0 }),
      A(s, e) { s.n += e.body.n; if (s.n < 0) throw new Error("less") } })
    --
    a-1 A {"n":1}
      all {"n":1}
    a-1 A {"n":-5}
      ! p.js:2:
    a-1 A {"n":2}
      all {"n":3}

    # a fault leaves what stands deep in the state as it was
    fromAll().foreachStream().when({ $init: () => ({ a: { list: [] } }),
      A(s, e) { s.a.list.push(e.body.n); if (e.body.n > 5) throw "too much" } })
    --
    a-1 A {"n":1}
      a-1 {"a":{"list":[1]}}
    a-1 A {"n":9}
      ! threw too much
    a-1 A {"n":2}
      a-1 {"a":{"list":[1,2]}}

    # a fault at the first event leaves no row
    fromAll().foreachStream().when({ A() { throw new Error("no") }, B(s) { s.b = 1 } })
    --
    a-1 A
      ! Error: no
    a-1 B
      a-1 {"b":1}

    # a fault of one row leaves the others
    fromAll().foreachStream().when({ A(s, e) { s.n = e.body.n.m } })
    --
    a-1 A {"n":{"m":1}}
      a-1 {"n":1}
    a-2 A {}
      ! TypeError
    a-3 A {"n":{"m":3}}
      a-3 {"n":3}

    # a state that is no JSON is a fault
    fromAll().when({ A(s, e) { s.at = new Date(0) }, B(s) { s.b = 1 } })
    --
    a-1 A
      ! state.at is of class Date: a state must be what its JSON gives back
    a-1 B
      all {"b":1}

    # NaN in a state is a fault
    fromAll().when({ A(s, e) { s.n = e.body.x * 2 } })
    --
    a-1 A {"x":1}
      all {"n":2}
    a-1 A {}
      ! state.n is NaN

    # an async handler is a fault
    fromAll().when({ async A(s) { s.a = 1 } })
    --
    a-1 A
      ! state is a Promise, since its function is async

    # a hidden member of a state is a fault
    fromAll().when({ A(s) { s[Symbol("x")] = 1 }, B(s) { s.b = 1 } })
    --
    a-1 A
      ! state has a member that is named by a symbol
    a-1 B
      all {"b":1}

    # a getter in a state is a fault
    fromAll().when({ A(s) { return { get x() { return 1 } } }, B(s) { s.b = 1 } })
    --
    a-1 A
      ! state.x is a getter
    a-1 B
      all {"b":1}

    # an undefined member is left out, with a warning
    fromAll().when({ A(s, e) { s.a = e.body.nothing; s.b = 1 } })
    --
    a-1 A {}
      all {"b":1}
      ~ warning p.js:1: undefined: a is undefined

    # log says something of an event
    fromAll().when({ A(s, e) { log("got", e.body); s.a = 1 } })
    --
    a-1 A {"n":1}
      all {"a":1}
      ~ log got {"n":1}

    # log at the top level is said once
    log("hello")
    fromAll().when({ A(s) { s.a = 1 } })
    --
    ~ log hello
    a-1 A
      all {"a":1}

    # the time now is the event's, with a warning
    fromAll().when({ A(s) { s.at = new Date().toISOString() } })
    --
    a-1 A
      all {"at":"2026-01-01T10:01:00.000Z"}
      ~ warning p.js:1: clock

    # a variable at top level that changes is warned of
    let n = 0
    fromAll().when({ A(s) { n += 1; s.n = n } })
    --
    a-1 A
      all {"n":1}
      ~ warning p.js:1: variable: the top-level n changes while folding

    # an integer that JavaScript rounds is warned of
    fromAll().when({ A(s, e) { s.a = 1 } })
    --
    a-1 A {"id":9007199254740993}
      all {"a":1}
      ~ warning p.js: rounded: 9007199254740993 in the data of A

    # a text that was a number is warned of
    fromAll().when({ $init: () => ({ n: 1 }), A(s, e) { s.n = s.n + e.body.n } })
    --
    a-1 A {"n":"2"}
      all {"n":"12"}
      ~ warning p.js:1: joined: state.n was the number 1
    """#)

  /// Rows by what a function takes out of events.
  static let partitions = ProjectionCase.table(
    #"""
    # a string is a partition
    fromAll().partitionBy(e => e.body.city).when({ A(s) { s.n = (s.n || 0) + 1 } })
    --
    a-1 A {"city":"Rome"}
      Rome {"n":1}
    a-2 A {"city":"Oslo"}
      Oslo {"n":1}
    a-3 A {"city":"Rome"}
      Rome {"n":2}

    # a number is a partition
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = (s.n || 0) + 1 } })
    --
    a-1 A {"k":7}
      7 {"n":1}
    a-1 A {"k":"7"}
      7 {"n":2}
    a-1 A {"k":1.5}
      1.5 {"n":1}

    # null skips the event
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })
    --
    a-1 A {"k":null}

    # undefined skips the event
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })
    --
    a-1 A {}

    # a boolean skips the event
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })
    --
    a-1 A {"k":true}
    a-1 A {"k":false}

    # an object and an array skip the event
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })
    --
    a-1 A {"k":{"a":1}}
    a-1 A {"k":["a"]}

    # the empty text is a partition
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })
    --
    a-1 A {"k":""}
      "" {"n":1}

    # names of the language are partitions as others are
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = (s.n || 0) + 1 } })
    --
    a-1 A {"k":"__proto__"}
      __proto__ {"n":1}
    a-1 A {"k":"constructor"}
      constructor {"n":1}
    a-1 A {"k":"__proto__"}
      __proto__ {"n":2}

    # texts that Unicode calls the same are two partitions
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = (s.n || 0) + 1 } })
    --
    a-1 A {"k":"\u00e9"}
      "\u00e9" {"n":1}
    a-1 A {"k":"e\u0301"}
      "e\u0301" {"n":1}

    # half a character is no key
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.n = 1 } })
    --
    a-1 A {"k":"\ud800"}
      ! partitionBy answers a key with half a character

    # partitionBy that throws is the event's fault
    fromAll().partitionBy(e => e.body.k.name).when({ A(s) { s.n = (s.n || 0) + 1 } })
    --
    a-1 A {"k":{"name":"x"}}
      x {"n":1}
    a-1 A {}
      ! TypeError
    a-1 A {"k":{"name":"x"}}
      x {"n":2}

    # partitionBy may ask for anything of the event
    fromAll().partitionBy(e => e.metadata.user).when({ A(s, e) { s.last = e.sequenceNumber } })
    --
    a-1 A {} {"user":"u1"}
      u1 {"last":0}
    a-1 A {} {"user":"u2"}
      u2 {"last":1}

    # handlers know the partition
    fromAll().partitionBy(e => e.body.k).when({ A(s, e) { s.of = e.partition } })
    --
    a-1 A {"k":"x"}
      x {"of":"x"}

    # of a number handlers know the text
    fromAll().partitionBy(e => e.body.k).when({ A(s, e) { s.of = e.partition } })
    --
    a-1 A {"k":7}
      7 {"of":"7"}

    # partitionBy is asked of events that no handler takes too
    fromAll().partitionBy(e => { log(e.eventType); return "x" }).when({ A(s, e) { s.a = 1 }, $any() {} })
    --
    a-1 B
      x {}
      ~ log B

    # partitions go across streams, and streams across partitions
    fromCategory("order").partitionBy(e => e.body.buyer).when({ $init: () => ({ sum: 0 }),
      Placed(s, e) { s.sum += e.body.sum } })
    --
    order-1 Placed {"buyer":"ann","sum":5}
      ann {"sum":5}
    order-2 Placed {"buyer":"bob","sum":1}
      bob {"sum":1}
    order-1 Placed {"buyer":"bob","sum":2}
      bob {"sum":3}
    """#)

  /// A partition's first event.
  static let created = ProjectionCase.table(
    #"""
    # $created comes before the handler of a stream's first event
    fromAll().foreachStream().when({ $created(s, e) { s.first = e.body.n }, A(s, e) { s.n = [s.first, e.body.n] } })
    --
    a-1 A {"n":1}
      a-1 {"first":1,"n":[1,1]}
    a-1 A {"n":2}
      a-1 {"first":1,"n":[1,2]}
    a-2 A {"n":3}
      a-2 {"first":3,"n":[3,3]}

    # $created comes with a first event that no handler takes
    fromAll().foreachStream().when({ $created(s, e) { s.first = e.eventType }, A(s) { s.a = 1 } })
    --
    a-1 B
      a-1 {"first":"B"}
    a-1 B
    a-1 A
      a-1 {"first":"B","a":1}

    # $created alone makes rows
    fromAll().foreachStream().when({ $created(s, e) { s.first = e.streamId } })
    --
    a-1 A
      a-1 {"first":"a-1"}
    a-1 A

    # $created comes for partitions too
    fromAll().partitionBy(e => e.body.k).when({ $created(s, e) { s.first = e.partition }, A(s) { s.a = 1 } })
    --
    a-1 A {"k":"x"}
      x {"first":"x","a":1}
    a-1 A {"k":"x"}
      x {"first":"x","a":1}

    # what $created returns is the state
    fromAll().foreachStream().when({ $created() { return { n: 1 } }, A(s) { s.n += 1 } })
    --
    a-1 A
      a-1 {"n":2}

    # $created comes after $init
    fromAll().foreachStream().when({ $init: () => ({ n: 5 }), $created(s) { s.n += 1 }, A(s) { s.n *= 2 } })
    --
    a-1 A
      a-1 {"n":12}

    # $created that throws is the event's fault, and comes again
    fromAll().foreachStream().when({ $created(s, e) { if (e.body.bad) throw new Error("bad"); s.c = 1 }, A(s) { s.a = 1 } })
    --
    a-1 A {"bad":true}
      ! Error: bad
    a-1 A {}
      a-1 {"c":1,"a":1}

    # $created comes no second time where the state is null
    fromAll().foreachStream().when({ $created(s) { s.c = 1 }, A() { return null }, B(s) { return { was: s } } })
    --
    a-1 A
      a-1 null
    a-1 B
      a-1 {"was":null}

    # $created without partitions is never called, with a warning
    fromAll().when({ $created(s) { s.c = 1 }, A(s) { s.a = 1 } })
    --
    ~ warning p.js:1: created: $created is never called without partitions
    a-1 A
      all {"a":1}
    """#)

  /// Streams that are deleted.
  static let deleted = ProjectionCase.table(
    #"""
    # a stream that is deleted for good
    fromAll().foreachStream().when({ A(s) { s.a = 1 },
      $deleted(s, e, partition, isSoft) { s.deleted = [e, partition, isSoft] } })
    --
    a-1 A
      a-1 {"a":1}
    a-1 $streamDeleted
      a-1 {"a":1,"deleted":[null,"a-1",false]}

    # a stream that is deleted and may begin anew
    fromCategory("a").foreachStream().when({ A(s) { s.a = 1 },
      $deleted(s, e, partition, isSoft) { s.deleted = [e, partition, isSoft] } })
    --
    a-1 A
      a-1 {"a":1}
    $$a-1 $metadata {"$tb":9223372036854775807}
      a-1 {"a":1,"deleted":[null,"a-1",true]}

    # the same as versions of 32 bits wrote it
    fromCategory("a").foreachStream().when({ $deleted(s, e, p, isSoft) { s.soft = isSoft } })
    --
    $$a-1 $metadata {"$tb":2147483647}
      a-1 {"soft":true}

    # other metadata delete nothing
    fromCategory("a").foreachStream().when({ A(s) { s.a = 1 }, $deleted(s) { s.deleted = true } })
    --
    a-1 A
      a-1 {"a":1}
    $$a-1 $metadata {"$tb":7}
    $$a-1 $metadata {"$maxCount":1}

    # streams of another category delete nothing
    fromCategory("a").foreachStream().when({ $deleted(s) { s.deleted = true } })
    --
    b-1 $streamDeleted
    $$b-1 $metadata {"$tb":9223372036854775807}

    # what $deleted returns is the state
    fromAll().foreachStream().when({ A(s) { s.a = 1 }, $deleted() { return { gone: true } } })
    --
    a-1 A
      a-1 {"a":1}
    a-1 $streamDeleted
      a-1 {"gone":true}

    # a row goes on behind its deletion
    fromAll().foreachStream().when({ $init: () => ({ n: 0 }), A(s) { s.n += 1 }, $deleted(s) { s.gone = true } })
    --
    a-1 A
      a-1 {"n":1}
    a-1 $streamDeleted
      a-1 {"n":1,"gone":true}
    a-1 A
      a-1 {"n":2,"gone":true}

    # without $deleted the event is one of its type
    fromAll().foreachStream().when({ $any(s, e) { s.last = e.eventType } })
    --
    a-1 $streamDeleted
      a-1 {"last":"$streamDeleted"}

    # $any does not see what $deleted takes
    fromAll().foreachStream().when({ $any(s, e) { s.last = e.eventType }, $deleted(s) { s.gone = true } })
    --
    a-1 $streamDeleted
      a-1 {"gone":true}

    # $deleted without foreachStream is never called, with a warning
    fromAll().when({ A(s) { s.a = 1 }, $deleted(s) { s.gone = true } })
    --
    ~ warning p.js:1: deleted: $deleted is never called without foreachStream()
    a-1 $streamDeleted
    a-1 A
      all {"a":1}

    # $deleted that throws is the event's fault
    fromAll().foreachStream().when({ A(s) { s.a = 1 }, $deleted() { throw new Error("never") } })
    --
    a-1 A
      a-1 {"a":1}
    a-1 $streamDeleted
      ! Error: never

    # a state that is an array is as before where an event fails
    fromAll().when({ $init: () => [], A(s, e) { s.push(e.body.n); if (e.body.n < 0) throw new Error("less") } })
    --
    a-1 A {"n":1}
      all [1]
    a-1 A {"n":-1}
      ! Error: less
    a-1 A {"n":2}
      all [1,2]
    """#)
}
