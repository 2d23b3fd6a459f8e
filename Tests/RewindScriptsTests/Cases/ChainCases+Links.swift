extension ChainCases {
  /// Sources, what may follow what, and options.
  static let links = FoldCase.table(
    #"""
    # a category's streams, each for itself
    fromCategory("account").foreachStream().when({ A(s, e) { s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}
    A {"n":2} => {"n":2}

    # fromCategory takes an array
    fromCategory(["order", "account"]).foreachStream().when({ A(s, e) { s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}

    # fromCategory takes several names
    fromCategory("order", "account").foreachStream().when({ A(s, e) { s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}

    # fromCategories is an alias
    fromCategories("account").foreachStream().when({ A(s, e) { s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}

    # fromCategories takes an array
    fromCategories(["account", "order"]).foreachStream().when({ A(s, e) { s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}

    # all streams, each for itself
    fromAll().foreachStream().when({ A(s, e) { s.n = e.body.n } })
    --
    A {"n":1} => {"n":1}

    # another category's chain is no fold of this one
    fromCategory("order").foreachStream().when({ A() {} })
    --
    ! account.js:1:13: fromCategory takes order, not account, no fold of each account; a fold is fromCategory('account').foreachStream().when({ … })

    # one stream makes it a projection
    fromStream("account-1").when({ A() {} })
    --
    ! account.js:1:11: fromStream makes this a projection of these streams, no fold of each account;

    # several streams in an array make it a projection
    fromStreams(["account-1", "account-2"]).when({ A() {} })
    --
    ! account.js:1:12: fromStreams makes this a projection of these streams

    # several streams as arguments make it a projection
    fromStreams("account-1", "account-2").when({ A() {} })
    --
    ! account.js:1:12: fromStreams makes this a projection of these streams

    # a category's streams together make it a projection
    fromCategory("account").when({ A() {} })
    --
    ! account.js:1:13: without foreachStream() this is a projection of all streams together

    # all streams together make it a projection
    fromAll().when({ A() {} })
    --
    ! account.js:1:8: without foreachStream() this is a projection of all streams together

    # partitions make it a projection
    fromCategory("account")
      .partitionBy(e => e.body.city)
      .when({ A() {} })
    --
    ! account.js:2:15: partitionBy makes this a projection, no fold of each account; a fold is fromCategory('account').foreachStream().when({ … }) · .partitionBy(e => e.body.city)

    # partitionBy takes a function
    fromCategory("account").partitionBy("city").when({ A() {} })
    --
    ! account.js:1:36: partitionBy takes a function

    # biState makes it a projection
    options({ biState: true })
    fromCategory("account").foreachStream().when({ A() {} })
    --
    ! account.js:1:8: a shared state makes this a projection

    # a shared first state makes it a projection
    ….when({ $initShared: () => ({}), A() {} })
    --
    ! account.js:1:45: a shared state makes this a projection

    # biState that is false is none
    options({ biState: false })
    fromCategory("account").foreachStream().when({ A(s) { s.a = 1 } })
    --
    A => {"a":1}

    # foreachStream cannot follow fromStream
    fromStream("account-1").foreachStream().when({ A() {} })
    --
    ! account.js:1:38: foreachStream cannot follow fromStream; what can: when, partitionBy, outputState

    # foreachStream cannot follow fromStreams
    fromStreams("account-1").foreachStream().when({ A() {} })
    --
    ! account.js:1:39: foreachStream cannot follow fromStreams; what can: when, partitionBy, outputState

    # foreachStream cannot follow itself
    fromAll().foreachStream().foreachStream()
    --
    ! account.js:1:40: foreachStream cannot follow foreachStream; what can: when

    # when cannot follow itself
    ….when({ A() {} })
      .when({ B() {} })
    --
    ! account.js:2:8: when cannot follow when; what can: transformBy, filterBy, outputState, outputTo, $defines_state_transform

    # partitionBy cannot follow foreachStream
    ….partitionBy(e => 1)
    --
    ! account.js:1:52: partitionBy cannot follow foreachStream; what can: when

    # transformBy cannot come before when
    fromCategory("account").transformBy(s => s)
    --
    ! account.js:1:36: transformBy cannot follow fromCategory; what can: when, partitionBy, foreachStream, outputState

    # when cannot follow outputState
    fromAll().outputState().when({})
    --
    ! account.js:1:29: when cannot follow outputState; what can: transformBy, filterBy, outputTo

    # outputState before when makes it a projection
    fromAll().outputState()
    --
    ! account.js:1:8: without foreachStream() this is a projection of all streams together

    # nothing can follow outputTo
    ….when({ A() {} }).outputTo("x").outputState()
    --
    ! account.js:1:83: outputState cannot follow outputTo; nothing can

    # what comes out is transformed, the state is not
    ….when({ A(s) { s.a = 1 } }).transformBy(s => ({ total: s.a }))
    --
    A => {"a":1}

    # what comes out is filtered, the state is not
    ….when({ A(s) { s.a = 1 } }).filterBy(s => false)
    --
    A => {"a":1}

    # outputState changes nothing
    ….when({ A(s) { s.a = 1 } }).outputState()
    --
    A => {"a":1}

    # all outputs, one behind the other
    ….when({ A(s) { s.a = 1 } }).outputState().transformBy(s => s).filterBy(s => true).transformBy(s => s).outputTo("x", "x-{0}")
    --
    A => {"a":1}

    # a state transform may be declared
    ….when({ A(s) { s.a = 1 } }).$defines_state_transform()
    --
    A => {"a":1}

    # transformBy takes a function
    ….when({ A() {} }).transformBy({})
    --
    ! account.js:1:69: transformBy takes a function

    # filterBy takes a function
    ….when({ A() {} }).filterBy(true)
    --
    ! account.js:1:66: filterBy takes a function

    # there is one source
    fromAll()
    fromCategory("account").foreachStream().when({ A() {} })
    --
    ! account.js:2:13: fromCategory after fromAll: a projection has one source

    # a category is a name
    fromCategory(5).foreachStream().when({ A() {} })
    --
    ! account.js:1:13: fromCategory takes names, not 5

    # a category has a name
    fromCategory().foreachStream().when({ A() {} })
    --
    ! account.js:1:13: fromCategory takes the name of a category

    # an array of categories has names
    fromCategory([]).foreachStream().when({ A() {} })
    --
    ! account.js:1:13: fromCategory takes the name of a category

    # a stream has a name
    fromStream().when({ A() {} })
    --
    ! account.js:1:11: fromStream takes the name of a stream

    # when takes an object
    ….when()
    --
    ! account.js:1:45: when takes an object of handlers

    # when takes no null
    ….when(null)
    --
    ! account.js:1:45: when takes an object of handlers

    # a link that there is not
    ….each({ A() {} })
    --
    ! account.js:1:40: a chain has no each; there are when · fromCategory("account").foreachStream().each({ A() {} })

    # a link in other case
    fromCategory("account").forEachStream().when({ A() {} })
    --
    ! account.js:1:24: a chain has no forEachStream; did you mean foreachStream? ·

    # a link with a letter off
    fromCategory("account").foreachStream().wheen({ A() {} })
    --
    ! account.js:1:40: a chain has no wheen; did you mean when? ·

    # options of any case
    options({ $INCLUDELINKS: true, ReorderEvents: false, resultstreamname: "accounts" })
    fromCategory("account").foreachStream().when({ A(s) { s.a = 1 } })
    --
    A => {"a":1}

    # an option that there is not
    options({ includeLinks: true })
    fromCategory("account").foreachStream().when({ A() {} })
    --
    ! account.js:1:8: no option is called includeLinks; there are $includeLinks, reorderEvents, processingLag, resultStreamName, biState

    # an option named like a member of every object
    options({ constructor: true })
    --
    ! account.js:1:8: no option is called constructor;

    # an option of the wrong type
    options({ $includeLinks: "yes" })
    --
    ! account.js:1:8: the option $includeLinks is a boolean

    # a name that is none
    options({ resultStreamName: 5 })
    --
    ! account.js:1:8: the option resultStreamName is a string

    # a lag that is no number
    options({ processingLag: "500" })
    --
    ! account.js:1:8: the option processingLag is a number

    # a lag is for several streams
    options({ processingLag: 500 })
    fromCategory("account").foreachStream().when({ A() {} })
    --
    ! account.js:1:8: the option processingLag is for fromStreams

    # options are an object
    options("biState")
    --
    ! account.js:1:8: options takes an object

    # options may stand behind the chain
    fromCategory("account").foreachStream().when({ A(s) { s.a = 1 } })
    options({ resultStreamName: "accounts" })
    --
    A => {"a":1}
    """#)
}
