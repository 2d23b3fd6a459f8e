extension ProjectionCases {
  /// What a projection is made from.
  static let sources = ProjectionCase.table(
    #"""
    # fromAll takes the events of all streams into one state
    fromAll().when({ $init: () => ({ n: 0 }), D(s, e) { s.n += e.body.n } })
    --
    outline all, one row
    account-1 D {"n":1}
      all {"n":1}
    order-1 D {"n":2}
      all {"n":3}

    # fromCategory takes the streams of a category
    fromCategory("account").when({ $init: () => ({ n: 0 }), D(s, e) { s.n += e.body.n } })
    --
    outline categories account, one row
    account-1 D {"n":1}
      all {"n":1}
    order-1 D {"n":2}
    account-2 D {"n":4}
      all {"n":5}

    # the category is what stands before the first dash
    fromCategory("bank").when({ $any(s, e) { s[e.streamId] = e.category } })
    --
    bank-account-1 D
      all {"bank-account-1":"bank"}
    bankaccount-1 D
    bank D
      all {"bank-account-1":"bank","bank":"bank"}

    # fromCategory takes several names
    fromCategory("account", "order").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline categories account order, one row
    account-1 A
      all {"last":"account-1"}
    order-1 A
      all {"last":"order-1"}
    user-1 A

    # fromCategory takes an array
    fromCategory(["account", "order"]).when({ $any(s, e) { s.last = e.streamId } })
    --
    outline categories account order, one row
    order-1 A
      all {"last":"order-1"}
    user-1 A

    # fromCategories is the same
    fromCategories(["account", "order"]).when({ $any(s, e) { s.last = e.streamId } })
    --
    outline categories account order, one row
    order-1 A
      all {"last":"order-1"}

    # fromCategories takes several names too
    fromCategories("account", "order").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline categories account order, one row

    # fromStream takes one stream
    fromStream("account-1").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline streams account-1, one row
    account-1 A
      all {"last":"account-1"}
    account-10 A
    account-2 A

    # fromStreams takes an array
    fromStreams(["account-1", "order-1"]).when({ $any(s, e) { s.last = e.streamId } })
    --
    outline streams account-1 order-1, one row
    account-1 A
      all {"last":"account-1"}
    order-1 A
      all {"last":"order-1"}
    order-2 A

    # fromStreams takes several arguments
    fromStreams("account-1", "order-1").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline streams account-1 order-1, one row
    order-1 A
      all {"last":"order-1"}

    # the stream of a category stands for the category
    fromStream("$ce-account").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline categories account, one row
    account-1 A
      all {"last":"account-1"}
    order-1 A

    # the stream of a type stands for the events of that type
    fromStream("$et-Paid").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline types Paid, one row
    account-1 Paid
      all {"last":"account-1"}
    order-1 Paid
      all {"last":"order-1"}
    order-1 Sent

    # streams that stand for others stand beside streams
    fromStreams(["$ce-account", "$et-Paid", "user-1"]).when({ $any(s, e) { s.n = (s.n || 0) + 1 } })
    --
    outline categories account, streams user-1, types Paid, one row
    account-1 A
      all {"n":1}
    order-1 Paid
      all {"n":2}
    user-1 B
      all {"n":3}
    user-2 B
    order-1 B

    # a type of its stream is still only taken where a handler takes it
    fromStream("$et-Paid").when({ Sent(s) { s.sent = true } })
    --
    account-1 Paid
    account-1 Sent

    # an event of a category that is of a type too is taken once
    fromStreams("$ce-account", "$et-Paid").when({ Paid(s) { s.n = (s.n || 0) + 1 } })
    --
    account-1 Paid
      all {"n":1}

    # $all as a stream is all events
    fromStream("$all").when({ $any(s, e) { s.last = e.streamId } })
    --
    outline all, one row
    account-1 A
      all {"last":"account-1"}

    # a stream with a dollar that stands for nothing is a stream
    fromStream("$settings").when({ $any(s, e) { s.last = e.eventType } })
    --
    outline streams $settings, one row
    $settings A
      all {"last":"A"}
    account-1 A

    # a category's stream of no category is a stream
    fromStream("$ce-").when({ $any(s) { s.a = 1 } })
    --
    outline streams $ce-, one row

    # fromAll has system events too
    fromAll().when({ $any(s, e) { s.last = e.eventType } })
    --
    $settings $update
      all {"last":"$update"}

    # names that differ only in how Unicode writes them are two streams
    fromStream("caf\u00e9-1").when({ $any(s) { s.n = (s.n || 0) + 1 } })
    --
    "caf\u00e9-1" A
      all {"n":1}
    "cafe\u0301-1" A

    # a source takes names
    fromCategory(7).when({})
    --
    ! fromCategory takes names, not 7

    # a source needs a name
    fromCategory([]).when({})
    --
    ! fromCategory takes the name of a category

    # fromStreams needs a name
    fromStreams().when({})
    --
    ! fromStreams takes the name of a stream

    # a projection has one source
    fromAll(); fromCategory("account").when({})
    --
    ! fromCategory after fromAll: a projection has one source

    # a script that calls nothing is no projection
    const a = 1
    --
    ! no projection is here

    # on_event without a source says so
    on_event("A", s => s)
    --
    ! on_event needs a source, such as fromCategory

    # handlers may come before the source
    on_event("A", s => { s.a = 1 })
    fromAll()
    --
    outline all, one row
    account-1 A
      all {"a":1}

    # on_any takes what has no handler
    on_event("A", s => { s.a = 1 })
    on_any((s, e) => { s.any = e.eventType })
    fromAll()
    --
    account-1 A
      all {"a":1}
    account-1 B
      all {"a":1,"any":"B"}

    # an unknown function is named with the one that is meant
    fromCatgory("account").when({})
    --
    ! Can't find variable: fromCatgory; did you mean fromCategory?

    # a chain and an export are one too many
    export function evolve(s) { return s }
    fromAll().when({})
    --
    ! the script is a chain and exports a projection too; keep one of them
    """#)

  /// What may follow what.
  static let links = ProjectionCase.table(
    #"""
    # when follows fromAll
    fromAll().when({ A(s) { s.a = 1 } })
    --
    a-1 A
      all {"a":1}

    # foreachStream follows fromAll
    fromAll().foreachStream().when({ A(s) { s.a = 1 } })
    --
    outline all, a row a stream
    a-1 A
      a-1 {"a":1}

    # foreachStream follows fromCategory
    fromCategory("a").foreachStream().when({ A(s) { s.a = 1 } })
    --
    outline categories a, a row a stream
    a-1 A
      a-1 {"a":1}

    # partitionBy follows fromAll
    fromAll().partitionBy(e => e.body.k).when({ A(s) { s.a = 1 } })
    --
    outline all, a row a key
    a-1 A {"k":"x"}
      x {"a":1}

    # partitionBy follows fromCategory
    fromCategory("a").partitionBy(e => e.body.k).when({ A(s) { s.a = 1 } })
    --
    outline categories a, a row a key

    # partitionBy follows fromStream
    fromStream("a-1").partitionBy(e => e.body.k).when({ A(s) { s.a = 1 } })
    --
    outline streams a-1, a row a key

    # partitionBy follows fromStreams
    fromStreams("a-1", "a-2").partitionBy(e => e.body.k).when({ A(s) { s.a = 1 } })
    --
    outline streams a-1 a-2, a row a key

    # outputState follows a source: the state is the event's body
    fromAll().outputState()
    --
    outline all, one row, results are states
    a-1 A {"n":1}
      all {"n":1}
    b-1 B [2]
      all [2]

    # outputState follows fromStream
    fromStream("a-1").outputState()
    --
    outline streams a-1, one row, results are states

    # outputState follows when
    fromAll().when({ A(s) { s.a = 1 } }).outputState()
    --
    outline all, one row, results are states
    a-1 A
      all {"a":1}

    # foreachStream cannot follow fromStream
    fromStream("a-1").foreachStream().when({})
    --
    ! foreachStream cannot follow fromStream; what can: when, partitionBy, outputState

    # foreachStream cannot follow fromStreams
    fromStreams("a-1").foreachStream().when({})
    --
    ! foreachStream cannot follow fromStreams

    # partitionBy cannot follow foreachStream
    fromAll().foreachStream().partitionBy(e => 1).when({})
    --
    ! partitionBy cannot follow foreachStream; what can: when

    # foreachStream cannot follow partitionBy
    fromAll().partitionBy(e => 1).foreachStream()
    --
    ! foreachStream cannot follow partitionBy; what can: when

    # outputState cannot follow partitionBy
    fromAll().partitionBy(e => 1).outputState()
    --
    ! outputState cannot follow partitionBy; what can: when

    # transformBy cannot come before when
    fromAll().transformBy(s => s)
    --
    ! transformBy cannot follow fromAll

    # when cannot follow when
    fromAll().when({}).when({})
    --
    ! when cannot follow when

    # outputState cannot follow outputState
    fromAll().when({}).outputState().outputState()
    --
    ! outputState cannot follow outputState; what can: transformBy, filterBy, outputTo

    # nothing can follow outputTo
    fromAll().when({}).outputTo("x").transformBy(s => s)
    --
    ! transformBy cannot follow outputTo; nothing can

    # partitionBy takes a function
    fromAll().partitionBy("city").when({})
    --
    ! partitionBy takes a function

    # transformBy takes a function
    fromAll().when({}).transformBy({})
    --
    ! transformBy takes a function

    # filterBy takes a function
    fromAll().when({}).filterBy(true)
    --
    ! filterBy takes a function

    # when takes an object
    fromAll().when()
    --
    ! when takes an object of handlers

    # a link that is not there is named with the one that is meant
    fromAll().forEachStream().when({})
    --
    ! a chain has no forEachStream; did you mean foreachStream?

    # outputTo takes names
    fromAll().when({}).outputTo(7)
    --
    ! outputTo takes the name of a stream and a pattern, not 7
    """#)

  /// What is set by `options`.
  static let options = ProjectionCase.table(
    #"""
    # the names of options are of any case
    options({ RESULTSTREAMNAME: "balances", BISTATE: false })
    fromAll().when({ A(s) { s.a = 1 } })
    --
    outline all, one row, result stream balances
    a-1 A
      all {"a":1}

    # an unknown option is an error
    options({ resultStream: "x" })
    fromAll().when({})
    --
    ! no option is called resultStream; there are $includeLinks, reorderEvents, processingLag, resultStreamName, biState

    # an option of another type is an error
    options({ biState: "yes" })
    fromAll().when({})
    --
    ! the option biState is a boolean

    # options take an object
    options("biState")
    fromAll().when({})
    --
    ! options takes an object

    # processingLag is for fromStreams
    options({ processingLag: 500 })
    fromAll().when({})
    --
    ! the option processingLag is for fromStreams

    # processingLag of fromStreams has no effect, with a warning
    options({ processingLag: 500 })
    fromStreams("a-1", "a-2").when({ A(s) { s.a = 1 } })
    --
    ~ warning p.js:1: order: processingLag has no effect
    a-1 A
      all {"a":1}

    # reorderEvents has no effect, with a warning
    options({ reorderEvents: true, processingLag: 500 })
    fromStreams("a-1", "a-2").when({ A(s) { s.a = 1 } })
    --
    ~ warning p.js:1: order: reorderEvents has no effect
    a-1 A
      all {"a":1}

    # links are passed over
    fromAll().when({ $any(s, e) { s.last = e.eventType } })
    --
    a-1 A
      all {"last":"A"}
    b-1 $> "0@a-1"

    # $includeLinks hands links over as they are, with a warning
    options({ $includeLinks: true })
    fromAll().when({ $any(s, e) { s.last = e.eventType + e.body } })
    --
    ~ warning p.js:1: links: links are handed over as they stand in the log
    b-1 $> "0@a-1"
      all {"last":"$>0@a-1"}

    # $includeLinks that is false is as if it were not there
    options({ $includeLinks: false })
    fromAll().when({ $any(s, e) { s.last = e.eventType } })
    --
    b-1 $> "0@a-1"

    # a handler of links asks for them
    fromAll().when({ "$>"(s, e) { s.link = e.body } })
    --
    b-1 $> "0@a-1"
      all {"link":"0@a-1"}

    # resultStreamName names where results go
    options({ resultStreamName: "balances" })
    fromAll().when({}).outputState()
    --
    outline all, one row, results are states, result stream balances

    # a result stream with an odd name is warned of
    options({ resultStreamName: " " })
    fromAll().when({})
    --
    ~ warning p.js:1: result: resultStreamName is

    # biState makes a shared state that is empty
    options({ biState: true })
    fromAll().foreachStream().when({ A(s) { s[1].n = (s[1].n || 0) + 1 } })
    --
    outline all, a row a stream, shared
    a-1 A
      a-1 {}
      shared {"n":1}
    a-2 A
      a-2 {}
      shared {"n":2}
    """#)
}
