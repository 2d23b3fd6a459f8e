extension ChainCases {
  /// What is called when, and what comes of what is returned.
  static let handlers = FoldCase.table(
    #"""
    # $init makes the first state
    ….when({ $init: () => ({ n: 10 }), A(s) { s.n += 1 } })
    --
    => {"n":10}
    A => {"n":11}
    A => {"n":12}

    # without $init the first state is an empty object
    ….when({ A(s) { s.a = 1 } })
    --
    => {}
    A => {"a":1}

    # $init makes an array
    ….when({ $init: () => [], A(s, e) { s.push(e.body.n) } })
    --
    => []
    A {"n":1} => [1]
    A {"n":2} => [1,2]

    # $init makes a number
    ….when({ $init: () => 5, A(s) { return s + 1 } })
    --
    => 5
    A => 6
    (0) warning account.js:1: scalar: the state is a number

    # $init makes null
    ….when({ $init: () => null, A(s, e) { return { was: s } } })
    --
    => null
    A => {"was":null}

    # $init that throws refuses the script
    ….when({ $init() { throw new Error("not today") }, A() {} })
    --
    ! account.js:1:73: Error: not today

    # $init that makes nothing refuses the script
    ….when({ $init() { }, A() {} })
    --
    ! account.js:1: $init answers nothing; it returns the state before the first event

    # what a handler returns is the state
    ….when({ A(s, e) { return { n: e.body.n } } })
    --
    A {"n":1} => {"n":1}
    A {"n":2} => {"n":2}

    # a handler that returns undefined keeps what it changed
    ….when({ A(s, e) { s.n = (s.n ?? 0) + e.body.n; return undefined } })
    --
    A {"n":1} => {"n":1}
    A {"n":2} => {"n":3}

    # a handler that returns null makes the state null
    ….when({ A(s) { return null }, B(s) { return { was: s } } })
    --
    A => null
    B => {"was":null}

    # a text as a state is warned of
    ….when({ A(s, e) { return e.body.status } })
    --
    A {"status":"open"} => "open"
    A {"status":"shut"} => "shut"
    (1) warning account.js:1: scalar: the state is a text; not return "open", but return { text: … }

    # what a handler returns may be false, 0 or empty
    ….when({ A(s, e) { return e.body.v } })
    --
    A {"v":false} => false
    A {"v":0} => 0
    A {"v":[]} => []
    (1) warning account.js:1: scalar: the state is a boolean; not return false, but return { boolean: … }

    # events without a handler change nothing
    ….when({ A(s) { s.a = 1 } })
    --
    B => {}
    A => {"a":1}
    C => {"a":1}

    # $any takes events that have no handler of their own
    ….when({ A(s) { s.a = 1 }, $any(s, e) { s[e.eventType] = "any" } })
    --
    B => {"B":"any"}
    A => {"B":"any","a":1}
    C => {"B":"any","a":1,"C":"any"}

    # $any alone takes all events
    ….when({ $any(s, e) { s.n = (s.n || 0) + 1 } })
    --
    A => {"n":1}
    B => {"n":2}

    # $any takes system events too
    ….when({ $any(s, e) { s.last = e.eventType } })
    --
    $metadata => {"last":"$metadata"}

    # $any takes an event that is called $any or $init
    ….when({ $init: () => ({ n: 0 }), $any(s, e) { s.n++; s.last = e.eventType } })
    --
    $any => {"n":1,"last":"$any"}
    $init => {"n":2,"last":"$init"}

    # any other key with a dollar is an event type
    ….when({ $metadata(s, e) { s.keep = e.body.$maxCount } })
    --
    $metadata {"$maxCount":5} => {"keep":5}

    # on_event takes a type
    on_event("A", (s, e) => { s.n = e.body.n })
    fromCategory("account").foreachStream()
    --
    A {"n":1} => {"n":1}
    B {"n":2} => {"n":1}

    # on_any takes the rest
    fromCategory("account").foreachStream()
    on_event("A", (s, e) => { s.a = 1 })
    on_any((s, e) => { s.any = e.eventType })
    --
    A => {"a":1}
    B => {"a":1,"any":"B"}

    # on_event beside when
    ….when({ A(s) { s.a = 1 } })
    on_event("B", function (s) { s.b = 1 })
    --
    A => {"a":1}
    B => {"a":1,"b":1}

    # on_event takes a function
    on_event("A", {})
    --
    ! account.js:1:9: on_event takes a function

    # on_event needs a source
    on_event("A", () => {})
    --
    ! account.js:1:9: on_event needs a source, such as fromCategory

    # what is no function is ignored
    ….when({ A: 5, B: null, C: "text", D: { }, E(s) { s.e = 1 } })
    --
    A => {}
    B => {}
    C => {}
    D => {}
    E => {"e":1}

    # an $init that is no function is none, and told of
    ….when({
      $init: { n: 5 }, A(s) { s.a = 1 } })
    --
    A => {"a":1}
    (0) warning account.js:2: init: $init is no function, and ignored as KurrentDB ignores it; not $init: { … }, but $init: () => ({ … })

    # an $any that is no function is none
    ….when({ $any: true, A(s) { s.a = 1 } })
    --
    B => {}
    A => {"a":1}

    # with no handler the state is the body
    ….when({})
    --
    => {}
    A {"n":1} => {"n":1}
    B {"m":[1,null]} => {"m":[1,null]}

    # with no when the state is the body
    fromCategory("account").foreachStream()
    --
    A {"n":1} => {"n":1}
    B 5 => 5
    (2) warning account.js: scalar: the state is a number

    # with nothing but $init the state is the body
    ….when({ $init: () => ({ n: 0 }) })
    --
    => {"n":0}
    A {"m":1} => {"m":1}

    # $created comes with the first event, before its handler
    ….when({
      $created(s, e) { s.by = e.eventType; s.order = ["created"] },
      A(s) { s.order.push("A") },
    })
    --
    A => {"by":"A","order":["created","A"]}
    A => {"by":"A","order":["created","A","A"]}

    # $created comes with an event that has no handler
    ….when({ $created(s, e) { s.first = e.eventType }, A(s) { s.a = 1 } })
    --
    B => {"first":"B"}
    A => {"first":"B","a":1}

    # $created may return the state
    ….when({ $created: () => ({ new: true }), A(s) { s.a = 1 } })
    --
    A => {"new":true,"a":1}

    # $created alone is a handler
    ….when({ $created(s, e) { s.since = e.sequenceNumber } })
    --
    A => {"since":0}
    B => {"since":0}

    # $deleted is called when the stream is deleted
    ….when({
      A(s) { s.a = 1 },
      $deleted(s, e, partition, isSoft) { s.gone = [e, partition, isSoft] },
    })
    --
    A => {"a":1}
    $streamDeleted => {"a":1,"gone":[null,"account-1",false]}

    # $deleted may return the state
    ….when({ A(s) { s.a = 1 }, $deleted: () => null })
    --
    A => {"a":1}
    $streamDeleted => {"a":1}

    # a deleted stream without $deleted is as it was
    ….when({ A(s) { s.a = 1 } })
    --
    A => {"a":1}
    $streamDeleted => {"a":1}

    # types are quoted names with dots
    ….when({ "bank.account.opened"(s, e) { s.at = e.body.at }, 'A-1': (s) => { s.dash = 1 } })
    --
    bank.account.opened {"at":"x"} => {"at":"x"}
    A-1 => {"at":"x","dash":1}

    # types are numbers
    ….when({ 1: (s) => { s.one = 1 } })
    --
    1 => {"one":1}

    # types are called as members of every object are
    ….when({ constructor(s) { s.made = 1 }, A(s) { s.a = 1 } })
    --
    toString => {}
    hasOwnProperty => {}
    constructor => {"made":1}

    # handlers come from getters and computed names
    const name = "A"
    fromCategory("account").foreachStream().when({
      [name + "1"](s) { s.one = 1 },
      get B() { return (s) => { s.b = 1 } },
    })
    --
    A1 => {"one":1}
    B => {"one":1,"b":1}

    # a handler that throws leaves the state as it was, and events go on
    ….when({
      A(s, e) { s.n = e.body.n },
      B(s) { throw new Error("no") },
    })
    --
    A {"n":1} => {"n":1}
    B => {"n":1} ! account.js:3:25: Error: no · B(s) { throw new Error("no") },
    A {"n":2} => {"n":2}

    # what a handler changed before it threw is taken back
    ….when({
      $init: () => ({ items: [], n: 0 }),
      A(s, e) { s.items.push(e.body.n); s.n++; s.last.x = 1 },
      B(s, e) { s.items.push(e.body.n); s.n++ },
    })
    --
    B {"n":1} => {"items":[1],"n":1}
    A {"n":2} => {"items":[1],"n":1} ! account.js:3:50: TypeError: undefined is not an object (evaluating 's.last.x = 1')
    B {"n":3} => {"items":[1,3],"n":2}
    A {"n":4} => {"items":[1,3],"n":2} ! account.js:3:50: TypeError

    # what was taken from an event's body is not changed by what came behind
    ….when({
      A(s, e) { s.items = e.body.items },
      B(s, e) { s.items.push(e.body.item) },
      C(s) { throw new Error("no") },
    })
    --
    A {"items":[1]} => {"items":[1]}
    B {"item":2} => {"items":[1,2]}
    C => {"items":[1,2]} ! account.js:4:25: Error: no
    B {"item":3} => {"items":[1,2,3]}
    C => {"items":[1,2,3]} ! account.js:4:25: Error: no
    C => {"items":[1,2,3]} ! account.js:4:25: Error: no
    A {"items":[]} => {"items":[]}

    # the first event throws
    ….when({ A(s, e) { s.x = e.body.x.y } })
    --
    A => {} ! account.js:1:72: TypeError: undefined is not an object
    A {"x":{"y":1}} => {"x":1}

    # what is thrown need not be an error
    ….when({ A() { throw "text" }, B() { throw { code: 5 } }, C() { throw null }, D() { throw undefined } })
    --
    A => {} ! account.js:1: threw text
    B => {} ! account.js:1: threw {"code":5}
    C => {} ! account.js:1: threw null
    D => {} ! account.js:1: threw undefined

    # emit has no effect, and says so once
    ….when({ A(s, e) { s.a = 1; emit("out", "X", { n: 1 }, { by: "me" }) } })
    --
    A => {"a":1}
    A => {"a":1}
    (1) warning account.js:1: projection: emit has no effect in a fold; it belongs to a projection

    # links and copies have no effect, and say so
    ….when({ A(s, e) {
      linkTo("out", e)
      linkStreamTo("out", "in")
      copyTo("out", e)
      s.a = 1
    } })
    --
    A => {"a":1}
    (1) warning account.js:2: projection: linkTo
    (1) warning account.js:3: projection: linkStreamTo
    (1) warning account.js:4: projection: copyTo

    # log says what it is given
    ….when({ A(s, e) { log("n is", e.body.n, [1, { a: null }]); s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}
    A {"n":2} => {"n":2}
    (1) log n is 1 [1,{"a":null}]
    (2) log n is 2 [1,{"a":null}]

    # a special handler that is nearly called so is warned of
    ….when({
      $inti: () => ({ n: 1 }),
      $anny(s, e) { s.n = 2 }, $metadata(s) { },
    })
    --
    A => {}
    (0) warning account.js:2: special: $inti is taken for a type of events; not $inti, but $init
    (0) warning account.js:3: special: $anny is taken for a type of events; not $anny, but $any

    # a chain that exports a fold too
    fromCategory("account").foreachStream().when({ A() {} })
    export default { A() {} }
    --
    ! account.js:2: the script is a chain and exports a fold too; keep one of them

    # a handler that neither changes nor returns is warned of
    ….when({ A(s, e) { ({ ...s, n: e.body.n }) } })
    --
    A {"n":1} => {}
    A {"n":2} => {}
    A {"n":3} => {}
    A {"n":4} => {}
    A {"n":5} => {}
    (1) warning account.js:1: idle: the handler of A neither changes the state nor returns one; not { ...state, a: 1 } alone, but return { ...state, a: 1 }
    """#)
}
