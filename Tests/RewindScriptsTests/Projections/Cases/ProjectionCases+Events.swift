extension ProjectionCases {
  /// The event that handlers get.
  static let envelope = ProjectionCase.table(
    #"""
    # streamId, eventType and category
    fromAll().when({ $any(s, e) { return [e.streamId, e.eventType, e.category] } })
    --
    bank-a-1 A
      all ["bank-a-1","A","bank"]

    # sequenceNumber counts from 0 in each stream
    fromAll().when({ A(s, e) { s[e.streamId] = e.sequenceNumber } })
    --
    a-1 A
      all {"a-1":0}
    a-2 A
      all {"a-1":0,"a-2":0}
    a-1 A
      all {"a-1":1,"a-2":0}

    # eventId is the id's text
    fromAll().when({ A(s, e) { s.id = e.eventId } })
    --
    a-1 A
      all {"id":"00000000-0000-4000-8000-000000000001"}

    # isJson is true
    fromAll().when({ A(s, e) { s.is = e.isJson } })
    --
    a-1 A
      all {"is":true}

    # body and data are one object
    fromAll().when({ A(s, e) { s.same = e.body === e.data; s.n = e.data.n } })
    --
    a-1 A {"n":1}
      all {"same":true,"n":1}

    # bodyRaw is the exact text
    fromAll().when({ A(s, e) { s.raw = e.bodyRaw } })
    --
    a-1 A {"n": 1.50}
      all {"raw":"{\"n\": 1.50}"}

    # metadata are read
    fromAll().when({ A(s, e) { s.user = e.metadata.user } })
    --
    a-1 A {} {"user":"u1"}
      all {"user":"u1"}

    # metadataRaw is the exact text
    fromAll().when({ A(s, e) { s.raw = e.metadataRaw } })
    --
    a-1 A {} {"user": "u1"}
      all {"raw":"{\"user\": \"u1\"}"}

    # linkMetadata are null
    fromAll().when({ A(s, e) { s.l = [e.linkMetadata, e.linkMetadataRaw] } })
    --
    a-1 A
      all {"l":[null,null]}

    # partition is the stream with foreachStream
    fromAll().foreachStream().when({ A(s, e) { s.p = e.partition } })
    --
    a-1 A
      a-1 {"p":"a-1"}

    # partition is empty where there is one state
    fromAll().when({ A(s, e) { s.p = e.partition } })
    --
    a-1 A
      all {"p":""}

    # created is a text, not a Date
    fromAll().when({ A(s, e) { s.t = [typeof e.created, new Date(e.created).getUTCMonth()] } })
    --
    a-1 A
      all {"t":["string",0]}

    # there is no position
    fromAll().when({ A(s, e) { s.p = typeof e.position } })
    --
    a-1 A
      all {"p":"undefined"}

    # these are all of its members
    fromAll().when({ A(s, e) { s.keys = Object.keys(e).sort() } })
    --
    a-1 A
      all {"keys":["body","bodyRaw","category","created","data","eventId","eventType","isJson","linkMetadata","linkMetadataRaw","metadata","metadataRaw","partition","sequenceNumber","streamId"]}

    # a body that is a text, a number or null is handed over
    fromAll().when({ A(s, e) { s.body = e.body } })
    --
    a-1 A "text"
      all {"body":"text"}
    a-1 A 7
      all {"body":7}
    a-1 A null
      all {"body":null}

    # an event may be taken apart
    fromAll().when({ A(s, { body: { n }, streamId, sequenceNumber }) { return { n, streamId, sequenceNumber } } })
    --
    a-1 A {"n":1}
      all {"n":1,"streamId":"a-1","sequenceNumber":0}

    # a body that is changed changes no other event
    fromAll().when({ A(s, e) { e.body.n += 1; s.n = (s.n || 0) + e.body.n } })
    --
    a-1 A {"n":1}
      all {"n":2}
    a-1 A {"n":1}
      all {"n":4}

    # what is asked for late is there
    fromAll().when({ A(s, e) { s.n = (s.n || 0) + 1; if (s.n > 1) s.user = e.metadata.user } })
    --
    a-1 A {} {"user":"u1"}
      all {"n":1}
    a-1 A {} {"user":"u2"}
      all {"n":2,"user":"u2"}
    """#)

  /// What is written for real, in other words.
  static let wild = ProjectionCase.table(
    #"""
    # functions of the old form, with a helper at top level
    function add(state, amount) {
      state.balance += amount;
      state.count++;
    }
    fromCategory('account')
      .foreachStream()
      .when({
        $init: function () { return { balance: 0, count: 0 }; },
        Deposited: function (s, e) { add(s, e.body.amount); },
        Withdrawn: function (s, e) { add(s, -e.body.amount); return s; }
      })
      .outputState();
    --
    outline categories account, a row a stream, results are states
    account-1 Deposited {"amount":700}
      account-1 {"balance":700,"count":1}
    account-1 Withdrawn {"amount":200}
      account-1 {"balance":500,"count":2}

    # an index of streams by a property
    fromCategory("user").when({
      Registered: (s, e) => { linkTo(`users-in-${e.body.country}`, e) },
    })
    --
    user-1 Registered {"country":"it"}
      all {}
      + link users-in-it $> "0@user-1"

    # counting by type with computed names
    fromAll().when({
      $init: () => ({}),
      $any: (s, { eventType }) => { s[eventType] = (s[eventType] || 0) + 1 },
    })
    --
    a-1 A
      all {"A":1}
    b-1 B
      all {"A":1,"B":1}
    a-1 A
      all {"A":2,"B":1}

    # a state that is copied with spread
    fromCategory("cart").foreachStream().when({
      $init: () => ({ items: [] }),
      Added: (s, { body }) => ({ ...s, items: [...s.items, body.sku] }),
      Removed: (s, { body }) => ({ ...s, items: s.items.filter(sku => sku !== body.sku) }),
    })
    --
    cart-1 Added {"sku":"a"}
      cart-1 {"items":["a"]}
    cart-1 Added {"sku":"b"}
      cart-1 {"items":["a","b"]}
    cart-1 Removed {"sku":"a"}
      cart-1 {"items":["b"]}

    # a new event at a threshold
    fromCategory("sensor").foreachStream().when({
      $init: () => ({ hot: false }),
      Measured(s, e) {
        const isHot = e.data.celsius > 80
        if (isHot && !s.hot) emit("alarms", "Overheated", { sensor: e.streamId, celsius: e.data.celsius })
        s.hot = isHot
      },
    })
    --
    sensor-1 Measured {"celsius":79}
      sensor-1 {"hot":false}
    sensor-1 Measured {"celsius":81}
      sensor-1 {"hot":true}
      + emit alarms Overheated {"sensor":"sensor-1","celsius":81}
    sensor-1 Measured {"celsius":82}
      sensor-1 {"hot":true}

    # Date arithmetic
    fromCategory("job").foreachStream().when({
      Started: (s, e) => ({ started: e.body.at }),
      Ended: (s, e) => ({ ...s, minutes: (new Date(e.body.at) - new Date(s.started)) / 60000 }),
    })
    --
    job-1 Started {"at":"2026-01-01T10:00:00Z"}
      job-1 {"started":"2026-01-01T10:00:00Z"}
    job-1 Ended {"at":"2026-01-01T11:30:00Z"}
      job-1 {"started":"2026-01-01T10:00:00Z","minutes":90}

    # JSON inside a text
    fromAll().when({ A: (s, e) => JSON.parse(e.body.payload) })
    --
    a-1 A {"payload":"{\"n\":[1]}"}
      all {"n":[1]}

    # correlation by metadata
    fromAll().partitionBy(e => e.metadata && e.metadata.$correlationId).when({
      $init: () => ({ steps: [] }), $any(s, e) { s.steps.push(e.eventType) },
    })
    --
    a-1 A {} {"$correlationId":"c1"}
      c1 {"steps":["A"]}
    b-1 B {} {"$correlationId":"c1"}
      c1 {"steps":["A","B"]}
    b-1 B {} {}
    b-1 B {} null

    # let, const, template texts and closures at top level
    const types = ["Opened", "Closed"]
    let handlers = { $init: () => ({ log: "" }) }
    for (const type of types) handlers[type] = (s, e) => { s.log += `${type}@${e.sequenceNumber};` }
    fromCategory("case").foreachStream().when(handlers)
    --
    case-1 Opened
      case-1 {"log":"Opened@0;"}
    case-1 Closed
      case-1 {"log":"Opened@0;Closed@1;"}
    """#)
}
